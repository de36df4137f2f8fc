package dev.emitter.micrometer;

import io.micrometer.core.instrument.Tags;

/**
 * Emitters that are counted together: a single one, or those of one type that have no name of their
 * own in the metrics. Immutable.
 *
 * @param emitter the value of the tag {@code emitter}
 * @param type the channel type
 */
record Group(String emitter, String type) {

  /** Emitters of users; no id has a slash. */
  static final String USERS = "/users";

  /** Emitters beyond the number that may have a name of their own; no id has a slash. */
  static final String OTHERS = "/others";

  Tags tags() {
    return Tags.of("emitter", emitter, "type", type);
  }

  boolean isShared() {
    return emitter.equals(USERS) || emitter.equals(OTHERS);
  }
}
