package dev.emitter.file;

import dev.emitter.channel.Delivery;
import dev.emitter.event.Payload;
import dev.emitter.log.Position;
import dev.emitter.storage.ByteGatherer;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/**
 * What is about to be appended to a file: noted before it is done, so that a process that finds the
 * file after a crash can tell which of these records are there.
 *
 * @param path the located file
 * @param identity which file that was, as text
 * @param offset where the first record begins
 * @param records one for each record, in order, each ended by a line feed
 */
record Intent(String path, String identity, long offset, List<Entry> records) {

  /**
   * One record.
   *
   * @param position the position of its event in the log, as text; empty if it need not be
   *     recognised: the event is in no log, or a person sends it again
   * @param event a hash of the event's id: a log that began anew gives old positions to new events
   * @param length how many bytes it has, without the line feed
   * @param crc their CRC-32C
   */
  record Entry(String position, int event, int length, int crc) {

    static Entry of(Delivery delivery, Payload record) {
      return new Entry(key(delivery), eventHash(delivery), record.size(), checksum(record));
    }
  }

  static String key(Delivery delivery) {
    Position position = delivery.position();
    return position == null || delivery.resubmitted() ? "" : position.toString();
  }

  static int eventHash(Delivery delivery) {
    return delivery.event().event().getId().hashCode();
  }

  private static int checksum(Payload record) {
    CRC32C crc = new CRC32C();
    try {
      record.writeTo(new CheckedOutputStream(OutputStream.nullOutputStream(), crc));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return (int) crc.getValue();
  }

  /** Returns where the last record ends, its line feed included. */
  long end() {
    return start(records.size());
  }

  /** Returns where a record begins. */
  long start(int index) {
    long start = offset;
    for (Entry entry : records.subList(0, index)) {
      start += entry.length() + 1L;
    }
    return start;
  }

  byte[] encode(long generation) throws IOException {
    ByteGatherer bytes = new ByteGatherer();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeLong(generation);
    out.writeLong(offset);
    out.writeUTF(path);
    out.writeUTF(identity);
    out.writeInt(records.size());
    for (Entry entry : records) {
      out.writeUTF(entry.position());
      out.writeInt(entry.event());
      out.writeInt(entry.length());
      out.writeInt(entry.crc());
    }
    return bytes.toByteArray();
  }

  /** Reads one whose generation was read. */
  static Intent decode(DataInputStream in) throws IOException {
    long offset = in.readLong();
    String path = in.readUTF();
    String identity = in.readUTF();
    int count = in.readInt();
    List<Entry> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      records.add(new Entry(in.readUTF(), in.readInt(), in.readInt(), in.readInt()));
    }
    return new Intent(path, identity, offset, records);
  }
}
