package dev.emitter.channel;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a delivery left behind for the delivery log; never a secret. Immutable. */
public final class Evidence {

  /** Nothing to tell. */
  public static final Evidence NONE = new Evidence(null, null, null);

  private final @Nullable Integer status;
  private final @Nullable Duration duration;
  private final @Nullable String answer;

  private Evidence(@Nullable Integer status, @Nullable Duration duration, @Nullable String answer) {
    this.status = status;
    this.duration = duration;
    this.answer = answer;
  }

  /** Returns evidence of an attempt that took this long, if that is known. */
  public static Evidence of(@Nullable Duration duration) {
    return new Evidence(null, duration, null);
  }

  /** Returns this evidence with the receiver's status code, or null for none. */
  public Evidence withStatus(@Nullable Integer code) {
    return new Evidence(code, duration, answer);
  }

  /** Returns this evidence with the head of the receiver's answer, or null for none. */
  public Evidence withAnswer(@Nullable String head) {
    return new Evidence(status, duration, head);
  }

  /** Returns the receiver's status code, or null. */
  public @Nullable Integer status() {
    return status;
  }

  /** Returns how long the attempt took, or null. */
  public @Nullable Duration duration() {
    return duration;
  }

  /** Returns the head of the receiver's answer, or null. */
  public @Nullable String answer() {
    return answer;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Evidence that
        && Objects.equals(status, that.status)
        && Objects.equals(duration, that.duration)
        && Objects.equals(answer, that.answer);
  }

  @Override
  public int hashCode() {
    return Objects.hash(status, duration, answer);
  }

  @Override
  public String toString() {
    return "status " + status + ", duration " + duration + ", answer " + answer;
  }
}
