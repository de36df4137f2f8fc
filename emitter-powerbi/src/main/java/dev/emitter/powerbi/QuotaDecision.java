package dev.emitter.powerbi;

import java.time.Duration;

/** Whether a request to a dataset may go out now. */
sealed interface QuotaDecision {

  /**
   * It may; tell the quota when it has ended.
   *
   * @param rows how many rows it may have: at least one, and no more than were asked for
   */
  record Granted(int rows) implements QuotaDecision {}

  /**
   * It may not.
   *
   * @param delay how long to wait before asking again
   * @param reason why, for a person
   */
  record Denied(Duration delay, String reason) implements QuotaDecision {}
}
