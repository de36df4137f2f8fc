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

/** Events are sent again only to an emitter that selects them, unless that is said. */
@Tag("R4")
@Timeout(240)
final class LogResubmitSelectionTest {

  @TempDir Path folder = Path.of("");
  private Shell shell = new Shell(folder);

  @BeforeEach
  void openShell() {
    shell = new Shell(folder);
    shell.writeFileEmitter("all", "");
  }

  private void leave(int events) {
    DeliveryResult answer = DeliveryResult.rejected("unwanted");
    Leftovers.leave(shell.path("data"), shell.path("emitters"), events, answer);
  }

  @Test
  void nothingIsSentToAnotherEmitterThatDoesNotSelectAllOfThem() {
    leave(3);
    shell.writeFileEmitter("other", "\"messages\": [\"odd\"],");
    Result refused = shell.log("resubmit", "--emitter", "all", "--to", "other", "--all");
    assertThat(refused.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(refused.messages())
        .containsExactly(
            "emitter \"other\" does not select event \"2\" at position 2: type \"even\" is not among"
                + " messages [odd]",
            "nothing was sent, as 1 of 3 events is not for emitter \"other\"; leave out what is not,"
                + " or give --anyway to send all the same");
    assertThat(refused.out()).isEmpty();
    assertThat(shell.lines("other.log")).isEmpty();
    Result sent = shell.log("resubmit", "--emitter", "all", "--to", "other", "--all", "--anyway");
    assertThat(sent.status()).as(sent.err()).isZero();
    assertThat(shell.lines("other.log")).hasSize(3);
  }

  @Test
  void whatIsSelectedIsSentWithoutAWord() {
    leave(3);
    shell.writeFileEmitter("other", "\"messages\": [\"odd\"],");
    Result sent =
        shell.log(
            "resubmit", "--emitter", "all", "--to", "other", "--state", "parked", "--type", "odd");
    assertThat(sent.status()).as(sent.err()).isZero();
    assertThat(sent.messages()).containsExactly("sent 2 events to other, 2 delivered");
    assertThat(shell.lines("other.log")).hasSize(2);
  }

  /** A parked event is kept, although its emitter would not select it any more. */
  @Test
  void anEventThatTheOwnEmitterSelectedOnceIsAskedAbout() {
    leave(2);
    shell.writeFileEmitter("all", "\"filter\": {\"feel\": \"price > 1.5\"},");
    Result refused = shell.log("resubmit", "--emitter", "all", "--state", "parked");
    assertThat(refused.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(refused.err())
        .contains("event \"1\" at position 1: the filter does not match: ", "price > 1.5")
        .contains("1 of 2 events is not for emitter \"all\"");
    assertThat(shell.lines("all.log")).isEmpty();
    Result sent = shell.log("resubmit", "--emitter", "all", "--state", "parked", "--anyway");
    assertThat(sent.status()).as(sent.err()).isZero();
    assertThat(shell.lines("all.log")).hasSize(2);
  }

  @Test
  void anEventOfAnotherTopicIsAskedAboutByItsPosition() {
    leave(2);
    shell.writeFileEmitter("all", "\"topics\": [[\"c\"]],");
    Result refused = shell.log("resubmit", "--emitter", "all", "--position", "1", "2");
    assertThat(refused.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(refused.err())
        .contains("event \"1\" at position 1: topic [a, b] is not within")
        .contains("event \"2\" at position 2: topic [a, b] is not within")
        .contains("2 of 2 events are not for emitter \"all\"");
    assertThat(shell.lines("all.log")).isEmpty();
    Result sent = shell.log("resubmit", "--emitter", "all", "--position", "2", "--anyway");
    assertThat(sent.status()).as(sent.err()).isZero();
    assertThat(shell.lines("all.log")).hasSize(1);
  }

  @Test
  void ofManyOnlyTheFirstAreTold() {
    leave(600);
    shell.writeFileEmitter("other", "\"messages\": [\"odd\"],");
    Result refused = shell.log("resubmit", "--emitter", "all", "--to", "other", "--all");
    assertThat(refused.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(refused.messages()).hasSize(11);
    assertThat(refused.err()).contains("300 of 600 events are not for emitter \"other\"");
    assertThat(shell.lines("other.log")).isEmpty();
  }
}
