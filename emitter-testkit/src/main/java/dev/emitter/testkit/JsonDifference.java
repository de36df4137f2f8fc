package dev.emitter.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Where two JSON values differ; numbers are equal by value. */
final class JsonDifference {

  private static final int MOST = 5;

  private final List<String> found = new ArrayList<>();

  private JsonDifference() {}

  static boolean equal(JsonNode found, JsonNode wanted) {
    return between(found, wanted).isEmpty();
  }

  /** Returns the first few differences, one a line. */
  static List<String> between(JsonNode found, JsonNode wanted) {
    JsonDifference difference = new JsonDifference();
    difference.compare("", found, wanted);
    return difference.found;
  }

  private void compare(String path, JsonNode is, JsonNode wanted) {
    if (found.size() >= MOST) {
      return;
    }
    if (is.isObject() && wanted.isObject()) {
      compareMembers(path, is, wanted);
    } else if (is.isArray() && wanted.isArray() && is.size() == wanted.size()) {
      for (int i = 0; i < is.size(); i++) {
        compare(path + "[" + i + "]", is.get(i), wanted.get(i));
      }
    } else if (!isSame(is, wanted)) {
      found.add((path.isEmpty() ? "the data" : path) + " is " + Shown.instead(is, wanted));
    }
  }

  private void compareMembers(String path, JsonNode is, JsonNode wanted) {
    Set<String> names = new LinkedHashSet<>();
    wanted.fieldNames().forEachRemaining(names::add);
    is.fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      compare(path.isEmpty() ? name : path + "." + name, is.path(name), wanted.path(name));
    }
  }

  private static boolean isSame(JsonNode is, JsonNode wanted) {
    boolean numbers = is.isNumber() && wanted.isNumber();
    return numbers ? is.decimalValue().compareTo(wanted.decimalValue()) == 0 : is.equals(wanted);
  }
}
