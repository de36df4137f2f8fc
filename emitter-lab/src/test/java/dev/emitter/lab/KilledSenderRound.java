package dev.emitter.lab;

import dev.emitter.definition.Ordering;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One log and one receiver, and processes that publish and deliver one after the other, each of
 * which is killed, up to the last, which ends when all is delivered. Then every event that was
 * acknowledged must have reached each emitter's receiver, in order. Not thread-safe.
 */
final class KilledSenderRound {

  /** How many events a process publishes that is killed, if it lives long enough. */
  private static final int A_LIFE = System.getProperty("webhook.kills") == null ? 300 : 800;

  private final Path folder;
  private final HookReceiver receiver;
  private final Ordering ordering;
  private int lives;

  KilledSenderRound(Path folder, HookReceiver receiver, Ordering ordering) {
    this.folder = folder;
    this.receiver = receiver;
    this.ordering = ordering;
  }

  /**
   * Lets a process live for some time.
   *
   * @param atWork whether the time runs from its first delivery, else from its start
   */
  void kill(boolean atWork, int millis) throws IOException, InterruptedException {
    int before = receiver.count();
    start(A_LIFE, "go on").kill(() -> !atWork || receiver.count() > before, millis);
  }

  /**
   * Lets a last process publish some events more and deliver all, and judges.
   *
   * @return how many events were acknowledged
   * @throws Violation if a promise was not kept
   */
  Outcome end(int events) throws IOException, InterruptedException {
    start(events, KilledLife.TO_THE_END).awaitEnd();
    return judge();
  }

  /** What became of a round: events acknowledged, and arrivals beyond the first. */
  record Outcome(int acknowledged, int repeated) {}

  private KilledProcess start(int events, String end) throws IOException {
    List<String> arguments =
        List.of(
            folder.resolve("log").toString(),
            Integer.toString(receiver.port()),
            ordering.name(),
            Integer.toString(A_LIFE * lives),
            Integer.toString(events),
            end);
    lives++;
    return KilledProcess.start(folder, KilledSender.class, arguments);
  }

  private Outcome judge() throws IOException {
    if (!receiver.strange().isEmpty()) {
      throw new Violation("the receiver got " + receiver.strange());
    }
    List<Integer> acknowledged = KilledProcess.acknowledged(folder);
    int repeated = 0;
    for (Map.Entry<String, Integer> emitter : KilledSender.EMITTERS.entrySet()) {
      FirstArrivals first =
          new FirstArrivals(emitter.getKey(), receiver.received(emitter.getKey()));
      first.requireAll(acknowledged.stream().filter(one -> one % emitter.getValue() == 0).toList());
      first.requireGrowing();
      repeated += first.repeated();
    }
    return new Outcome(acknowledged.size(), repeated);
  }
}
