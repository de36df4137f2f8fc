package dev.emitter.log.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emitter.log.EventLogException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log that is looked into where nothing may be written. */
@Tag("R4")
final class ReadOnlyLogTest {

  @TempDir private Path directory;

  @BeforeEach
  void leaveALog() {
    try (DiskEventLog log = DiskEventLog.builder(directory).segmentBytes(4096).open()) {
      for (int i = 0; i < 40; i++) {
        Logs.append(log, Logs.event("e" + i, 300));
      }
      log.state().orElseThrow().write(Map.of("a", Optional.of("b")));
    }
  }

  private static DiskEventLogBuilder toRead(Path directory) {
    return DiskEventLog.builder(directory).segmentBytes(4096).readOnly(true);
  }

  /** Returns the names and contents of all files. */
  private Map<String, String> contents() throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        contents.put(file.toString(), HexFormat.of().formatHex(Files.readAllBytes(file)));
      }
    }
    return contents;
  }

  private Path newestSegment() {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".events"))
          .max(Path::compareTo)
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void showsEventsAndStateAndChangesNothing() throws IOException {
    Map<String, String> before = contents();
    try (DiskEventLog log = toRead(directory).open()) {
      assertThat(Logs.ids(log)).hasSize(40).startsWith("e0").endsWith("e39");
      assertThat(log.state().orElseThrow().entries("a")).containsEntry("a", "b");
      log.state().orElseThrow().write(Map.of("a", Optional.of("c")));
      assertThat(log.state().orElseThrow().entries("a")).containsEntry("a", "c");
      log.enforceRetention();
    }
    assertThat(contents()).isEqualTo(before);
  }

  @Test
  void repairsInMemoryWhatAPowerCutHasTorn() throws IOException {
    Path newest = newestSegment();
    byte[] content = Files.readAllBytes(newest);
    int end = content.length;
    while (content[end - 1] == 0) {
      end--;
    }
    Files.write(newest, Arrays.copyOf(content, end - 20), StandardOpenOption.TRUNCATE_EXISTING);
    Map<String, String> before = contents();
    try (DiskEventLog log = toRead(directory).open()) {
      assertThat(Logs.ids(log)).hasSize(39).endsWith("e38");
    }
    assertThat(contents()).isEqualTo(before);
  }

  @Test
  void takesNoEvents() {
    try (DiskEventLog log = toRead(directory).open()) {
      assertThatThrownBy(() -> log.append(Logs.TOPIC, Logs.event("more")))
          .isInstanceOf(EventLogException.class)
          .hasMessageContaining("open to be read alone");
      assertThat(log.offer(Logs.TOPIC, Logs.event("more"))).isFalse();
      assertThat(Logs.ids(log)).hasSize(40);
    }
  }

  @Test
  void isNotReadWhileSomebodyWritesToIt() {
    try (DiskEventLog writer = DiskEventLog.open(directory)) {
      assertThatThrownBy(() -> toRead(directory).open())
          .isInstanceOf(EventLogException.class)
          .hasMessageContaining("belongs to");
      Logs.append(writer, "still works");
    }
    toRead(directory).open().close();
    DiskEventLog.open(directory).close();
  }

  @Test
  void aDirectoryWithoutALogIsNotMadeOne() {
    Path other = directory.resolve("other");
    assertThatThrownBy(() -> toRead(other).open()).isInstanceOf(EventLogException.class);
    assertThat(other).doesNotExist();
  }

  /** The file below and its copy in memory, changed alike at random, stay alike. */
  @Test
  void aPatchedFileReadsAsOneThatWasReallyWritten() throws IOException {
    Random random = new Random(7);
    for (int round = 0; round < 50; round++) {
      Path file = directory.resolve("file" + round);
      byte[] content = new byte[random.nextInt(20_000)];
      random.nextBytes(content);
      Files.write(file, content);
      MemoryStorage real = new MemoryStorage();
      try (StorageFile expected = real.create("f");
          StorageFile patched = new ReadOnlyStorage(directory).open("file" + round)) {
        expected.write(ByteBuffer.wrap(content), 0);
        for (int step = 0; step < 30; step++) {
          change(random, expected, patched);
          assertThat(all(patched)).as("round %d, step %d", round, step).isEqualTo(all(expected));
        }
      }
      assertThat(file).hasBinaryContent(content);
    }
  }

  private static void change(Random random, StorageFile one, StorageFile other) throws IOException {
    if (random.nextInt(4) == 0) {
      long size = random.nextInt((int) one.size() + 1);
      one.truncate(size);
      other.truncate(size);
      return;
    }
    byte[] bytes = new byte[random.nextInt(6_000)];
    random.nextBytes(bytes);
    long at = random.nextInt((int) one.size() + 5_000);
    one.write(ByteBuffer.wrap(bytes), at);
    other.write(ByteBuffer.wrap(bytes), at);
  }

  private static byte[] all(StorageFile file) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) file.size());
    file.read(bytes, 0);
    return bytes.array();
  }
}
