package dev.emitter.channel;

import dev.emitter.net.HttpExchange;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a delivery left behind for the delivery log; never a secret. Immutable. */
public final class Evidence {

  /** Nothing to tell. */
  public static final Evidence NONE = new Evidence(null, null, null, null);

  private final @Nullable Integer status;
  private final @Nullable Duration duration;
  private final @Nullable String answer;
  private final @Nullable HttpExchange exchange;

  private Evidence(
      @Nullable Integer status,
      @Nullable Duration duration,
      @Nullable String answer,
      @Nullable HttpExchange exchange) {
    this.status = status;
    this.duration = duration;
    this.answer = answer;
    this.exchange = exchange;
  }

  /** Returns evidence of an attempt that took this long, if that is known. */
  public static Evidence of(@Nullable Duration duration) {
    return new Evidence(null, duration, null, null);
  }

  /** Returns this evidence with the receiver's status code, or null for none. */
  public Evidence withStatus(@Nullable Integer code) {
    return new Evidence(code, duration, answer, exchange);
  }

  /** Returns this evidence with the head of the receiver's answer, or null for none. */
  public Evidence withAnswer(@Nullable String head) {
    return new Evidence(status, duration, head, exchange);
  }

  /** Returns this evidence with what was sent and received over HTTP, or null for nothing. */
  public Evidence withExchange(@Nullable HttpExchange http) {
    return new Evidence(status, duration, answer, http);
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

  /** Returns what was sent and received over HTTP, or null. */
  public @Nullable HttpExchange exchange() {
    return exchange;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Evidence that
        && Objects.equals(status, that.status)
        && Objects.equals(duration, that.duration)
        && Objects.equals(answer, that.answer)
        && Objects.equals(exchange, that.exchange);
  }

  @Override
  public int hashCode() {
    return Objects.hash(status, duration, answer, exchange);
  }

  @Override
  public String toString() {
    String http = exchange == null ? "" : ", " + exchange;
    return "status " + status + ", duration " + duration + ", answer " + answer + http;
  }
}
