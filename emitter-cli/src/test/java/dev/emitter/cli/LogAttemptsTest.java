package dev.emitter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.Evidence;
import dev.emitter.cli.Shell.Result;
import dev.emitter.log.disk.DiskEventLog;
import dev.emitter.net.HttpExchange;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Looking at the delivery log that runs have left. */
@Tag("C1")
@Timeout(240)
final class LogAttemptsTest {

  private static final Evidence EVIDENCE =
      Evidence.of(Duration.ofMillis(12)).withStatus(422).withAnswer("no\nsuch \u001b[31mfield");

  @TempDir Path folder = Path.of("");
  private Shell shell = new Shell(folder);

  @BeforeEach
  void openShell() {
    shell = new Shell(folder);
    shell.writeFileEmitter("all", "");
  }

  private void leave(int events, DeliveryResult answer) {
    Leftovers.leave(shell.path("data"), shell.path("emitters"), events, answer);
  }

  private Result attempts(String... options) {
    List<String> args = new ArrayList<>(List.of("log", "attempts", "--data"));
    args.add(shell.path("data").toString());
    args.addAll(List.of(options));
    return shell.run(args.toArray(String[]::new));
  }

  @Test
  void aLineSaysWhatHappened() {
    leave(2, DeliveryResult.rejected("HTTP 422").with(EVIDENCE));
    Result result = attempts();
    assertThat(result.status()).isZero();
    List<String> lines = result.out().lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0))
        .containsPattern("at +emitter +outcome +attempt +status +ms +type +id +topic +reason");
    assertThat(lines.get(1))
        .containsPattern(
            "20[0-9T:.-]+Z  all +rejected +1 +422 +12.0 +even +2 +\\[a, b\\] +HTTP 422 +answer: no"
                + "\\\\nsuch \\\\u001b\\[31mfield$");
    assertThat(lines.get(2)).containsPattern(" odd +1 ");
  }

  @Test
  void filtersSelectWhatIsShown() {
    leave(10, DeliveryResult.rejected("unwanted"));
    leave(2, DeliveryResult.delivered());
    assertThat(attempts("--json").out().lines()).hasSize(12);
    assertThat(attempts("--outcome", "delivered", "--json").out().lines()).hasSize(2);
    assertThat(attempts("--outcome", "rejected", "--limit", "3", "--json").out().lines())
        .hasSize(3);
    assertThat(attempts("--event", "2", "--json").out().lines()).hasSize(2);
    assertThat(attempts("--emitter", "other", "--json").out()).isEmpty();
    assertThat(attempts("--from", "2100-01-01", "--json").out()).isEmpty();
    assertThat(attempts("--until", "2100-01-01", "--json").out().lines()).hasSize(12);
  }

  @Test
  void aLineOfJsonHasTheSameForPrograms() throws Exception {
    leave(1, DeliveryResult.rejected("HTTP 422").with(EVIDENCE));
    JsonNode line = new ObjectMapper().readTree(attempts("--json").out());
    assertThat(line.path("emitter").asText()).isEqualTo("all");
    assertThat(line.path("outcome").asText()).isEqualTo("rejected");
    assertThat(line.path("status").asInt()).isEqualTo(422);
    assertThat(line.path("duration").asText()).isEqualTo("PT0.012S");
    assertThat(line.path("answer").asText()).isEqualTo(EVIDENCE.answer());
    assertThat(line.path("reason").asText()).isEqualTo("HTTP 422");
    assertThat(line.path("topic").toString()).isEqualTo("[\"a\",\"b\"]");
  }

  @Test
  @Tag("FPT")
  void headsAreShownWhereAskedFor() throws Exception {
    HttpExchange exchange =
        new HttpExchange(
            List.of(new HttpExchange.Header("Emitter-Attempt", "1")),
            "{\"n\": 1}\n\u001b",
            List.of(new HttpExchange.Header("Set-Cookie", "****")));
    leave(1, DeliveryResult.rejected("HTTP 422").with(EVIDENCE.withExchange(exchange)));
    assertThat(attempts().out()).doesNotContain("Emitter-Attempt").doesNotContain("published");
    List<String> lines = attempts("--heads").out().lines().toList();
    assertThat(lines).hasSize(6);
    assertThat(lines.get(2)).matches("    published 20[0-9T:.-]+Z, PT[0-9.]+S before");
    assertThat(lines.subList(3, 6))
        .containsExactly(
            "    > Emitter-Attempt: 1", "    > {\"n\": 1}\\n\\u001b", "    < Set-Cookie: ****");
    JsonNode line = new ObjectMapper().readTree(attempts("--json").out());
    assertThat(line.path("requestHeaders").path(0).path("name").asText())
        .isEqualTo("Emitter-Attempt");
    assertThat(line.path("requestBody").asText()).isEqualTo(exchange.requestBody());
    assertThat(line.path("responseHeaders").path(0).path("value").asText()).isEqualTo("****");
    assertThat(line.path("publishedAt").asText()).startsWith("20");
    assertThat(line.path("delay").asText()).startsWith("PT");
  }

  @Test
  @Tag("R4")
  void whatIsSentAgainIsMarked() {
    leave(1, DeliveryResult.rejected("unwanted"));
    assertThat(shell.log("resubmit", "--emitter", "all", "--all").status()).isZero();
    assertThat(attempts().out()).containsPattern("all +delivered +again ");
  }

  @Test
  void aReportOfTheReceiverIsShownWithTheEvent() {
    leave(2, DeliveryResult.delivered());
    Result kept =
        shell.log(
            "acknowledge",
            "--emitter",
            "all",
            "--event",
            "2",
            "--status",
            "failed",
            "--text",
            "no such\ncustomer");
    assertThat(kept.err()).isEmpty();
    assertThat(kept.out()).isEqualTo("2 reported as failed\n");
    assertThat(attempts("--emitter", "all", "--event", "2").out())
        .containsPattern("\n20[0-9T:.-]+Z  reported as failed  no such\\\\ncustomer\n$");
    assertThat(attempts("--emitter", "all", "--event", "1").out()).doesNotContain("reported");
  }

  @Test
  @Tag("D6")
  void anEmitterWithoutAttemptsIsAFaultWithTheNearestName() {
    leave(1, DeliveryResult.delivered());
    Result unknown = attempts("--emitter", "al");
    assertThat(unknown.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(unknown.err())
        .contains("no attempt of an emitter \"al\" is kept", "did you mean \"all\"?");
    assertThat(attempts("--emitter", "nope").status()).isEqualTo(ExitStatus.FAULT);
    Result none = attempts("--emitter", "all", "--outcome", "disabled");
    assertThat(none.status()).as(none.err()).isZero();
  }

  @Test
  @Tag("D6")
  void aReportThatCannotBeKeptIsAFault() {
    leave(1, DeliveryResult.delivered());
    Result unknown =
        shell.log("acknowledge", "--emitter", "al", "--event", "1", "--status", "failed");
    assertThat(unknown.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(unknown.messages())
        .containsExactly("there is no emitter \"al\"; did you mean \"all\"?");
    Result large =
        shell.log(
            "acknowledge",
            "--emitter",
            "all",
            "--event",
            "1",
            "--status",
            "failed",
            "--text",
            "x".repeat(5_000));
    assertThat(large.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(large.err()).contains("text of 5000 bytes").contains("4096 (4 KB); shorten it");
  }

  /** While an application is at work is when people look. */
  @Test
  void nobodyNeedsToStopForALook() {
    leave(3, DeliveryResult.delivered());
    try (DiskEventLog owner = DiskEventLog.open(shell.path("data"))) {
      assertThat(owner.damage()).isEmpty();
      assertThat(attempts("--json").out().lines()).hasSize(3);
    }
  }

  @Test
  @Tag("D6")
  void aFolderThatNoRunHasMadeIsLeftAlone() {
    Result missing = attempts();
    assertThat(missing.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(missing.err()).contains("there is no such folder");
    assertThat(shell.path("data")).doesNotExist();
    shell.write("data/mine.txt", "x");
    assertThat(attempts("--limit", "0").messages())
        .hasSize(2)
        .anyMatch(line -> line.contains("holds no events"))
        .contains("limit = 0: must be at least 1");
    assertThat(shell.path("data").toFile().list()).containsExactly("mine.txt");
  }
}
