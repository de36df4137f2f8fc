package dev.emitter.engine;

import org.jspecify.annotations.Nullable;

/**
 * Whether an event is for an emitter, and if not, what kept it out.
 *
 * @param outcome the answer
 * @param reason why, for a person; null when the event matches or the answer says it all
 */
record Verdict(Outcome outcome, @Nullable String reason) {

  static final Verdict MATCHED = new Verdict(Outcome.MATCHED, null);
  static final Verdict OTHER_TOPIC = new Verdict(Outcome.OTHER_TOPIC, null);
  static final Verdict NOT_ALLOWED = new Verdict(Outcome.NOT_ALLOWED, null);
  static final Verdict OTHER_MESSAGE = new Verdict(Outcome.OTHER_MESSAGE, null);
  static final Verdict FILTERED = new Verdict(Outcome.FILTERED, null);

  /** What was decided, in the order of the questions asked. */
  enum Outcome {
    OTHER_TOPIC,
    NOT_ALLOWED,
    RIGHTS_UNKNOWN,
    OTHER_MESSAGE,
    FILTERED,
    FILTER_FAILED,
    MATCHED
  }

  static Verdict filterFailed(String reason) {
    return new Verdict(Outcome.FILTER_FAILED, reason);
  }

  /** Returns that it cannot be told now whether the owner may receive the event. */
  static Verdict rightsUnknown(@Nullable String reason) {
    return new Verdict(Outcome.RIGHTS_UNKNOWN, reason);
  }

  /** Returns whether nothing is decided yet: it must be asked again. */
  boolean isUnknown() {
    return outcome == Outcome.RIGHTS_UNKNOWN;
  }

  boolean matches() {
    return outcome == Outcome.MATCHED;
  }

  /** Returns whether the filter had a say. */
  boolean isAboutFilter() {
    return outcome == Outcome.FILTERED || outcome == Outcome.FILTER_FAILED;
  }

  /** Returns whether the event was on the emitter's topics, allowed, and still not selected. */
  boolean countsAsFiltered() {
    return outcome == Outcome.OTHER_MESSAGE
        || outcome == Outcome.FILTERED
        || outcome == Outcome.FILTER_FAILED;
  }
}
