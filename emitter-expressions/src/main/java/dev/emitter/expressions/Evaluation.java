package dev.emitter.expressions;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an evaluation gave. Immutable and thread-safe as far as the data that went in is.
 *
 * @param value the value, or null
 * @param reasons why parts of the expression, and perhaps all of it, were null: the first few, in
 *     order of evaluation
 */
public record Evaluation(@Nullable Object value, List<Reason> reasons) {

  /** Copies the reasons. */
  public Evaluation {
    reasons = List.copyOf(reasons);
  }

  private static final Evaluation TRUE = new Evaluation(true, List.of());
  private static final Evaluation FALSE = new Evaluation(false, List.of());

  /**
   * Returns an evaluation; usual ones are shared.
   *
   * @param value the value, or null
   * @param reasons why parts of the expression were null
   */
  public static Evaluation of(@Nullable Object value, List<Reason> reasons) {
    if (value instanceof Boolean holds && reasons.isEmpty()) {
      return holds ? TRUE : FALSE;
    }
    return new Evaluation(value, reasons);
  }

  /**
   * Returns the first reason that is more than missing data: what the author of the expression, or
   * of the data, should mend. Null if there is none, so that a null value means no more than that
   * the data lacks what the expression reads.
   */
  public @Nullable Reason failure() {
    for (Reason reason : reasons) {
      if (!reason.missingData()) {
        return reason;
      }
    }
    return null;
  }

  /** Returns whether the value is the boolean true. */
  public boolean isTrue() {
    return Boolean.TRUE.equals(value);
  }
}
