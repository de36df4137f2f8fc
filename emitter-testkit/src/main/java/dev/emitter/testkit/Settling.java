package dev.emitter.testkit;

import dev.emitter.Emitters;
import dev.emitter.delivery.EmitterState;
import java.time.Duration;
import java.util.List;
import java.util.function.ToIntFunction;

/** Waits until emitters do nothing more by themselves. */
final class Settling {

  private Settling() {}

  /**
   * Waits no longer than a channel may take in a test.
   *
   * @param held returns how many calls of an emitter the test leaves without an answer
   * @throws AssertionError if they do not come to rest
   */
  static void of(Emitters emitters, Duration patience, ToIntFunction<String> held) {
    if (emitters.awaitQuiet(patience, held)) {
      return;
    }
    List<String> working =
        emitters.status().stream()
            .filter(one -> one.state() != EmitterState.DISABLED && one.backlog() > 0)
            .map(one -> one.id() + " (" + one.type() + ", " + one.backlog() + " waiting)")
            .toList();
    throw new AssertionError(
        "time stands still: after "
            + patience.toSeconds()
            + " s a channel had still not answered, or the thread was interrupted; at work: "
            + working
            + "; status: "
            + emitters.status());
  }
}
