package dev.emitter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.cli.Shell.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Looking at what runs have left, and sending it again. */
@Tag("R4")
@Timeout(240)
final class LogCommandTest {

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

  @Test
  void aLineSaysHowAnEventStandsWithAnEmitter() {
    leave(3, DeliveryResult.rejected("unwanted"));
    Result result = shell.log("list");
    assertThat(result.status()).isZero();
    assertThat(result.out().lines()).hasSize(4);
    assertThat(result.out().lines().findFirst().orElse(""))
        .containsPattern(
            "position +published at +emitter +state +attempts +type +id +topic +reason");
    assertThat(result.out())
        .containsPattern("1  20[0-9T:.-]+Z  all +parked +1  odd +1 +\\[a, b\\] +unwanted");
  }

  @Test
  void filtersSelectWhatIsListed() {
    leave(10, DeliveryResult.disable("the receiver is gone"));
    assertThat(shell.log("list", "--state", "parked", "--json").out()).isEmpty();
    assertThat(shell.log("list", "--json").out().lines()).hasSize(10);
    assertThat(shell.log("list", "--type", "even", "--json").out().lines()).hasSize(5);
    assertThat(shell.log("list", "--limit", "3", "--json").out().lines()).hasSize(3);
    assertThat(shell.log("list", "--from", "2100-01-01", "--json").out()).isEmpty();
    assertThat(shell.log("list", "--until", "2100-01-01T00:00:00Z", "--json").out().lines())
        .hasSize(10);
  }

  /** More than are asked for at once. */
  @Test
  void aLongListIsComplete() {
    leave(1_000, DeliveryResult.delivered());
    assertThat(shell.log("list", "--json").out().lines()).hasSize(1_000);
    assertThat(shell.log("list", "--state", "delivered", "--limit", "700", "--json").out().lines())
        .hasSize(700);
  }

  @Test
  void aLineOfJsonHasTheSameForPrograms() throws Exception {
    leave(1, DeliveryResult.rejected("unwanted"));
    JsonNode line = new ObjectMapper().readTree(shell.log("list", "--json").out());
    assertThat(line.path("position").asText()).isEqualTo("1");
    assertThat(line.path("emitter").asText()).isEqualTo("all");
    assertThat(line.path("state").asText()).isEqualTo("parked");
    assertThat(line.path("topic").toString()).isEqualTo("[\"a\",\"b\"]");
    assertThat(line.path("reason").asText()).isEqualTo("unwanted");
    assertThat(line.path("attempts").asInt()).isEqualTo(1);
  }

  @Test
  void lookingChangesNothing() {
    leave(2, DeliveryResult.disable("the receiver is gone"));
    shell.writeFileEmitter("other", "");
    String before = shell.log("list", "--json").out();
    assertThat(shell.log("list", "--json").out()).isEqualTo(before);
    assertThat(shell.lines("all.log")).isEmpty();
    Result run = shell.publish(null, "--data", shell.path("data").toString());
    assertThat(run.err()).containsPattern("all +File +disabled.*the receiver is gone");
  }

  @Test
  void showPrintsTheEventWithTopicAndTime() throws Exception {
    leave(2, DeliveryResult.delivered());
    Result result = shell.run("log", "show", "--data", shell.path("data").toString(), "2");
    assertThat(result.status()).isZero();
    assertThat(result.out()).contains("  \"event\" : {\n    \"specversion\"").contains(": 2.10");
    JsonNode shown = new ObjectMapper().readTree(result.out());
    assertThat(shown.path("position").asText()).isEqualTo("2");
    assertThat(shown.path("topic").toString()).isEqualTo("[\"a\",\"b\"]");
    assertThat(shown.path("publishedAt").asText()).startsWith("20");
    assertThat(shown.path("event").path("id").asText()).isEqualTo("2");
  }

