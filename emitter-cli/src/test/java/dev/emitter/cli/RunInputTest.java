package dev.emitter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.cli.Shell.Result;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a run makes of its input. */
@Tag("E1")
final class RunInputTest {

  private static final String GOOD = Shell.line("a", "good");

  @TempDir Path folder = Path.of("");
  private Shell shell = new Shell(folder);

  @BeforeEach
  void openShell() {
    shell = new Shell(folder);
    shell.writeFileEmitter("all", "");
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
      out.write(bytes);
    }
    return compressed.toByteArray();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "nonsense | is not valid JSON at column 1",
        "{'topic':['a'],'topic':['b'],'event':{}} | twice in one object, \"topic\", at column 23",
        "{'topic':['a'],'event':{'specversion':'1.0','id':'1','id':'2'}} | twice in one object,"
            + " \"id\", at column",
        "{'topic':['a'],'event':{'specversion':'1.0','data':NaN}} | has NaN, which JSON does not"
            + " have, at column",
        "[] | is not a JSON object",
        "{} | topic is missing",
        "{'topic':['a']} | event is missing",
        "{'topic':['a'],'event':{'specversion':'1.0','type':'t'} | ends in the middle",
        "{'topic':['a'],'event':{'specversion':'1.0','type':'t'}}} | is not valid JSON",
        "{'topic':['a'],'event':{'specversion':'1.0','type':'t'}} {} | has something after its end",
        "{'specversion':'1.0','id':'1'} | is a bare CloudEvent, without the topic it is published"
            + " on",
        "{'data':1,'topic':['a']} | write {\"topic\": [..], \"event\": {..}}",
        "{'tpic':['a']} | unknown member \"tpic\"; a line has topic and event (did you mean",
        "{'topic':['a'],'topic':['b']} | has a member twice",
        "{'topic':['a'],'event':{'data':{'x':1,'x':2}}} | has a member twice",
        "{'topic':'a','event':{}} | topic: found a string",
        "{'topic':null,'event':{}} | topic: found null",
        "{'topic':['a',1],'event':{}} | topic: segment 2 is a number",
        "{'topic':[],'event':{'specversion':'1.0','type':'t'}} | topic = []",
        "{'topic':[''],'event':{'specversion':'1.0','type':'t'}} | segment 1 is empty",
        "{'topic':['a'],'event':[]} | event: found an array",
        "{'topic':['a'],'event':{'type':'t'}} | specversion: is missing",
        "{'topic':['a'],'event':{'specversion':'1.0'}} | type: is missing",
        "{'topic':['emitter'],'event':{'specversion':'1.0','type':'t'}} | belongs to the library"
      })
  void aBadLineIsReportedWithItsNumberAndSkipped(String line, String reason) {
    shell.write("events.ndjson", GOOD + "\n" + line.replace('\'', '"') + "\n" + GOOD);
    Result result = shell.publish("events.ndjson");
    assertThat(result.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(result.messages().get(0)).startsWith(folder.resolve("events.ndjson") + ":3: ");
    assertThat(result.messages().get(0)).contains(reason);
    assertThat(result.err()).contains("published 2 events, 1 bad line,");
    assertThat(shell.lines("all.log")).hasSize(2);
  }

  /** Such a line was once said to be nested too deep. */
  @Test
  void aNumberTooLongIsReportedAsOne() {
    Result result =
        shell.input(GOOD.replace("\"data\":1", "\"data\":" + "9".repeat(1001))).publish(null);
    assertThat(result.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(result.messages().get(0)).contains("numbers of at most 1000 digits");
  }

  @Test
  void linesMayEndAndStartAsTheyDoElsewhere() {
    shell.input("\uFEFF" + GOOD.trim() + "\r\n\r\n  \t\n" + GOOD.trim());
    Result result = shell.publish(null);
    assertThat(result.status()).isZero();
    assertThat(shell.lines("all.log")).hasSize(2);
  }

  @Test
  void whatIsNotUtf8IsReported() {
    byte[] line = GOOD.getBytes(StandardCharsets.UTF_8);
    line[GOOD.indexOf("good")] = (byte) 0xFF;
    Result result = shell.input(line).publish(null);
    assertThat(result.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(result.messages().get(0))
        .isEqualTo("standard input:1: is not UTF-8 at byte " + (GOOD.indexOf("good") + 1));
  }

  @Test
  @Tag("U1")
  void anEventBeyondTheLimitIsReported() {
    String large = GOOD.replace("\"data\":1", "\"data\":\"" + "x".repeat(1 << 20) + "\"");
    Result result = shell.input(large + GOOD).publish(null);
    assertThat(result.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(result.err()).contains("at most 1048576 are accepted");
    assertThat(shell.lines("all.log")).hasSize(1);
  }

  @Test
  void aLineTooLongToKeepIsReported() {
    byte[] bytes = new byte[LineReader.LONGEST + 10];
    Arrays.fill(bytes, (byte) ' ');
    bytes[bytes.length - 1] = '\n';
    Result result = shell.input(bytes).publish(null);
    assertThat(result.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(result.messages().get(0)).startsWith("standard input:1: is longer than ");
  }

  @Test
  void gzipIsKnownByItsFirstBytes() throws IOException {
    byte[] members = Arrays.copyOf(gzip(GOOD.getBytes(StandardCharsets.UTF_8)), 1000);
    byte[] second = gzip(GOOD.getBytes(StandardCharsets.UTF_8));
    System.arraycopy(second, 0, members, second.length, second.length);
    Files.write(folder.resolve("events"), Arrays.copyOf(members, 2 * second.length));
    assertThat(shell.publish("events").status()).isZero();
    assertThat(shell.lines("all.log")).hasSize(2);
  }

  @Test
  void aTruncatedGzipFileIsReportedWithTheLineReached() throws IOException {
    StringBuilder lines = new StringBuilder();
    Random random = new Random(7);
    random.longs(20_000).forEach(i -> lines.append(Shell.line("a", Long.toString(i))));
    byte[] whole = gzip(lines.toString().getBytes(StandardCharsets.UTF_8));
    Files.write(folder.resolve("events.gz"), Arrays.copyOf(whole, whole.length / 2));
    Result result = shell.publish("events.gz");
    assertThat(result.status()).isEqualTo(ExitStatus.FAULT);
    int published = shell.lines("all.log").size();
    assertThat(published).isBetween(1, 19_999);
    assertThat(result.messages().get(0))
        .startsWith(folder.resolve("events.gz") + ":" + (published + 1) + ": the compressed data");
  }

  @Test
  void dataKeepsItsNumbersAsWritten() {
    shell.input(GOOD.replace("\"data\":1", "\"data\":{\"n\":1.10,\"e\":1E+400,\"s\":\"\\u00e9\"}"));
    assertThat(shell.publish(null).status()).isZero();
    assertThat(shell.lines("all.log").get(0))
        .contains("{\"n\":1.10,\"e\":1E+400,\"s\":\"\\u00e9\"}");
  }
}
