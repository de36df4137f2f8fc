package dev.emitter.log.disk;

import static java.nio.file.attribute.PosixFilePermission.GROUP_READ;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_EXECUTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.emitter.delivery.AttemptQuery;
import dev.emitter.delivery.DeliveryAttempt;
import dev.emitter.delivery.DeliveryLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may read what a log keeps: events in plain text. */
@Tag("R2")
final class FilePermissionsTest {

  @TempDir private Path folder;

  @BeforeEach
  void needPermissions() {
    assumeTrue(
        folder.getFileSystem().supportedFileAttributeViews().contains("posix"),
        "this file system knows no permissions");
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static Map<String, String> modes(Path directory) throws IOException {
    Map<String, String> modes = new TreeMap<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        modes.put(String.valueOf(file.getFileName()), mode(file));
      }
    }
    return modes;
  }

  /** Makes a file of each kind there is: segments, spare ones, state, lock, attempts, the start. */
  private static Map<String, String> fill(DiskEventLogBuilder builder, Path directory)
      throws IOException {
    try (DiskEventLog log = builder.segmentBytes(4096).open();
        DeliveryLog attempts = log.deliveryLog()) {
      for (int i = 0; i < 30; i++) {
        Logs.append(log, Logs.event("e" + i, 300));
      }
      log.state().orElseThrow().write(Map.of("a", Optional.of("b")));
      attempts.record(attempt());
      assertThat(attempts.find(AttemptQuery.ALL)).hasSize(1);
      return modes(directory);
    }
  }

  private static DeliveryAttempt attempt() {
    return new DeliveryAttempt(
        "e",
        "1",
        "t",
        Logs.TOPIC,
        1,
        false,
        Clock.systemUTC().instant(),
        DeliveryAttempt.Outcome.DELIVERED,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  @Test
  void whatIsMadeIsForTheUserOfTheProcessAlone() throws IOException {
    Path directory = folder.resolve("new/data");
    Map<String, String> modes = fill(DiskEventLog.builder(directory), directory);
    assertThat(mode(directory)).isEqualTo("rwx------");
    assertThat(mode(folder.resolve("new"))).isEqualTo("rwx------");
    assertThat(modes.keySet())
        .contains("log.lock")
        .anyMatch(name -> name.endsWith(".events"))
        .anyMatch(name -> name.startsWith("state-"))
        .anyMatch(name -> name.startsWith("attempts-"));
    assertThat(modes.values()).containsOnly("rw-------");
  }

  @Test
  void aStateThatIsCompactedAndFilesOfALaterProcessAreToo() throws IOException {
    DirectoryStorage storage = DirectoryStorage.of(folder.resolve("state"));
    try (DiskStateStore state = DiskStateStore.open(storage, 100)) {
      for (int i = 0; i < 200; i++) {
        state.write(Map.of("key", Optional.of("value " + i)));
      }
    }
    DiskStateStore.open(storage, 100).close();
    assertThat(modes(folder.resolve("state")).values()).containsOnly("rw-------");
  }

  @Test
  void otherModesAreGivenWhateverTheUmaskIs() throws IOException {
    Path directory = folder.resolve("shared");
    Map<String, String> modes =
        fill(DiskEventLog.builder(directory).filePermissions(Set.of(GROUP_READ)), directory);
    assertThat(mode(directory)).isEqualTo("rwxr-x---");
    assertThat(modes.values()).containsOnly("rw-r-----");
  }

  @Test
  void nobodyExecutesALog() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DiskEventLog.builder(folder).filePermissions(Set.of(OTHERS_EXECUTE)))
        .withMessageContaining("leave x out");
  }

  @Test
  void whatExistsKeepsItsModeAndAWarningTellsThatOthersMayReadIt() throws IOException {
    Path directory = Files.createDirectory(folder.resolve("old"));
    fill(DiskEventLog.builder(directory), directory);
    Path segment = first(directory, ".events");
    Files.setPosixFilePermissions(segment, PosixFilePermissions.fromString("rw-r--r--"));
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    List<String> warnings =
        warnings(() -> DiskEventLog.builder(directory).segmentBytes(4096).open().close());
    assertThat(mode(directory)).isEqualTo("rwxr-xr-x");
    assertThat(mode(segment)).isEqualTo("rw-r--r--");
    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("others may read " + directory.toRealPath(), "1 of its files", "chmod -R go-rwx");
  }

  @Test
  void aDirectoryThatOthersCannotEnterIsNotWarnedOf() throws IOException {
    Path directory = folder.resolve("closed");
    fill(DiskEventLog.builder(directory), directory);
    Files.setPosixFilePermissions(
        first(directory, ".events"), PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(warnings(() -> DiskEventLog.open(directory).close())).isEmpty();
  }

  private static Path first(Path directory, String end) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(end)).sorted().findFirst().orElseThrow();
    }
  }

  private static List<String> warnings(Runnable opening) {
    List<String> warnings = new ArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            if (record.getMessage().contains("others may read")) {
              warnings.add(record.getMessage());
            }
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger logger = Logger.getLogger(DiskEventLog.class.getName());
    logger.addHandler(handler);
    try {
      opening.run();
    } finally {
      logger.removeHandler(handler);
    }
    return warnings;
  }
}
