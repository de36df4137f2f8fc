package dev.emitter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.channel.DeliveryResult;
import dev.emitter.cli.Shell.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One broken definition keeps no command from working on the others. */
@Tag("R4")
@Timeout(240)
final class LeftOutTest {

  private static final String HANDLER =
      "{\"type\": \"Handler\", \"parameters\": {\"name\": \"stock\"}}";

  @TempDir Path folder = Path.of("");
  private Shell shell = new Shell(folder);

  @BeforeEach
  void leaveParkedEventsOfTwoEmitters() {
    shell = new Shell(folder);
    shell.writeFileEmitter("all", "");
    shell.writeFileEmitter("bad", "");
    DeliveryResult answer = DeliveryResult.rejected("unwanted");
    Leftovers.leave(shell.path("data"), shell.path("emitters"), 3, answer);
  }

  private void breakOne() {
    shell.write("emitters/bad.json", "{\n  \"type\": \"Fil\"\n}\n");
  }

  private String noted() {
    return "left out: "
        + shell.path("emitters/bad.json")
        + ":2:11: $.type: found \"Fil\"; allowed: Audit, Console, File, FlowTrace, Handler, Kafka,"
        + " PowerBI, Webhook (did you mean \"File\"?)";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "list --json",
        "list --emitter all",
        "resubmit --emitter all --all",
        "resubmit --emitter all --position 1",
        "discard --emitter all --all-parked",
        "skip all --to now",
        "acknowledge --emitter all --event 1 --status processed"
      })
  void theOthersAreWorkedOn(String command) {
    breakOne();
    String[] words = command.split(" ", 2);
    Result result = shell.log(words[0], words[1].split(" ", -1));
    assertThat(result.status()).as(result.err()).isZero();
    assertThat(result.out()).isNotEmpty();
    assertThat(result.messages().get(0)).isEqualTo(noted());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "list --emitter bad",
        "resubmit --emitter bad --all",
        "resubmit --emitter all --to bad --all",
        "discard --emitter bad --all-parked",
        "skip bad --to now",
        "acknowledge --emitter bad --event 1 --status processed"
      })
  @Tag("D6")
  void theBrokenOneIsAFaultThatSaysWhy(String command) {
    breakOne();
    String[] words = command.split(" ", 2);
    Result result = shell.log(words[0], words[1].split(" ", -1));
    assertThat(result.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(result.messages())
        .containsExactly(
            noted(),
            noted()
                .replace(
                    "left out: ", "emitter \"bad\" is not at work, as its definition is broken: "));
    assertThat(result.out()).isEmpty();
    assertThat(shell.lines("all.log")).isEmpty();
  }

  /** What is known of it is not forgotten, whatever is done with the others. */
  @Test
  void theBrokenOneHasWhatItHadOnceItIsMended() {
    String before = shell.log("list", "--emitter", "bad", "--json").out();
    assertThat(before.lines()).hasSize(3);
    breakOne();
    shell.log("skip", "all", "--to", "now");
    shell.log("discard", "--emitter", "all", "--all-parked");
    shell.writeFileEmitter("bad", "");
    assertThat(shell.log("list", "--emitter", "bad", "--json").out()).isEqualTo(before);
  }

  @Test
  void aVariableThatIsNotSetConcernsItsEmitterAlone() {
    shell.write(
        "emitters/bad.json",
        "{\"type\": \"File\", \"parameters\": {\"path\": \"${env:NO_SUCH_VARIABLE_HERE}\"}}");
    Result others = shell.log("list", "--json");
    assertThat(others.status()).isZero();
    assertThat(others.out().lines()).hasSize(3);
    assertThat(others.err()).contains("left out: ", "$.parameters.path", "NO_SUCH_VARIABLE_HERE");
    Result asked = shell.log("resubmit", "--emitter", "bad", "--all");
    assertThat(asked.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(asked.err()).contains("emitter \"bad\" is not at work", "NO_SUCH_VARIABLE_HERE");
  }

  /** It would be named by its file, as long as what it says cannot be read. */
  @Test
  void aFileThatIsNoJsonIsFoundByItsName() {
    shell.write("emitters/bad.json", "{");
    Result asked = shell.log("list", "--emitter", "bad");
    assertThat(asked.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(asked.err()).contains("emitter \"bad\" is not at work, as its definition is broken");
    shell.write("emitters/bad.json", "{\"id\": \"other\", \"type\": \"Fil\"}");
    assertThat(shell.log("list", "--emitter", "other").err())
        .contains("emitter \"other\" is not at work, as its definition is broken");
    assertThat(shell.log("list", "--emitter", "bad").err())
        .contains("there is no emitter \"bad\" now, but an earlier process had it");
  }

  @Test
  void anEmitterThatWaitsForTheBrokenOneIsWorkedOn() {
    shell.writeFileEmitter("all", "\"delivery\": {\"after\": [\"bad\"]},");
    breakOne();
    Result sent = shell.log("resubmit", "--emitter", "all", "--all");
    assertThat(sent.status()).as(sent.err()).isZero();
    assertThat(sent.messages()).startsWith(noted()).hasSize(2);
    assertThat(shell.lines("all.log")).hasSize(3);
  }

  @Test
  void ofManyFaultsOnlyTheFirstAreTold() {
    for (int i = 0; i < 15; i++) {
      shell.write("emitters/bad-" + i + ".json", "{\"type\": \"Fil\"}");
    }
    Result result = shell.log("list", "--json");
    assertThat(result.status()).isZero();
    assertThat(result.messages())
        .hasSize(11)
        .last()
        .asString()
        .contains("left out: 5 more faults; emitter check", "tells all");
  }

  @Test
  void withoutAnyThatCanBeUsedThereIsNothingToWorkOn() {
    breakOne();
    shell.write("emitters/all.json", "{}");
    Result result = shell.log("list");
    assertThat(result.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(result.err())
        .contains("emitters = " + shell.path("emitters") + ": no definition can be used");
    assertThat(result.out()).isEmpty();
  }

  /** The application has its handlers; this process has none. */
  @Test
  void anEmitterOfTypeHandlerIsLookedAtLikeAnyOther() {
    shell.write("emitters/bad.json", HANDLER);
    Result list = shell.log("list", "--emitter", "bad", "--json");
    assertThat(list.status()).isZero();
    assertThat(list.err()).isEmpty();
    assertThat(list.out().lines()).hasSize(3);
    Result sent = shell.log("resubmit", "--emitter", "bad", "--all");
    assertThat(sent.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(sent.messages())
        .containsExactly(
            "emitter \"bad\" calls a handler of the application, which is not in this process; send"
                + " the events again in the application, by Emitters.resubmit");
    Result elsewhere = shell.log("resubmit", "--emitter", "bad", "--to", "all", "--all");
    assertThat(elsewhere.status()).as(elsewhere.err()).isZero();
    assertThat(shell.log("discard", "--emitter", "bad", "--all-parked").out())
        .isEqualTo("3 parked events discarded\n");
  }

  /** It delivers, so what it cannot deliver to is a fault. */
  @Test
  void aRunIsStillRefused() {
    shell.write("emitters/bad.json", HANDLER);
    Result run = shell.publish(null, "--data", shell.path("data").toString());
    assertThat(run.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(run.err()).contains("no handler is registered as \"stock\"");
    breakOne();
    assertThat(shell.publish(null, "--data", shell.path("data").toString()).status())
        .isEqualTo(ExitStatus.FAULT);
  }
}
