package dev.emitter.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("D2")
class FolderWatchTest {

  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final String DISK = "{\"type\":\"Disk\",\"parameters\":{\"path\":\"a.log\"}}";

  @TempDir Path path;

  @Test
  void handsOnWhatIsAddedBrokenAndRemoved() throws IOException {
    List<FolderScan> scans = new CopyOnWriteArrayList<>();
    DefinitionFolder folder = folder();
    folder.scan();
    try (FolderWatch watch = FolderWatch.start(folder, scans::add)) {
      assertThat(watch).isNotNull();
      Files.writeString(path.resolve("a.json"), DISK);
      await().atMost(BOUND).until(() -> scans.stream().anyMatch(s -> !s.changed().isEmpty()));
      Files.writeString(path.resolve("a.json"), "{");
      await().atMost(BOUND).until(() -> scans.stream().anyMatch(s -> !s.problems().isEmpty()));
      Files.delete(path.resolve("a.json"));
      await().atMost(BOUND).until(() -> scans.stream().anyMatch(s -> !s.removed().isEmpty()));
    }
    assertThat(scans).allMatch(FolderScan::hasNews);
  }

  @Test
  void handsOnAgainWhatAConsumerFailedToTake() throws IOException {
    List<FolderScan> scans = new CopyOnWriteArrayList<>();
    DefinitionFolder folder = folder();
    folder.scan();
    try (FolderWatch watch =
        FolderWatch.start(
            folder,
            scan -> {
              scans.add(scan);
              if (scans.size() < 3) {
                throw new IllegalStateException("for the test");
              }
            })) {
      assertThat(watch).isNotNull();
      Path whole = Files.writeString(path.resolve(".a"), DISK); // half of it would be a fault
      Files.move(whole, path.resolve("a.json"), StandardCopyOption.ATOMIC_MOVE);
      await().atMost(BOUND).until(() -> scans.size() == 3);
      Files.delete(path.resolve("a.json"));
      await().atMost(BOUND).until(() -> scans.size() == 4);
    }
    assertThat(scans.subList(0, 3)).allMatch(scan -> scan.changed().size() == 1);
    assertThat(scans.get(3).changed()).isEmpty();
    assertThat(scans.get(3).removed()).containsExactly("a");
  }

  @Test
  void leavesAnEmitterAtWorkWhoseFileIsSavedByRenamingAndMakingItAnew() throws IOException {
    Path file = Files.writeString(path.resolve("a.json"), DISK);
    List<FolderScan> scans = new CopyOnWriteArrayList<>();
    SteppedClock clock = new SteppedClock(Instant.now());
    DefinitionFolder folder = folder(clock);
    folder.scan();
    try (FolderWatch watch = FolderWatch.start(folder, scans::add)) {
      assertThat(watch).isNotNull();
      for (int save = 0; save < 3; save++) {
        Files.move(file, path.resolve("a.json~"), StandardCopyOption.REPLACE_EXISTING);
        await().atMost(BOUND).until(folder::awaitsReturn);
        Files.writeString(file, DISK);
        await().atMost(BOUND).until(() -> !folder.awaitsReturn());
      }
      assertThat(scans).allMatch(scan -> scan.removed().isEmpty());
      Files.delete(file);
      await().atMost(BOUND).until(folder::awaitsReturn);
      clock.forward(Duration.ofMillis(300));
      await().atMost(BOUND).until(() -> scans.stream().anyMatch(s -> !s.removed().isEmpty()));
    }
  }

  /** A ConfigMap of Kubernetes: links to a folder that is exchanged, all its files at once. */
  @Test
  void handsOnWhatIsBehindALinkToAFolderThatIsExchanged() throws IOException {
    exchange("..2026_1", DISK);
    Files.createSymbolicLink(path.resolve("a.json"), Path.of("..data", "a.json"));
    List<FolderScan> scans = new CopyOnWriteArrayList<>();
    DefinitionFolder folder = folder();
    assertThat(folder.scan().problems()).isEmpty();
    try (FolderWatch watch = FolderWatch.start(folder, scans::add)) {
      assertThat(watch).isNotNull();
      exchange("..2026_2", DISK.replace("a.log", "b.log"));
      Files.delete(path.resolve("..2026_1").resolve("a.json"));
      Files.delete(path.resolve("..2026_1"));
      await().atMost(BOUND).until(() -> scans.stream().anyMatch(s -> !s.changed().isEmpty()));
    }
    assertThat(scans).allMatch(scan -> scan.problems().isEmpty() && scan.removed().isEmpty());
  }

  private void exchange(String version, String json) throws IOException {
    Path made = Files.createDirectory(path.resolve(version));
    Files.writeString(made.resolve("a.json"), json);
    Path link = Files.createSymbolicLink(path.resolve("..data_tmp"), Path.of(version));
    Files.move(link, path.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
  }

  /** As by tools that mirror files in place, and set their times. */
  @Test
  void handsOnAChangeThatKeepsSizeAndTime() throws IOException {
    Path file = Files.writeString(path.resolve("a.json"), DISK);
    assumeTrue(path.getFileSystem().supportedFileAttributeViews().contains("unix"));
    FileTime before = Files.getLastModifiedTime(file);
    List<FolderScan> scans = new CopyOnWriteArrayList<>();
    DefinitionFolder folder = folder();
    folder.scan();
    try (FolderWatch watch = FolderWatch.start(folder, scans::add)) {
      assertThat(watch).isNotNull();
      Files.writeString(file, DISK.replace("a.log", "b.log"));
      Files.setLastModifiedTime(file, before);
      await().atMost(BOUND).until(() -> scans.stream().anyMatch(s -> !s.changed().isEmpty()));
    }
  }

  private DefinitionFolder folder() {
    return folder(Clock.systemUTC());
  }

  private DefinitionFolder folder(Clock clock) {
    return new DefinitionFolder(path, Readers.reader(Map.of()), Map::of, clock);
  }
}
