package dev.emitter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.emitter.cli.Shell.Result;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run that goes on until its input ends or it is asked to. */
@Tag("D2")
@Timeout(240)
final class FollowTest {

  @TempDir Path folder = Path.of("");
  private Shell shell = new Shell(folder);
  private final PipedOutputStream input = new PipedOutputStream();

  @BeforeEach
  void openShell() throws IOException {
    shell = new Shell(folder).input(new PipedInputStream(input, 1 << 16));
    shell.writeFileEmitter("all", "");
  }

  private CompletableFuture<Result> follow(String... more) {
    String[] options = new String[more.length + 1];
    options[0] = "--follow";
    System.arraycopy(more, 0, options, 1, more.length);
    return CompletableFuture.supplyAsync(() -> shell.publish(null, options));
  }

  private void send(String line) throws IOException {
    input.write(line.getBytes(StandardCharsets.UTF_8));
    input.flush();
  }

  private void awaitLines(String name, int count) {
    await().atMost(60, TimeUnit.SECONDS).until(() -> shell.lines(name).size() == count);
  }

  @Test
  void itReadsOnUntilTheInputEnds() throws Exception {
    CompletableFuture<Result> run = follow();
    send(Shell.line("a", "1"));
    awaitLines("all.log", 1);
    send(Shell.line("a", "2"));
    awaitLines("all.log", 2);
    assertThat(run).isNotDone();
    input.close();
    assertThat(run.get(60, TimeUnit.SECONDS).status()).isZero();
  }

  @Test
  void aRequestToEndDrainsAndReports() throws Exception {
    Path report = folder.resolve("report.json");
    CompletableFuture<Result> run = follow("--report", report.toString());
    send(Shell.line("a", "1"));
    awaitLines("all.log", 1);
    shell.termination().request();
    assertThat(run.get(60, TimeUnit.SECONDS).status()).isZero();
    assertThat(report).content().contains("\"published\":1").contains("\"delivered\":1");
  }

  /** It once ended with 0 and no word, as if all were published. */
  @Test
  @Tag("R2")
  void aRequestToEndBeforeTheInputDoesIsToldAndGivesThree() throws Exception {
    CompletableFuture<Result> run = CompletableFuture.supplyAsync(() -> shell.publish(null));
    send(Shell.line("a", "1") + "\n" + Shell.line("a", "2"));
    awaitLines("all.log", 2);
    shell.termination().request();
    Result result = run.get(60, TimeUnit.SECONDS);
    assertThat(result.status()).isEqualTo(ExitStatus.UNDELIVERED);
    assertThat(result.messages())
        .contains("stopped at standard input:3; the rest was not published");
  }

  @Test
  @Tag("R2")
  void badLinesCountMoreThanARequestToEnd() throws Exception {
    CompletableFuture<Result> run = CompletableFuture.supplyAsync(() -> shell.publish(null));
    send("x\n" + Shell.line("a", "1"));
    awaitLines("all.log", 1);
    shell.termination().request();
    Result result = run.get(60, TimeUnit.SECONDS);
    assertThat(result.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(result.err()).contains("stopped at standard input:");
  }

  @Test
  void aFileIsPublishedBeforeWhatFollows() throws Exception {
    shell.write("events.ndjson", Shell.line("a", "first"));
    send(Shell.line("a", "second"));
    input.close();
    assertThat(shell.publish("events.ndjson", "--follow").status()).isZero();
    assertThat(shell.lines("all.log").get(0)).contains("first");
    assertThat(shell.lines("all.log").get(1)).contains("second");
  }

  @Test
  void definitionsAreTakenUpWhileItRuns() throws Exception {
    CompletableFuture<Result> run = follow();
    send(Shell.line("a", "1"));
    awaitLines("all.log", 1);
    shell.writeFileEmitter("more", "");
    await()
        .pollInSameThread() // a pipe whose last writer has ended is broken
        .atMost(60, TimeUnit.SECONDS)
        .until(
            () -> {
              send(Shell.line("a", "again"));
              return !shell.lines("more.log").isEmpty();
            });
    input.close();
    assertThat(run.get(60, TimeUnit.SECONDS).status()).isZero();
  }

  @Test
  @Tag("D6")
  void aDefinitionThatIsBrokenInTheEndIsAFault() throws Exception {
    CompletableFuture<Result> run = follow();
    send(Shell.line("a", "1"));
    awaitLines("all.log", 1);
    Path late = shell.write("late.txt", "{\"type\": \"File\"}");
    // a broken file that is young counts as half written
    Files.setLastModifiedTime(late, FileTime.from(Instant.EPOCH));
    Files.move(late, shell.path("emitters/late.json"));
    shell.writeFileEmitter("marker", "\"topics\": [[\"marker\"]],");
    await()
        .pollInSameThread() // a pipe whose last writer has ended is broken
        .atMost(60, TimeUnit.SECONDS)
        .until(
            () -> {
              send(Shell.line("marker", "x"));
              return !shell.lines("marker.log").isEmpty();
            });
    input.close();
    Result result = run.get(60, TimeUnit.SECONDS);
    assertThat(result.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(result.err()).contains("late.json:1:");
  }
}
