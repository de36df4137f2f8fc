package dev.emitter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.emitter.cli.Shell.Result;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The ids of the events that the log has accepted. */
@Tag("R1")
@Timeout(240)
final class AcksTest {

  @TempDir Path folder = Path.of("");
  private Shell shell = new Shell(folder);

  @BeforeEach
  void openShell() {
    shell = new Shell(folder);
    shell.writeFileEmitter("all", "");
    shell.write("events.ndjson", Shell.line("a", "1") + "x\n" + Shell.line("a", "2"));
  }

  private Result run(String... more) {
    String[] options = new String[more.length + 2];
    options[0] = "--acks";
    options[1] = shell.path("acks.txt").toString();
    System.arraycopy(more, 0, options, 2, more.length);
    return shell.publish("events.ndjson", options);
  }

  @Test
  void aLineForEachEventWithAndWithoutData() {
    assertThat(run().status()).isEqualTo(ExitStatus.FAULT);
    assertThat(shell.lines("acks.txt")).containsExactly("1", "2");
    run("--data", shell.path("data").toString());
    assertThat(shell.lines("acks.txt")).containsExactly("1", "2", "1", "2");
  }

  @Test
  void manyAreInTheOrderOfTheInput() {
    shell.write(
        "events.ndjson",
        IntStream.range(0, 20_000)
            .mapToObj(i -> Shell.line("a", Integer.toString(i)))
            .collect(Collectors.joining()));
    assertThat(run("--data", shell.path("data").toString()).status()).isZero();
    assertThat(shell.lines("acks.txt"))
        .isEqualTo(IntStream.range(0, 20_000).mapToObj(Integer::toString).toList());
  }

  @Test
  void anIdThatWasCutOffWithItsProcessIsNoAck() {
    shell.write("acks.txt", "1\n2\n12");
    run();
    assertThat(shell.lines("acks.txt")).containsExactly("1", "2", "1", "2");
  }

  @Test
  void anAckDoesNotWaitForTheNextLine() throws Exception {
    PipedOutputStream input = new PipedOutputStream();
    shell.input(new PipedInputStream(input, 1 << 16));
    CompletableFuture<Result> run =
        CompletableFuture.supplyAsync(
            () ->
                shell.publish(
                    null,
                    "--follow",
                    "--acks",
                    shell.path("acks.txt").toString(),
                    "--data",
                    shell.path("data").toString()));
    input.write(Shell.line("a", "first").getBytes(StandardCharsets.UTF_8));
    input.flush();
    await().atMost(60, TimeUnit.SECONDS).until(() -> shell.lines("acks.txt").contains("first"));
    assertThat(run).isNotDone();
    input.close();
    assertThat(run.get(60, TimeUnit.SECONDS).status()).isZero();
  }

  @Test
  @Tag("D6")
  void aFileThatCannotBeWrittenIsAFaultBeforeAnythingIsPublished() throws IOException {
    Files.createDirectories(shell.path("acks.txt"));
    Result folderNamed = run();
    assertThat(folderNamed.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(folderNamed.err()).contains("acks = ").contains("is a folder");
    Files.delete(shell.path("acks.txt"));
    shell.write("acks.txt", "{\"not\": \"mine\"}");
    Result other = run();
    assertThat(other.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(other.err()).contains("other content than lines of ids");
    assertThat(shell.path("acks.txt")).hasContent("{\"not\": \"mine\"}");
    assertThat(shell.lines("all.log")).isEmpty();
  }

  @Test
  void aDiskWithoutRoomForAcksIsToldOnceAndGivesTwo() {
    assumeTrue(Files.exists(Path.of("/dev/full")), "this system has no device that is always full");
    shell.write("events.ndjson", Shell.line("a", "1"));
    Result result = shell.publish("events.ndjson", "--acks", "/dev/full", "--drain", "2s");
    assertThat(result.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(result.err()).containsOnlyOnce("acks = /dev/full: cannot be written");
    assertThat(shell.lines("all.log")).hasSize(1);
  }

  @Test
  void aRunThatWasCutOffIsBegunAnewWithoutTheEventsThatWereAcked() {
    String acks = shell.path("acks.txt").toString();
    shell.write(
        "events.ndjson", Shell.line("a", "1") + Shell.line("a", "2") + Shell.line("a", "3"));
    shell.write("acks.txt", "1\n2\n3"); // the last one was cut off: it is no ack
    Result again = shell.publish("events.ndjson", "--acks", acks, "--skip-acked", acks);
    assertThat(again.status()).isZero();
    assertThat(again.err()).contains("published 1 event, 0 bad lines, 2 acked before");
    assertThat(shell.lines("all.log")).singleElement().asString().contains("\"id\":\"3\"");
    assertThat(shell.lines("acks.txt")).containsExactly("1", "2", "3");
    Result more = shell.publish("events.ndjson", "--acks", acks, "--skip-acked", acks);
    assertThat(more.err()).contains("published 0 events, 0 bad lines, 3 acked before");
    assertThat(shell.lines("all.log")).hasSize(1);
  }

  /** Events of two sources may have the same id: an ack is of one of them. */
  @Test
  @Tag("R1")
  void anAckPassesOverOneEventAlone() {
    String acks = shell.path("acks.txt").toString();
    shell.write("events.ndjson", Shell.line("a", "1"));
    shell.publish("events.ndjson", "--acks", acks);
    shell.write("events.ndjson", Shell.line("a", "1") + Shell.line("a", "1"));
    Result again = shell.publish("events.ndjson", "--acks", acks, "--skip-acked", acks);
    assertThat(again.err()).contains("published 1 event, 0 bad lines, 1 acked before");
    assertThat(shell.lines("acks.txt")).containsExactly("1", "1");
  }

  @Test
  void theFirstOfSuchRunsNeedsNoFile() {
    String acks = shell.path("acks.txt").toString();
    String same = shell.path("x/../acks.txt").toString();
    shell.write("events.ndjson", Shell.line("a", "1"));
    assertThat(shell.publish("events.ndjson", "--acks", acks, "--skip-acked", same).status())
        .isZero();
    assertThat(shell.lines("acks.txt")).containsExactly("1");
  }

  @Test
  @Tag("D6")
  void aFileOfAcksThatIsNotThereIsAFaultBeforeAnythingIsPublished() {
    shell.write("events.ndjson", Shell.line("a", "1"));
    Result result = shell.publish("events.ndjson", "--skip-acked", shell.path("no.txt").toString());
    assertThat(result.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(result.err()).contains("skip-acked = ", "there is no such file");
    assertThat(shell.lines("all.log")).isEmpty();
  }
}
