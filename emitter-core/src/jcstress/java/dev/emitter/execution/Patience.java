package dev.emitter.execution;

import java.util.concurrent.TimeUnit;

/** How long the actors of a race wait for each other: what takes longer hangs. */
public final class Patience {

  /** Longer than any machine needs. */
  public static final long NANOS = TimeUnit.SECONDS.toNanos(30);

  private Patience() {}

  /** Something that waits. */
  @FunctionalInterface
  public interface Waiting {
    void run() throws InterruptedException;
  }

  /** Waits where nobody interrupts. */
  public static void within(Waiting waiting) {
    try {
      waiting.run();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
