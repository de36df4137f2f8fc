package dev.emitter.file;

import dev.emitter.channel.ChannelFiles;
import dev.emitter.problem.Loggers;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * One of the two files of a journal: notes one after the other, all of one generation. It is
 * written over from its start for the next generation, so that forcing it changes no length. A note
 * is its length and CRC-32C, the generation and the {@link Intent}, then what became of it, which
 * is changed in place: a byte for all, and one for each record. Not thread-safe.
 */
final class JournalFile {

  private static final Logger LOG = Loggers.of(JournalFile.class);

  private static final int HEAD = 2 * Integer.BYTES;
  private static final int SHRUNK = 1 << 20;

  /** What is set aside on the disk: notes must go on while it is full, as deliveries free it. */
  private static final int ROOM = 1 << 16;

  private final Path path;
  private @Nullable FileChannel channel;
  private long generation;
  private long size;
  private long stateAt = -1;

  private JournalFile(Path path) {
    this.path = path;
  }

  /** What became of a note. */
  enum State {
    /** It is not known which records were written. */
    BEGUN(0),
    /** All records were written, and forced to the disk if that was asked for. */
    DONE(1),
    /** No record was written, or what was written was taken back. */
    FAILED(2),
    /** After a crash the records were looked for, and it says which are there. */
    EXAMINED(3);

    private final byte code;

    State(int code) {
      this.code = (byte) code;
    }

    /** Returns the byte that stands for it in the file. */
    byte code() {
      return code;
    }

    /** Returns the state of a byte; for one that stands for none, what is to be found out. */
    private static State of(byte code) {
      for (State state : values()) {
        if (state.code == code) {
          return state;
        }
      }
      return BEGUN;
    }
  }

  /**
   * A note that was found.
   *
   * @param stateAt where its state is in the file
   * @param written the records that were found, if it was examined
   */
  record Note(Intent intent, State state, long stateAt, BitSet written) {}

  /** Returns the file of a path, positioned behind its last note, which are added to a list. */
  static JournalFile read(Path path, List<Note> notes) throws IOException {
    JournalFile file = new JournalFile(path);
    if (Files.exists(path)) {
      file.readNotes(ByteBuffer.wrap(Files.readAllBytes(path)), notes);
    }
    return file;
  }

  private void readNotes(ByteBuffer bytes, List<Note> notes) throws IOException {
    while (bytes.remaining() >= HEAD) {
      int start = bytes.position();
      int length = bytes.getInt(start);
      if (length < Long.BYTES || length > bytes.remaining() - HEAD - 1) {
        return;
      }
      CRC32C crc = new CRC32C();
      crc.update(bytes.slice(start + HEAD, length));
      long found = bytes.getLong(start + HEAD);
      boolean older = size > 0 && found != generation;
      if ((int) crc.getValue() != bytes.getInt(start + Integer.BYTES) || older) {
        return;
      }
      int next = readNote(bytes, start + HEAD, length, notes);
      if (next < 0) {
        return;
      }
      generation = found;
      size = next;
      bytes.position(next);
    }
  }

  /** Returns where the note ends; negative if its end is missing. */
  private static int readNote(ByteBuffer bytes, int from, int length, List<Note> notes)
      throws IOException {
    byte[] body = new byte[length - Long.BYTES];
    bytes.get(from + Long.BYTES, body);
    Intent intent = Intent.decode(new DataInputStream(new ByteArrayInputStream(body)));
    int stateAt = from + length;
    int end = stateAt + 1 + intent.records().size();
    if (end > bytes.limit()) {
      return -1;
    }
    BitSet written = new BitSet();
    for (int i = 0; i < intent.records().size(); i++) {
      written.set(i, bytes.get(stateAt + 1 + i) != 0);
    }
    notes.add(new Note(intent, State.of(bytes.get(stateAt)), stateAt, written));
    return end;
  }

  long generation() {
    return generation;
  }

  long size() {
    return size;
  }

  /** Sets room for notes aside, unless that is done. */
  void prepare() throws IOException {
    FileChannel unused = opened();
  }

  /** Forgets all notes: the next ones are of another generation. */
  void beginAnew(long next) throws IOException {
    generation = next;
    size = 0;
    stateAt = -1;
    FileChannel open = opened();
    if (open.size() > SHRUNK) {
      open.truncate(ROOM);
    }
  }

  void append(Intent intent, Fsync fsync) throws IOException {
    byte[] body = intent.encode(generation);
    CRC32C crc = new CRC32C();
    crc.update(body);
    ByteBuffer note = ByteBuffer.allocate(HEAD + body.length + 1 + intent.records().size());
    note.putInt(body.length).putInt((int) crc.getValue()).put(body).rewind();
    FileChannel open = opened();
    lengthen(open, size + note.limit());
    write(open, note, size);
    if (fsync == Fsync.BATCH) {
      open.force(false);
    }
    stateAt = size + HEAD + body.length;
    size += note.limit();
  }

  /**
   * Makes room for more than the next note: to force a file takes longer when its length changes.
   */
  private static void lengthen(FileChannel open, long needed) throws IOException {
    long length = open.size();
    if (needed > length) {
      long more = (needed - length + ROOM - 1) / ROOM * ROOM;
      try {
        write(open, ByteBuffer.allocate(Math.toIntExact(more)), length);
      } catch (ClosedChannelException e) {
        throw e;
      } catch (IOException e) {
        LOG.debug("no room is set aside for more than the next note", e); // which may still fit
      }
    }
  }

  /** Says what became of the last note that was appended. */
  void mark(State state) throws IOException {
    if (stateAt >= 0) {
      write(opened(), ByteBuffer.wrap(new byte[] {state.code()}), stateAt);
    }
  }

  /** Says of a note which of its records are there, and that is for good. */
  void examined(Note note, BitSet written) throws IOException {
    ByteBuffer found = ByteBuffer.allocate(note.intent().records().size());
    written.stream().forEach(i -> found.put(i, (byte) 1));
    FileChannel open = opened();
    write(open, found, note.stateAt() + 1);
    open.force(false); // or a power cut could leave the state without what it refers to
    byte[] state = {State.EXAMINED.code()};
    write(open, ByteBuffer.wrap(state), note.stateAt());
    open.force(false);
  }

  private static void write(FileChannel open, ByteBuffer bytes, long at) throws IOException {
    for (long next = at; bytes.hasRemaining(); ) {
      next += open.write(bytes, next);
    }
  }

  private FileChannel opened() throws IOException {
    FileChannel before = channel;
    if (before != null && before.isOpen()) { // an interrupt closes it
      return before;
    }
    Path folder = Objects.requireNonNull(path.getParent(), "a folder");
    ChannelFiles.makeFolder(folder);
    FileChannel open = ChannelFiles.open(path);
    channel = open;
    if (open.size() < ROOM) {
      write(open, ByteBuffer.allocate((int) (ROOM - open.size())), open.size());
      open.force(true);
    }
    ChannelFiles.forceNames(folder); // a journal that a power cut makes disappear tells nothing
    return open;
  }

  void close() {
    FileChannel open = channel;
    channel = null;
    if (open != null) {
      Quietly.close(open);
    }
  }
}