  @Test
  void showSaysWhereNoEventIs() {
    leave(2, DeliveryResult.delivered());
    Result result =
        shell.run("log", "show", "--data", shell.path("data").toString(), "3", "two", "1");
    assertThat(result.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(result.messages())
        .containsExactly(
            "position = 3: no event is there; the log has events from 1 to 2",
            "position = two: is no position; it is a number, as log list shows it");
    assertThat(result.out()).contains("\"position\" : \"1\"");
  }

  @Test
  void aParkedEventThatIsDeliveredIsParkedNoMore() {
    leave(3, DeliveryResult.rejected("unwanted"));
    Result result = shell.log("resubmit", "--emitter", "all", "--position", "2");
    assertThat(result.status()).isZero();
    assertThat(result.out().lines()).containsExactly("2  2  delivered");
    assertThat(result.messages()).containsExactly("sent 1 event to all, 1 delivered");
    assertThat(shell.lines("all.log")).hasSize(1);
    assertThat(shell.log("list", "--state", "parked", "--json").out().lines()).hasSize(2);
  }

  @Test
  void filtersSelectWhatIsSentAgain() {
    leave(6, DeliveryResult.rejected("unwanted"));
    Result result =
        shell.log("resubmit", "--emitter", "all", "--state", "parked", "--type", "even");
    assertThat(result.status()).isZero();
    assertThat(shell.lines("all.log")).hasSize(3);
    assertThat(shell.log("list", "--state", "parked", "--json").out().lines()).hasSize(3);
  }

  @Test
  void eventsMayBeSentToAnotherEmitter() {
    leave(2, DeliveryResult.rejected("unwanted"));
    shell.writeFileEmitter("other", "");
    Result result = shell.log("resubmit", "--emitter", "all", "--to", "other", "--all");
    assertThat(result.status()).isZero();
    assertThat(shell.lines("other.log")).hasSize(2);
    assertThat(shell.log("list", "--state", "parked", "--json").out().lines()).hasSize(2);
  }

  @Test
  void anEventThatIsNotDeliveredGivesThree() throws Exception {
    leave(1, DeliveryResult.rejected("unwanted"));
    Files.createDirectories(shell.path("all.log"));
    Result result = shell.log("resubmit", "--emitter", "all", "--all");
    assertThat(result.status()).isEqualTo(ExitStatus.UNDELIVERED);
    assertThat(result.out()).startsWith("1  1  failed: ");
    assertThat(shell.log("list", "--state", "parked", "--json").out().lines()).hasSize(1);
  }

  @Test
  void everythingIsSentAgainOnlyWhenThatIsSaid() {
    leave(1, DeliveryResult.delivered());
    Result result = shell.log("resubmit", "--emitter", "all");
    assertThat(result.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(result.err()).contains("or --all for every event of the emitter");
    assertThat(shell.lines("all.log")).isEmpty();
  }

  @Test
  void discardForgetsParkedEvents() {
    leave(3, DeliveryResult.rejected("unwanted"));
    Result result = shell.log("discard", "--emitter", "all", "--all-parked");
    assertThat(result.status()).isZero();
    assertThat(result.out()).isEqualTo("3 parked events discarded\n");
    assertThat(shell.log("list", "--state", "parked", "--json").out()).isEmpty();
  }

  @Test
  void skipLeavesOutWhatWaits() {
    leave(10, DeliveryResult.disable("the receiver is gone"));
    Result result = shell.log("skip", "all", "--to", "7");
    assertThat(result.status()).isZero();
    assertThat(result.out()).isEqualTo("6 waiting events skipped\n");
    assertThat(shell.log("list", "--state", "waiting", "--state", "failed", "--json").out().lines())
        .hasSize(4);
    assertThat(shell.log("skip", "all", "--to", "now").out())
        .isEqualTo("4 waiting events skipped\n");
    assertThat(shell.log("skip", "all", "--to", "now").out())
        .isEqualTo("0 waiting events skipped\n");
    assertThat(shell.log("list", "--state", "skipped").out().lines())
        .hasSize(11)
        .last()
        .asString()
        .contains("skipped");
    assertThat(shell.log("list", "--state", "delivered", "--json").out()).isEmpty();
  }

  @Test
  @Tag("D6")
  void skipRefusesUnknownEmittersAndEvents() {
    leave(10, DeliveryResult.disable("the receiver is gone"));
    Result unknown = shell.log("skip", "al", "--to", "now");
    assertThat(unknown.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(unknown.messages())
        .containsExactly("there is no emitter \"al\"; did you mean \"all\"?");
    Result event = shell.log("skip", "all", "--to", "77");
    assertThat(event.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(event.err())
        .contains("no event \"77\" waits for emitter \"all\"")
        .contains("see what waits with ./emitter log list --state waiting")
        .doesNotContain("deliveries");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "log list --emitter al",
        "log resubmit --emitter al --all",
        "log resubmit --emitter all --to al --all",
        "log discard --emitter al --all-parked",
        "log skip al --to now",
        "log skip al --to 1",
        "log acknowledge --emitter al --event 1 --status processed",
        "run --enable al"
      })
  @Tag("D6")
  void anUnknownEmitterIsTheSameFaultForEveryCommand(String command) {
    leave(1, DeliveryResult.delivered());
    List<String> args = new ArrayList<>(List.of(command.split(" ", -1)));
    args.addAll(List.of("--data", shell.path("data").toString()));
    args.addAll(List.of("--emitters", shell.path("emitters").toString()));
    Result result = shell.run(args.toArray(String[]::new));
    assertThat(result.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(result.messages())
        .containsExactly("there is no emitter \"al\"; did you mean \"all\"?");
    assertThat(result.out()).isEmpty();
    assertThat(shell.lines("all.log")).isEmpty();
  }

  @Test
  @Tag("D6")
  void aFolderThatNoRunHasMadeIsLeftAlone() {
    Result missing = shell.log("list");
    assertThat(missing.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(missing.err()).contains("there is no such folder");
    shell.write("data/mine.txt", "x");
    assertThat(shell.log("list").err()).contains("holds no events");
    assertThat(shell.path("data").toFile().list()).containsExactly("mine.txt");
  }

  @Test
  void aCommandIsAskedFor() {
    Result result = shell.run("log");
    assertThat(result.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(result.err())
        .contains("list, show, attempts, resubmit, discard, skip or acknowledge");
  }

  /** Nobody knows where an application has started whose data this is. */
  @Test
  void aRelativePathOfAFileIsRefusedUnlessItIsKnownWhereItStarts() {
    shell.write(
        "emitters/all.json", "{\"type\": \"File\", \"parameters\": {\"path\": \"all.log\"}}");
    leave(2, DeliveryResult.rejected("unwanted"));
    Result refused = shell.log("resubmit", "--emitter", "all", "--all");
    assertThat(refused.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(refused.err())
        .contains("emitter \"all\" writes to the relative path \"all.log\"", "--directory DIR");
    assertThat(shell.lines("all.log")).isEmpty();
    Result sent =
        shell.log("resubmit", "--emitter", "all", "--all", "--directory", folder.toString());
    assertThat(sent.status()).as(sent.err()).isZero();
    assertThat(shell.lines("all.log")).hasSize(2);
  }

  @Test
  @Tag("D6")
  void attemptsOfAnUnknownEmitterAreAFaultWithAHint() {
    leave(1, DeliveryResult.delivered());
    Result result =
        shell.run("log", "attempts", "--data", shell.path("data").toString(), "--emitter", "al");
    assertThat(result.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(result.messages())
        .containsExactly("no attempt of an emitter \"al\" is kept; did you mean \"all\"?");
  }
}
