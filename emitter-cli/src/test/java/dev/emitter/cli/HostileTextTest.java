package dev.emitter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.cli.Shell.Result;
import dev.emitter.problem.Printable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What events and receivers say cannot forge a line of any command, nor command a terminal. */
@Tag("D6")
@Timeout(240)
final class HostileTextTest {

  /** What CloudEvents allows in an attribute, and a terminal should never get. */
  private static final String BIDI = "a\u202eb\u2066c\u2028FORGED\u2029\u200bd\ud83d\ude42";

  private static final String SHOWN = "a\\u202eb\\u2066c\\u2028FORGED\\u2029\\u200bd\ud83d\ude42";

  /** What a receiver, a topic or data may hold, too. */
  private static final String CONTROLS = "x\r\nFORGED line\u001b[2J\u0007\u0085\u009b" + BIDI;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir Path folder = Path.of("");
  private Shell shell = new Shell(folder);

  @BeforeEach
  void openShell() {
    shell = new Shell(folder);
    shell.writeFileEmitter("all", "");
  }

  private static String line() {
    ObjectNode line = MAPPER.createObjectNode();
    line.putArray("topic").add(CONTROLS).add(BIDI);
    line.putObject("event")
        .put("specversion", "1.0")
        .put("id", BIDI)
        .put("source", "urn:t")
        .put("type", BIDI)
        .put("data", CONTROLS);
    return line + "\n";
  }

  private static void assertHarmless(String text) {
    assertThat(text.lines().toList())
        .allSatisfy(line -> assertThat(Printable.line(line)).isEqualTo(line))
        .noneMatch(line -> line.startsWith("FORGED"));
    assertThat(text).doesNotContain("\r", "\u2028", "\u0085");
  }

  private void leave(DeliveryResult answer) {
    Leftovers.leave(shell.path("data"), shell.path("emitters"), line(), answer);
  }

  @Test
  void listsAndAttemptsShowItInAVisibleForm() {
    leave(DeliveryResult.rejected(CONTROLS));
    for (Result result : List.of(shell.log("list"), shell.log("list", "--json"))) {
      assertThat(result.status()).isZero();
      assertThat(result.out()).contains("u202e");
      assertHarmless(result.out() + result.err());
    }
    assertThat(shell.log("list").out()).contains(SHOWN);
    for (String[] options : new String[][] {{}, {"--json"}, {"--emitter", CONTROLS}}) {
      Result attempts = attempts(options);
      assertHarmless(attempts.out() + attempts.err());
    }
    assertThat(attempts().out()).contains(SHOWN, "x\\r\\nFORGED line\\u001b[2J");
  }

  private Result attempts(String... options) {
    String[] all = new String[options.length + 4];
    all[0] = "log";
    all[1] = "attempts";
    all[2] = "--data";
    all[3] = shell.path("data").toString();
    System.arraycopy(options, 0, all, 4, options.length);
    return shell.run(all);
  }

  @Test
  void jsonForProgramsMeansTheSame() throws IOException {
    leave(DeliveryResult.rejected(CONTROLS));
    JsonNode listed = MAPPER.readTree(shell.log("list", "--json").out());
    assertThat(listed.path("id").asText()).isEqualTo(BIDI);
    assertThat(listed.path("topic").get(0).asText()).isEqualTo(CONTROLS);
    assertThat(listed.path("reason").asText()).isEqualTo(CONTROLS);
    Result shown = shell.run("log", "show", "--data", shell.path("data").toString(), "1");
    assertHarmless(shown.out());
    assertThat(MAPPER.readTree(shown.out()).at("/event/data").asText()).isEqualTo(CONTROLS);
  }

  @Test
  void sendingAgainAndAcknowledgingSayItVisibly() {
    leave(DeliveryResult.rejected(CONTROLS));
    Result sent = shell.log("resubmit", "--emitter", "all", "--all");
    assertThat(sent.out()).contains(SHOWN);
    assertHarmless(sent.out() + sent.err());
    Result unknown = shell.log("resubmit", "--emitter", CONTROLS, "--all");
    assertThat(unknown.status()).isEqualTo(ExitStatus.FAULT);
    assertHarmless(unknown.err());
    Result acknowledged =
        shell.log(
            "acknowledge",
            "--emitter",
            "all",
            "--event",
            BIDI,
            "--status",
            "received",
            "--text",
            CONTROLS);
    assertThat(acknowledged.out()).contains(SHOWN);
    assertHarmless(acknowledged.out() + acknowledged.err());
  }

  @Test
  void aRunThatFailsAndItsTableSayItVisibly() throws IOException {
    shell.write(
        "emitters/failing.json",
        "{\"type\":\"File\",\"delivery\":{\"disable\":{\"afterFailures\":1,\"over\":\"0s\"}},"
            + "\"parameters\":{\"path\":"
            + MAPPER.writeValueAsString(shell.path("events.ndjson") + "/x\u202e\rFORGED.log")
            + "}}");
    shell.write("events.ndjson", line() + "{\"" + BIDI + "\":1}\n" + line());
    String[] printed = new String[1];
    String logged = logged(() -> printed[0] = publish());
    assertThat(printed[0]).contains("has an unknown member", "\\u202e");
    assertHarmless(printed[0]);
    assertThat(logged).contains("is disabled");
    assertHarmless(logged);
  }

  private String publish() {
    Result result = shell.publish("events.ndjson", "--drain", "5s");
    assertThat(result.status()).isNotZero();
    return result.out() + result.err();
  }

  /** Returns what the library logs meanwhile; it goes to standard error here. */
  private static String logged(Runnable work) {
    PrintStream before = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      work.run();
    } finally {
      System.setErr(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void theConsoleChannelWritesJsonThatATerminalDoesNotObey() throws IOException {
    shell.write("emitters/console.json", "{\"type\": \"Console\"}");
    shell.write("events.ndjson", line());
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      assertThat(shell.publish("events.ndjson").status()).isZero();
    } finally {
      System.setOut(before);
    }
    String out = bytes.toString(StandardCharsets.UTF_8);
    assertHarmless(out);
    assertThat(MAPPER.readTree(out).path("data").asText()).isEqualTo(CONTROLS);
  }
}
