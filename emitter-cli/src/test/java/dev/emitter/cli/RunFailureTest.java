package dev.emitter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.emitter.cli.Shell.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a run says and does when emitters do not deliver. */
@Tag("R2")
@Timeout(240)
final class RunFailureTest {

  private static final String DISABLED = "\"enabled\": false,";

  @TempDir Path folder = Path.of("");
  private Shell shell = new Shell(folder);

  @BeforeEach
  void openShell() {
    shell = new Shell(folder);
    shell.write("events.ndjson", Shell.line("a", "1"));
    shell.writeFileEmitter("good", "");
  }

  private void writeFailing() {
    assumeTrue(Files.exists(Path.of("/dev/full")), "this system has no device that is always full");
    shell.write(
        "emitters/full.json", "{\"type\":\"File\",\"parameters\":{\"path\":\"/dev/full\"}}");
  }

  @Test
  void aDisabledEmitterGivesThree() {
    shell.writeFileEmitter("off", DISABLED);
    Result result = shell.publish("events.ndjson");
    assertThat(result.status()).isEqualTo(ExitStatus.UNDELIVERED);
    assertThat(result.err()).contains("off   File  disabled by definition");
    assertThat(shell.lines("good.log")).hasSize(1);
  }

  @Test
  void anEmitterThatStillRetriesAfterTheDrainGivesThree() {
    writeFailing();
    Result result = shell.publish("events.ndjson", "--drain", "2s");
    assertThat(result.status()).isEqualTo(ExitStatus.UNDELIVERED);
    assertThat(result.err()).contains("full  File  retrying").contains("no space left");
    assertThat(result.err()).contains("not all was delivered within 2s");
    assertThat(shell.lines("good.log")).hasSize(1);
  }

  @Test
  void badLinesCountMoreThanUndeliveredEvents() {
    shell.writeFileEmitter("off", DISABLED);
    shell.write("events.ndjson", "x\n" + Shell.line("a", "1"));
    assertThat(shell.publish("events.ndjson").status()).isEqualTo(ExitStatus.FAULT);
  }

  /** More than the largest log of a run holds: 100,000 events. */
  private String tooManyForTheLog() {
    return IntStream.range(0, 110_000)
        .mapToObj(i -> Shell.line("a", Integer.toString(i)))
        .collect(Collectors.joining());
  }

  @Test
  @Tag("R1")
  void aDisabledEmitterKeepsNothingFromTheOthersWhenTheLogIsFull() {
    shell.writeFileEmitter("off", DISABLED);
    shell.write("events.ndjson", tooManyForTheLog());
    Result result = shell.publish("events.ndjson");
    assertThat(result.status()).isEqualTo(ExitStatus.UNDELIVERED);
    assertThat(result.err()).contains("the oldest are dropped").contains("dropped for disabled");
    assertThat(shell.lines("good.log")).hasSize(110_000);
  }

  @Test
  @Tag("C1")
  void printsWhatRecipientsAreTold() throws IOException {
    HttpServer refusing =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    refusing.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(400, -1);
          }
        });
    refusing.start();
    try {
      shell.write("people.json", "{\"operations\":[\"ops@example.com\"]}");
      shell.write(
          "emitters/full.json",
          "{\"type\":\"Webhook\",\"parameters\":{\"url\":\"http://localhost:"
              + refusing.getAddress().getPort()
              + "/in\"},\"notify\":{\"to\":[\"operations\"]}}");
      Result unknown = shell.publish("events.ndjson");
      assertThat(unknown.status()).isEqualTo(ExitStatus.FAULT);
      assertThat(unknown.err()).contains("$.notify.to[0]", "--recipients FILE");
      Result result =
          shell.publish("events.ndjson", "--recipients", shell.path("people.json").toString());
      assertThat(result.err()).contains("notice to ops@example.com: emitter full is unstable: ");
    } finally {
      refusing.stop(0);
    }
  }
}
