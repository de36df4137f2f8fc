package dev.emitter.topic;

import io.cloudevents.CloudEvent;

/**
 * Decides whether a user may receive an event. Applied to every emitter with an owner, before the
 * owner's filter. While a constraint throws, nothing is sent to the user and nothing is passed
 * over: the event waits, and the constraint is asked again every second. Implementations are
 * thread-safe and answer from memory.
 */
@FunctionalInterface
public interface SecurityConstraint {

  /** Returns whether the user may receive the event published on the topic. */
  boolean allows(User user, Topic topic, CloudEvent event);

  /** Returns whether this constraint or the other one allows it. */
  default SecurityConstraint or(SecurityConstraint other) {
    return (user, topic, event) -> allows(user, topic, event) || other.allows(user, topic, event);
  }

  /** Returns the constraint that allows everybody. */
  static SecurityConstraint anyone() {
    return (user, topic, event) -> true;
  }

  /** Returns the constraint that allows administrators alone. */
  static SecurityConstraint administrators() {
    return (user, topic, event) -> user.administrator();
  }

  /**
   * Returns the constraint that allows administrators and the user whom the event names in its
   * extension {@code user}.
   */
  static SecurityConstraint userNamedInEvent() {
    return userNamedIn("user");
  }

  /** Returns the constraint that allows administrators and the user named in an attribute. */
  static SecurityConstraint userNamedIn(String extension) {
    return (user, topic, event) ->
        user.administrator() || user.name().equals(event.getExtension(extension));
  }
}
