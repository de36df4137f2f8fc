package dev.emitter.log.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.emitter.log.EventLogException;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.Position;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log on a real directory. */
final class DirectoryTest {

  @TempDir private Path directory;

  @Test
  void belongsToOneLogOfAProcess() {
    try (DiskEventLog log = DiskEventLog.open(directory)) {
      assertThatThrownBy(() -> DiskEventLog.open(directory.resolve(".")))
          .isInstanceOf(EventLogException.class)
          .hasMessageContaining("another log of this process")
          .hasMessageContaining(directory.getFileName().toString());
      Logs.append(log, "still works");
    }
    try (DiskEventLog again = DiskEventLog.open(directory)) {
      assertThat(Logs.ids(again)).containsExactly("still works");
    }
  }

  /** Holds a directory until its input ends. */
  static final class Holder {
    public static void main(String[] args) throws IOException {
      try (DiskEventLog log = DiskEventLog.open(Path.of(args[0]))) {
        Logs.append(log, "held");
        Files.createFile(Path.of(args[0], "held"));
        while (System.in.read() >= 0) {}
      }
    }
  }

  @Test
  void belongsToOneProcessUntilItEndsHoweverItEnds() throws Exception {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> Files.exists(directory.resolve("held")));
      assertThatThrownBy(() -> DiskEventLog.open(directory))
          .isInstanceOf(EventLogException.class)
          .hasMessageContaining("process " + other.pid() + ", started ");
    } finally {
      other.destroyForcibly().waitFor();
    }
    try (DiskEventLog log = DiskEventLog.open(directory)) {
      assertThat(Logs.ids(log)).containsExactly("held");
    }
  }

  @Test
  void isNotHurtByInterruptsOfWhoReadsAndAppends() throws Exception {
    try (DiskEventLog log = DiskEventLog.builder(directory).segmentBytes(65_536).open()) {
      CompletableFuture<Integer> read = new CompletableFuture<>();
      Thread reader = new Thread(() -> read.complete(readDisk(log)));
      Thread publisher =
          new Thread(
              () -> {
                for (int i = 0; i < 400; i++) {
                  Thread.currentThread().interrupt();
                  log.append(Logs.TOPIC, Logs.event("i" + i, 500));
                }
              });
      publisher.start();
      publisher.join();
      Logs.append(log, "last");
      reader.start();
      while (reader.isAlive()) {
        reader.interrupt();
        Thread.onSpinWait();
      }
      assertThat(read.join()).isEqualTo(401 * 5);
      assertThat(Logs.ids(log)).hasSize(401);
    }
    try (DiskEventLog log = DiskEventLog.open(directory)) {
      assertThat(Logs.ids(log)).hasSize(401);
      assertThat(log.damage()).isEmpty();
    }
  }

  /** Reads every event five times, past the memory of recent ones. */
  private static int readDisk(DiskEventLog log) {
    int count = 0;
    for (int i = 0; i < 5; i++) {
      Position at = log.start();
      for (List<LoggedEvent> page = log.read(at, 50); !page.isEmpty(); page = log.read(at, 50)) {
        count += page.size();
        at = page.get(page.size() - 1).position();
      }
    }
    return count;
  }

  @Test
  void isNotHurtByInterruptsDuringFileOperations() throws Exception {
    DirectoryStorage storage = DirectoryStorage.of(directory);
    try (StorageFile file = storage.create("file")) {
      Thread worker =
          new Thread(
              () -> {
                try {
                  for (int i = 0; i < 2000; i++) {
                    file.write(ByteBuffer.wrap(new byte[] {(byte) i, 1, 2, 3}), 4L * i);
                    ByteBuffer back = ByteBuffer.allocate(4);
                    assertThat(file.read(back, 4L * i)).isEqualTo(4);
                    assertThat(back.get(0)).isEqualTo((byte) i);
                  }
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              });
      List<Throwable> faults = new ArrayList<>();
      worker.setUncaughtExceptionHandler((thread, fault) -> faults.add(fault));
      worker.start();
      while (worker.isAlive()) {
        worker.interrupt();
        Thread.onSpinWait();
      }
      assertThat(faults).isEmpty();
      assertThat(file.size()).isEqualTo(8000);
    }
  }

  @Test
  void failsOnAFullDiskAndGoesOnOnceThereIsRoom() throws Exception {
    Path disk = Files.createDirectories(directory.resolve("small"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", disk.toString()),
        "the user may not mount a small disk");
    try (QuietLogging quiet = new QuietLogging()) {
      fillAndFree(disk, quiet);
    } finally {
      run("umount", "-l", disk.toString());
    }
  }

  private static void fillAndFree(Path disk, QuietLogging quiet) throws IOException {
    assertThat(quiet).isNotNull();
    Files.write(disk.resolve("filler"), new byte[300 * 1024]);
    List<String> published = new ArrayList<>();
    try (DiskEventLog log = DiskEventLog.builder(disk).segmentBytes(65_536).open()) {
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 1000; i++) {
                  Logs.append(log, Logs.event("e" + i, 1000));
                  published.add("e" + i);
                }
              })
          .isInstanceOf(EventLogException.class)
          .hasMessageContaining("bytes free on that disk");
      assertThat(Logs.ids(log)).isEqualTo(published);
      Files.delete(disk.resolve("filler"));
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .ignoreException(EventLogException.class) // the file system may take a moment, too
          .until(
              () -> {
                Logs.append(log, "after");
                return true;
              });
      published.add("after");
    }
    try (DiskEventLog log = DiskEventLog.open(disk)) {
      assertThat(Logs.ids(log)).isEqualTo(published);
      assertThat(log.damage()).isEmpty();
    }
  }

  private static boolean run(String... command) throws Exception {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException noSuchCommand) {
      return false;
    }
  }
}
