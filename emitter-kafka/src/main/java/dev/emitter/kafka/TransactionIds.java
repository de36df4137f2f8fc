package dev.emitter.kafka;

import dev.emitter.channel.ChannelFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;

/**
 * The names by which the brokers know an emitter that writes in transactions. They are made by
 * chance, once, and kept in its folder beside the log, so that a log that began anew, and an
 * emitter that was removed and came back, have others: positions of before mean nothing to them.
 *
 * @param transactionalId of its producer
 * @param group the consumer group whose offset says how far it is
 */
record TransactionIds(String transactionalId, String group) {

  /** What all of them begin with, so that rights can be granted. */
  static final String PREFIX = "emitter-";

  private static final int BYTES = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  private static Path file(Path folder) {
    return folder.resolve("transactional-id");
  }

  /**
   * Returns those of a folder; made, and forced to the disk, if there are none. A check may ask
   * while a delivery does, and must not be given others.
   */
  static synchronized TransactionIds of(Path folder) throws IOException {
    Path file = file(folder);
    String known = Files.exists(file) ? Files.readString(file).strip() : "";
    if (known.matches("[0-9a-f]{" + 2 * BYTES + "}")) {
      return named(known);
    }
    byte[] random = new byte[BYTES];
    RANDOM.nextBytes(random);
    String made = HexFormat.of().formatHex(random);
    ChannelFiles.makeFolder(folder);
    Path temporary = folder.resolve("transactional-id.new");
    try (FileChannel channel = ChannelFiles.open(temporary, StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer text = ByteBuffer.wrap(made.getBytes(StandardCharsets.UTF_8));
      while (text.hasRemaining()) {
        channel.write(text);
      }
      channel.force(true);
    }
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    ChannelFiles.forceNames(folder); // with other names all would be written again
    return named(made);
  }

  private static TransactionIds named(String name) {
    return new TransactionIds(PREFIX + name, PREFIX + name);
  }

  /** Returns those of a producer that only tries whether they may be used. */
  TransactionIds forCheck() {
    return new TransactionIds(transactionalId + "-check", group);
  }

  /** Returns the group as a producer names it: without members, as nobody consumes in it. */
  @SuppressWarnings("removal") // what is to come in its place, kafka-clients 3.8 does not have
  ConsumerGroupMetadata groupWithoutMembers() {
    return new ConsumerGroupMetadata(group, -1, "", Optional.empty());
  }

  static synchronized void delete(Path folder) throws IOException {
    Files.deleteIfExists(file(folder));
    Files.deleteIfExists(folder);
  }
}
