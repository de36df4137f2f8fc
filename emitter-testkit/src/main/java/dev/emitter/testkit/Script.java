package dev.emitter.testkit;

import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a test wants attempts to be answered with. Thread-safe. */
final class Script {

  private final Queue<DeliveryResult> next = new ArrayDeque<>();
  private Function<Delivery, DeliveryResult> otherwise = Script::deliver;

  synchronized void next(int times, DeliveryResult result) {
    for (int i = 0; i < times; i++) {
      next.add(result);
    }
  }

  synchronized void otherwise(Function<Delivery, DeliveryResult> answers) {
    otherwise = answers;
  }

  synchronized void clear() {
    next.clear();
    otherwise = Script::deliver;
  }

  /** Returns the answer; a test's function is called without a lock, for it may wait. */
  DeliveryResult answer(Delivery delivery) {
    Function<Delivery, DeliveryResult> answers;
    synchronized (this) {
      @Nullable DeliveryResult scripted = next.poll();
      if (scripted != null) {
        return scripted;
      }
      answers = otherwise;
    }
    return answers.apply(delivery);
  }

  private static DeliveryResult deliver(Delivery delivery) {
    return DeliveryResult.delivered();
  }
}
