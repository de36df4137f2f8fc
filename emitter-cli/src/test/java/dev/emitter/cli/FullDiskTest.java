package dev.emitter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.emitter.cli.Shell.Result;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run whose events have no room on their disk. */
@Tag("R2")
@Timeout(240)
final class FullDiskTest {

  private static final int MANY = 3_000;

  @TempDir Path folder = Path.of("");
  private Shell shell = new Shell(folder);
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final PipedOutputStream input = new PipedOutputStream();

  @BeforeEach
  void openShell() {
    shell = new Shell(folder);
    shell.writeFileEmitter("all", "");
  }

  @AfterEach
  void closeInput() throws IOException {
    input.close();
  }

  private CompletableFuture<Integer> follow(SmallDisk disk) throws IOException {
    PipedInputStream in = new PipedInputStream(input, 1 << 22);
    Streams streams =
        new Streams(
            in,
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Terminal.NONE);
    List<String> args =
        List.of(
            "run",
            "--follow",
            "--emitters",
            shell.path("emitters").toString(),
            "--data",
            disk.folder().resolve("data").toString(),
            "--acks",
            shell.path("acks.txt").toString());
    return CompletableFuture.supplyAsync(() -> Main.run(args, streams, shell.termination()));
  }

  /** More than a log keeps room for ahead. */
  private static String lines(int first, int last) {
    String data = "\"data\":\"" + "x".repeat(1_000) + "\"";
    return IntStream.rangeClosed(first, last)
        .mapToObj(i -> Shell.line("a", Integer.toString(i)).replace("\"data\":1", data))
        .collect(Collectors.joining());
  }

  private void send(int first, int last) throws IOException {
    String lines = lines(first, last);
    input.write(lines.getBytes(StandardCharsets.UTF_8));
    input.flush();
  }

  private String messages() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private int count(String text) {
    return messages().split(text, -1).length - 1;
  }

  /** Nothing is lost, nothing needs a restart, and all is in order. */
  @Test
  void publishingGoesOnByItselfOnceThereIsRoom() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(shell.path("disk"), "8m")) {
      CompletableFuture<Integer> run = follow(disk);
      send(1, 10);
      await().atMost(60, TimeUnit.SECONDS).until(() -> shell.lines("acks.txt").size() == 10);
      // the emitter keeps how far its file is on the same disk
      await().atMost(60, TimeUnit.SECONDS).until(() -> shell.lines("all.log").size() == 10);
      disk.fill();
      send(11, MANY);
      await().atMost(60, TimeUnit.SECONDS).until(() -> messages().contains("bytes needed"));
      assertThat(messages()).contains("standard input:").contains(disk.folder() + "/data");
      await()
          .atMost(60, TimeUnit.SECONDS)
          .untilAsserted(
              () ->
                  assertThat(shell.lines("all.log"))
                      .as(messages())
                      .hasSameSizeAs(shell.lines("acks.txt")));
      int before = shell.lines("acks.txt").size();
      assertThat(before).isLessThan(MANY);
      disk.free();
      await().atMost(60, TimeUnit.SECONDS).until(() -> shell.lines("acks.txt").size() > before);
      await().atMost(60, TimeUnit.SECONDS).until(() -> shell.lines("all.log").size() == MANY);
      input.close();
      assertThat(run.get(60, TimeUnit.SECONDS)).as(messages()).isZero();
      assertThat(shell.lines("acks.txt"))
          .isEqualTo(IntStream.rangeClosed(1, MANY).mapToObj(Integer::toString).toList());
      // the log's own files may give room for a moment: each time is told once, with its end
      assertThat(count("bytes needed")).isEqualTo(count("publishing goes on")).isLessThan(10);
    }
  }

  @Test
  void aRunThatIsAskedToEndSaysFromWhichLineOnNothingWasPublished() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(shell.path("disk"), "8m")) {
      CompletableFuture<Integer> run = follow(disk);
      send(1, 1);
      await().atMost(60, TimeUnit.SECONDS).until(() -> shell.lines("acks.txt").size() == 1);
      disk.fill();
      send(2, MANY);
      await().atMost(60, TimeUnit.SECONDS).until(() -> messages().contains("bytes needed"));
      shell.termination().request();
      assertThat(run.get(60, TimeUnit.SECONDS)).isEqualTo(ExitStatus.UNDELIVERED);
      assertThat(messages()).contains(": nothing was published from this line on");
    }
  }

  @Test
  void aRunThatIsNotFollowedGivesUpAfterTheDrain() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(shell.path("disk"), "8m")) {
      shell.publish(null, "--data", disk.folder().resolve("data").toString());
      disk.fill();
      shell.write("events.ndjson", lines(1, MANY));
      Result result =
          shell.publish(
              "events.ndjson",
              "--data",
              disk.folder().resolve("data").toString(),
              "--drain",
              "1200ms");
      assertThat(result.status()).as(result.err()).isEqualTo(ExitStatus.UNDELIVERED);
      assertThat(result.err())
          .contains("bytes needed")
          .contains(": nothing was published from this line on");
    }
  }
}
