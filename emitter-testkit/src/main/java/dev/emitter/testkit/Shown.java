package dev.emitter.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** How values look in messages: short, and on one line. */
final class Shown {

  private static final int LONGEST = 200;

  private Shown() {}

  static String json(JsonNode value) {
    return value.isMissingNode() ? "nothing" : cut(value.toString());
  }

  /** Returns what is found and what was expected there. */
  static String instead(JsonNode found, JsonNode wanted) {
    if (wanted.isMissingNode()) {
      return json(found) + ", but must not be there";
    }
    return found.isMissingNode()
        ? "missing, not " + json(wanted)
        : json(found) + ", not " + json(wanted);
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "..";
  }

  static String count(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  static String times(int times) {
    return switch (times) {
      case 1 -> "once";
      case 2 -> "twice";
      default -> times + " times";
    };
  }

  /** Returns such as {@code 2 events were published}. */
  static String were(int count, String done) {
    return count == 0
        ? "nothing was " + done
        : count(count, "event") + (count == 1 ? " was " : " were ") + done;
  }

  /** Returns how a list goes on of which no event is meant. */
  static String noneLikeThat(int count) {
    return switch (count) {
      case 0 -> "";
      case 1 -> ", and not like that:";
      default -> ", none of them like that:";
    };
  }

  /** Returns the lines, each after this indentation. */
  static String lines(List<String> lines, String indentation) {
    return String.join("", lines.stream().map(line -> "\n" + indentation + line).toList());
  }
}
