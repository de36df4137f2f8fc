package dev.emitter.definition;

import org.jspecify.annotations.Nullable;

/** What may be said of a step of a flow. */
public enum FlowStatus {
  /** It began. */
  STARTED("Started"),
  /** It goes on. */
  ACTIVE("Active"),
  /** Somebody did not want it any more. */
  CANCELLED("Cancelled"),
  /** It ended well. */
  COMPLETED("Completed"),
  /** It failed. */
  FAILED("Failed");

  private final String text;

  FlowStatus(String text) {
    this.text = text;
  }

  /** Returns the word that traces have, such as {@code Failed}. */
  public String text() {
    return text;
  }

  /** Returns the status of that word, matched exactly, or null. */
  public static @Nullable FlowStatus of(String text) {
    for (FlowStatus status : values()) {
      if (status.text.equals(text)) {
        return status;
      }
    }
    return null;
  }
}
