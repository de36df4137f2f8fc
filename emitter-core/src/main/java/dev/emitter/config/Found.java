package dev.emitter.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.emitter.problem.Printable;
import java.util.Locale;
import java.util.regex.Pattern;

/** Says for a message what was found, cut short and without credentials. */
final class Found {

  private static final int LONGEST = 60;
  private static final Pattern CREDENTIALS = Pattern.compile("//[^/@\\s]*@");

  private Found() {}

  static String value(JsonNode node) {
    return switch (node.getNodeType()) {
      case STRING -> text(node.textValue());
      case NUMBER, BOOLEAN -> cut(node.asText());
      default -> kind(node);
    };
  }

  /** Says what kind of value was found and nothing of what it is. */
  static String kind(JsonNode node) {
    return switch (node.getNodeType()) {
      case STRING -> "a string";
      case NUMBER -> "a number";
      case BOOLEAN -> "a boolean";
      case ARRAY -> node.isEmpty() ? "an empty array" : "an array";
      case OBJECT -> node.isEmpty() ? "an empty object" : "an object";
      default -> node.getNodeType().name().toLowerCase(Locale.ROOT);
    };
  }

  static String text(String text) {
    String shown = CREDENTIALS.matcher(text).replaceAll("//****@");
    return '"' + Printable.line(cut(shown)) + '"';
  }

  private static String cut(String text) {
    if (text.codePointCount(0, text.length()) <= LONGEST) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "...";
  }

  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
