package dev.emitter.testkit;

/**
 * The entry to assertions about what was published and who got it.
 *
 * <pre>{@code
 * import static dev.emitter.testkit.EmitterAssertions.assertThat;
 * import static dev.emitter.testkit.EmitterAssertions.event;
 *
 * assertThat(events).published(event("order.placed").on("orders").with("total", 12.5));
 * assertThat(events).deliveredTo("billing", event("order.placed"));
 * assertThat(events).neverPublished(event("order.cancelled"));
 * }</pre>
 */
public final class EmitterAssertions {

  private EmitterAssertions() {}

  /** Begins assertions about what was published and who got it. */
  public static RecordedEventsAssert assertThat(RecordedEvents events) {
    return new RecordedEventsAssert(events);
  }

  /** Returns the pattern of any event. */
  public static EventPattern event() {
    return EventPattern.ANY;
  }

  /** Returns the pattern of an event of this type. */
  public static EventPattern event(String type) {
    return EventPattern.ANY.ofType(type);
  }
}
