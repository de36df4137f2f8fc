package dev.emitter.mapping;

import dev.emitter.event.Payload;

/** What a mapping made of an event, or of several. Immutable. */
public sealed interface Rendering {

  /**
   * The events in the receiver's shape.
   *
   * @param json a JSON document in UTF-8, on one line
   */
  record Rendered(Payload json) implements Rendering {}

  /**
   * A part of the mapping gave no value that JSON has.
   *
   * @param path the JSON path of that part in the definition
   * @param reason what happened and what to do about it; it holds nothing of the event
   */
  record Failed(String path, String reason) implements Rendering {

    /** Returns path and reason, as a channel gives them for a reason to set an event aside. */
    @Override
    public String toString() {
      return path + ": " + reason;
    }
  }

  /**
   * The document would be larger than was allowed.
   *
   * @param maxBytes what was allowed
   */
  record TooLarge(long maxBytes) implements Rendering {}
}
