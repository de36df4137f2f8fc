package dev.emitter.channel;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a delivery left behind for the delivery log; never a secret. Immutable.
 *
 * @param status the receiver's status code, or null
 * @param duration how long the attempt took, or null
 * @param answer the head of the receiver's answer, or null
 */
public record Evidence(
    @Nullable Integer status, @Nullable Duration duration, @Nullable String answer) {

  /** Nothing to tell. */
  public static final Evidence NONE = new Evidence(null, null, null);
}
