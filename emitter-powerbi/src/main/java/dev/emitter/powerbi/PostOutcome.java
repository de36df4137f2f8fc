package dev.emitter.powerbi;

import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.Evidence;

/** What became of rows that were to be added: all of them, or the first ones. */
sealed interface PostOutcome {

  /**
   * They are in the table.
   *
   * @param rows how many were sent
   */
  record Stored(int rows, Evidence evidence) implements PostOutcome {}

  /**
   * The service refuses them as they are, all of them, even if only one is at fault.
   *
   * @param rows how many were sent
   * @param tooLarge whether it is for the size of the request
   */
  record Refused(int rows, String reason, boolean tooLarge, Evidence evidence)
      implements PostOutcome {}

  /** They are not in the table, or nobody knows. */
  record Later(DeliveryResult.Retry retry) implements PostOutcome {}
}
