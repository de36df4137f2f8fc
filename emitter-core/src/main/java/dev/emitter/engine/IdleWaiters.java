package dev.emitter.engine;

import dev.emitter.execution.Execution;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Who waits until the engine has come to rest in some way. The loop looks at their conditions when
 * it has nothing else to do, so that lanes do nothing for them. Owned by the loop, but for {@link
 * #await}.
 */
final class IdleWaiters {

  /** With no time to wait it is looked at once all the same, unless the loop hangs. */
  private static final long LAST_LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Execution execution;
  private final EventLoop loop;
  private final List<Waiter> waiters = new ArrayList<>(1);

  IdleWaiters(Execution execution, EventLoop loop) {
    this.execution = execution;
    this.loop = loop;
  }

  private record Waiter(BooleanSupplier condition, CompletableFuture<Boolean> done) {}

  /** Waits until a condition of the loop holds; returns whether it did within the time. */
  boolean await(BooleanSupplier condition, long nanos) throws InterruptedException {
    if (loop.isInLoop()) {
      throw new IllegalStateException(
          "a filter or a security constraint must not wait for emitters");
    }
    Waiter waiter = new Waiter(condition, new CompletableFuture<>());
    loop.execute(() -> waiters.add(waiter));
    try {
      if (!execution.await(waiter.done(), Math.max(0, nanos))) {
        boolean unused = loop.run(() -> look(waiter), LAST_LOOK_NANOS);
      }
      return waiter.done().getNow(false);
    } catch (CompletionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      loop.execute(() -> waiters.remove(waiter));
    }
  }

  /** Looks at the conditions; when nothing else is to be done. */
  void look() {
    List.copyOf(waiters).forEach(IdleWaiters::look);
  }

  private static void look(Waiter waiter) {
    try {
      if (waiter.condition().getAsBoolean()) {
        waiter.done().complete(true);
      }
    } catch (Throwable e) { // whoever waits is told
      waiter.done().completeExceptionally(e);
    }
  }
}
