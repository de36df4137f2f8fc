package dev.emitter.expressions;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.function.Supplier;

/** The time that a call may take, and the budgets it is tried with. */
public final class FuzzLimits {

  /** The budgets that expressions are tried with, and their seconds of processor time. */
  public record Limit(ExpressionBudget budget, int seconds) {}

  /** For users and for operators, whose budget has ten times the steps. */
  public static final List<Limit> ALL =
      List.of(
          new Limit(ExpressionBudget.forUsers(), 2), new Limit(ExpressionBudget.forOperators(), 20));

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private FuzzLimits() {}

  /**
   * Returns what a call gives, if it is in time. The first call of a piece of code may be slow, so
   * it has a second chance.
   *
   * @param seconds the processor time
   * @param call what to call
   * @throws AssertionError if it takes longer twice
   */
  public static <T> T timed(int seconds, Supplier<T> call) {
    long limit = seconds * 1_000_000_000L;
    long start = THREADS.getCurrentThreadCpuTime();
    T result = call.get();
    if (THREADS.getCurrentThreadCpuTime() - start > limit) {
      start = THREADS.getCurrentThreadCpuTime();
      result = call.get();
      long used = THREADS.getCurrentThreadCpuTime() - start;
      check(used <= limit, "took " + used / 1_000_000 + " ms");
    }
    return result;
  }

  /** Throws an {@code AssertionError} with this text if something does not hold. */
  public static void check(boolean holds, String text) {
    if (!holds) {
      throw new AssertionError(text);
    }
  }
}
