package dev.emitter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.emitter.cli.Shell.Result;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tries filters on files of events. */
@Tag("D4")
@Timeout(240)
final class FilterCommandTest {

  @TempDir Path folder = Path.of("");
  private Shell shell = new Shell(folder);

  @BeforeEach
  void openShell() {
    shell = new Shell(folder);
  }

  private static String event(String id, String data) {
    return Shell.line("orders/eu", id).replace("\"data\":1", "\"data\":" + data);
  }

  @Test
  void theLinesForWhichItIsTrueArePrintedAsTheyAre() {
    String large = " " + event("1", "{\"amount\": 2000.0}").trim() + " \r\n";
    String small = event("2", "{\"amount\": 10}");
    shell.write("events.ndjson", large + small + "\n" + large.trim());
    Result result = shell.run("filter", "amount > 1000", shell.path("events.ndjson").toString());
    assertThat(result.status()).isZero();
    assertThat(result.out()).isEqualTo(large + large.trim() + "\n");
    assertThat(result.messages()).containsExactly("2 true, 1 false, 0 null, 0 failed, 0 bad lines");
  }

  @Test
  void nullAndFailedAreToldWithTheirReasons() {
    shell.input(
        event("1", "{\"amount\": 2000}")
            + event("2", "{}")
            + event("3", "{}")
            + event("4", "{\"amount\": null}")
            + event("5", "{\"amount\": \"many\"}"));
    Result result = shell.run("filter", "amount > 1000 // large");
    assertThat(result.status()).isZero();
    assertThat(result.messages().get(0))
        .isEqualTo("1 true, 0 false, 3 null, 1 failed, 0 bad lines");
    assertThat(result.messages()).hasSizeBetween(3, 4);
    assertThat(result.err()).containsPattern("[23] null: line 1").contains("1 failed: line 1");
  }

  @Test
  @Tag("D8")
  void anEventThatIsKeptBackIsExplainedWithTheValuesRead() {
    String events =
        event("1", "{\"amount\": 2000, \"tier\": \"gold\", \"secret\": \"hidden\"}")
            + event("2", "{\"amount\": 10, \"tier\": \"gold\", \"secret\": \"hidden\"}")
            + event("3", "{\"tier\": \"gold\"}");
    String expression = "amount > 1000 and tier = \"gold\"";
    Result plain = shell.input(events).run("filter", expression);
    assertThat(plain.err()).doesNotContain("amount = 10");
    Result result = shell.input(events).run("filter", "--explain", expression);
    assertThat(result.status()).isZero();
    assertThat(result.out()).isEqualTo(plain.out());
    assertThat(result.err())
        .contains("standard input:2: " + expression + " -> false")
        .contains("amount > 1000 -> false (amount = 10)")
        .contains("standard input:3: " + expression + " -> null")
        .doesNotContain("standard input:1: ", "hidden")
        .contains("1 true, 1 false, 1 null, 0 failed");
  }

  /** A slip that lets everything through is told, although the expression is a good one. */
  @Test
  void whatWasMostLikelyMeantOtherwiseIsWarnedOf() {
    Result result = shell.input(event("1", "{}")).run("filter", "status = Open");
    assertThat(result.status()).isZero();
    assertThat(result.err()).contains("warning: ", "line 1, column", "\"Open\"", "1 true");
  }

  @Test
  void attributesAreFilteredWithSql() {
    shell.input(
        event("1", "1").replace("\"type\"", "\"region\":\"eu\",\"type\"") + event("2", "1"));
    Result result = shell.run("filter", "--dialect", "sql", "region = 'eu'");
    assertThat(result.status()).isZero();
    assertThat(result.out()).contains("\"id\":\"1\"").doesNotContain("\"id\":\"2\"");
    assertThat(result.messages().get(0)).startsWith("1 true, 0 false, 1 null, 0 failed");
    assertThat(result.messages().get(1)).startsWith("1 null: ").contains("region");
  }

  @Test
  void theEventAndItsTopicAreVisible() {
    shell.input(event("1", "{}"));
    assertThat(shell.run("filter", "event.topic[1] = \"orders\" and event.id = \"1\"").out())
        .isNotEmpty();
  }

  @Test
  @Tag("D6")
  void aRefusedExpressionIsAFaultWithItsPosition() {
    Result result = shell.input(event("1", "{}")).run("filter", "amount >");
    assertThat(result.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(result.out()).isEmpty();
    assertThat(result.messages()).hasSize(1);
    assertThat(result.err()).startsWith("expression.feel: is not FEEL: line 1, column 9: found");
    assertThat(shell.run("filter", "--dialect", "sql", "a = ").err()).contains("column");
    assertThat(shell.run("filter", "1 + 1").err()).contains("is never true");
  }

  @Test
  void badLinesAndMissingFilesAreFaults() {
    Result result = shell.input("x\n" + event("1", "{}")).run("filter", "true");
    assertThat(result.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(result.messages().get(0)).startsWith("standard input:1: is not valid JSON");
    assertThat(result.err()).contains("1 true, 0 false, 0 null, 0 failed, 1 bad line");
    assertThat(shell.run("filter", "true", "nowhere").status()).isEqualTo(ExitStatus.FAULT);
    assertThat(shell.run("filter", "--dialect", "cobol", "true").err()).contains("cobol");
  }

  @Test
  void dateLiteralsAreNoFilesOfArguments() {
    shell.input(event("1", "{\"on\":\"2024-05-01\"}"));
    assertThat(shell.run("filter", "@\"2024-01-01\" < date(on)").out()).isNotEmpty();
  }

  @Test
  @Tag("R1")
  void aRequestToEndIsHeardWhileTheInputSaysNothing() throws Exception {
    try (PipedOutputStream input = new PipedOutputStream()) {
      shell.input(new PipedInputStream(input));
      CompletableFuture<Result> run =
          CompletableFuture.supplyAsync(() -> shell.run("filter", "true"));
      input.write(event("1", "{}").getBytes(StandardCharsets.UTF_8));
      input.flush();
      shell.termination().request();
      await().atMost(60, TimeUnit.SECONDS).until(run::isDone);
      assertThat(run.get().status()).isEqualTo(ExitStatus.UNDELIVERED);
      assertThat(run.get().err()).contains("; the rest was not read");
    }
  }

  @Test
  void onlyTenReasonsAreTold() {
    Tally tally = new Tally();
    for (int i = 0; i < 12; i++) {
      tally.add(new Judgement(Answer.FAILED, "reason " + i));
    }
    tally.add(new Judgement(Answer.FAILED, "reason 11"));
    assertThat(tally.lines(0))
        .hasSize(2 + Tally.MOST_TOLD)
        .startsWith("0 true, 0 false, 0 null, 13 failed, 0 bad lines", "2 failed: reason 11")
        .endsWith("and other reasons");
  }
}
