package dev.emitter.channel;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a delivery ended. Immutable. Made by the methods here: {@code
 * DeliveryResult.retry("busy").after(Duration.ofSeconds(5))}.
 */
public abstract sealed class DeliveryResult {

  private final Evidence evidence;

  private DeliveryResult(Evidence evidence) {
    this.evidence = Objects.requireNonNull(evidence, "evidence");
  }

  /** Messages of exceptions, which become reasons, may be null. */
  private static String reason(@Nullable String given) {
    return given == null ? "no reason given" : given;
  }

  /** Returns the result of a delivery that was made. */
  public static Delivered delivered() {
    return Delivered.PLAIN;
  }

  /**
   * Returns the result of a failure that is tried again and counts towards disabling.
   *
   * @param reason what happened and what to do, for a person; null if that is not known, such as
   *     the message of an exception that has none
   */
  public static Retry retry(@Nullable String reason) {
    return new Retry(reason(reason), null, true, Evidence.NONE);
  }

  /**
   * Returns the result of an event that can never be delivered.
   *
   * @param reason what happened and what to do, for a person; null if that is not known, such as
   *     the message of an exception that has none
   */
  public static Rejected rejected(@Nullable String reason) {
    return new Rejected(reason(reason), false, Evidence.NONE);
  }

  /**
   * Returns the result of a receiver that wants no more.
   *
   * @param reason what happened and what to do, for a person; null if that is not known, such as
   *     the message of an exception that has none
   */
  public static Disable disable(@Nullable String reason) {
    return new Disable(reason(reason), Evidence.NONE);
  }

  /** Returns this result with what the attempt left behind. */
  public abstract DeliveryResult with(Evidence left);

  /** Returns what the attempt left behind. */
  public Evidence evidence() {
    return evidence;
  }

  /** Returns everything but the evidence, as text that tells results of one kind apart. */
  abstract String told();

  /** Returns whether the other is of the same kind and says the same. */
  @Override
  public final boolean equals(@Nullable Object other) {
    return other instanceof DeliveryResult that
        && getClass() == that.getClass()
        && told().equals(that.told())
        && evidence.equals(that.evidence);
  }

  @Override
  public final int hashCode() {
    return Objects.hash(told(), evidence);
  }

  @Override
  public final String toString() {
    return getClass().getSimpleName() + told() + " (" + evidence + ")";
  }

  /** The receiver has the event. */
  public static final class Delivered extends DeliveryResult {

    private static final Delivered PLAIN = new Delivered(Evidence.NONE);

    private Delivered(Evidence evidence) {
      super(evidence);
    }

    @Override
    public Delivered with(Evidence left) {
      return new Delivered(left);
    }

    @Override
    String told() {
      return "";
    }
  }

  /** The event was not delivered and is tried again. */
  public static final class Retry extends DeliveryResult {

    private final String reason;
    private final @Nullable Duration after;
    private final boolean countsTowardsDisable;

    private Retry(
        String reason, @Nullable Duration after, boolean countsTowardsDisable, Evidence evidence) {
      super(evidence);
      this.reason = reason;
      this.after = after;
      this.countsTowardsDisable = countsTowardsDisable;
    }

    /** Returns this result with the least wait that the receiver asks for, or null for none. */
    public Retry after(@Nullable Duration wait) {
      return new Retry(reason, wait, countsTowardsDisable, evidence());
    }

    /**
     * Returns this result, but of a fault that ends by itself and must not disable the emitter,
     * such as a full disk.
     */
    public Retry uncounted() {
      return new Retry(reason, after, false, evidence());
    }

    @Override
    public Retry with(Evidence left) {
      return new Retry(reason, after, countsTowardsDisable, left);
    }

    /** Returns what happened and what to do, for a person. */
    public String reason() {
      return reason;
    }

    /** Returns the least wait that the receiver asks for, or null. */
    public @Nullable Duration after() {
      return after;
    }

    /** Returns false for a fault that ends by itself and must not disable the emitter. */
    public boolean countsTowardsDisable() {
      return countsTowardsDisable;
    }

    @Override
    String told() {
      String wait = after == null ? "" : " after " + after;
      return wait + (countsTowardsDisable ? "" : ", uncounted") + ": " + reason;
    }
  }

  /** The receiver will never take this event; the emitter goes on with the next. */
  public static final class Rejected extends DeliveryResult {

    private final String reason;
    private final boolean ofBatch;

    private Rejected(String reason, boolean ofBatch, Evidence evidence) {
      super(evidence);
      this.reason = reason;
      this.ofBatch = ofBatch;
    }

    /**
     * Returns this result, but of a delivery that was refused together with others: all deliveries
     * of a call with this result. At least one of them is at fault, it is not known which, and none
     * was made. They are delivered again, half as many in a call, until the faulty one stands
     * alone; being refused together counts as no attempt. A single delivery of a call with this
     * result is at fault itself.
     */
    public Rejected ofBatch() {
      return new Rejected(reason, true, evidence());
    }

    @Override
    public Rejected with(Evidence left) {
      return new Rejected(reason, ofBatch, left);
    }

    /** Returns whether it was refused together with others, of which it may be the faulty one. */
    public boolean isOfBatch() {
      return ofBatch;
    }

    /** Returns what happened and what to do, for a person. */
    public String reason() {
      return reason;
    }

    @Override
    String told() {
      return (ofBatch ? " with others: " : ": ") + reason;
    }
  }

  /** The receiver wants no more events; the emitter is disabled at once. */
  public static final class Disable extends DeliveryResult {

    private final String reason;

    private Disable(String reason, Evidence evidence) {
      super(evidence);
      this.reason = reason;
    }

    @Override
    public Disable with(Evidence left) {
      return new Disable(reason, left);
    }

    /** Returns what happened and what to do, for a person. */
    public String reason() {
      return reason;
    }

    @Override
    String told() {
      return ": " + reason;
    }
  }
}
