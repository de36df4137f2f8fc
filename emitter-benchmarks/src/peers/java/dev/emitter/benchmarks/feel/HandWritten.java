package dev.emitter.benchmarks.feel;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** The filters as a careful developer writes them for one tree of JSON: nothing is assumed. */
final class HandWritten {

  private static final Instant LIMIT = Instant.parse("2024-01-01T00:00:00Z");

  private HandWritten() {}

  static boolean largeGoldOrder(JsonNode event) {
    JsonNode customer = event.get("customer");
    return isAbove(event.get("amount"), 1000)
        && customer != null
        && isText(customer.get("tier"), "gold");
  }

  static boolean startedOrFailed(JsonNode event) {
    JsonNode status = event.get("status");
    return isText(status, "Started") || isText(status, "Failed");
  }

  static boolean taggedVip(JsonNode event) {
    JsonNode tags = event.get("tags");
    if (tags == null || !tags.isArray()) {
      return false;
    }
    for (int i = 0; i < tags.size(); i++) {
      if (isText(tags.get(i), "vip")) {
        return true;
      }
    }
    return false;
  }

  static boolean someLineAboveTen(JsonNode event) {
    JsonNode lines = event.get("lines");
    if (lines == null || !lines.isArray()) {
      return false;
    }
    for (int i = 0; i < lines.size(); i++) {
      if (isAbove(lines.get(i).get("qty"), 10)) {
        return true;
      }
    }
    return false;
  }

  static boolean after2023(JsonNode event) {
    JsonNode at = event.get("at");
    if (at == null || !at.isTextual()) {
      return false;
    }
    try {
      return OffsetDateTime.parse(at.textValue()).toInstant().isAfter(LIMIT);
    } catch (DateTimeException notATime) {
      return false;
    }
  }

  static boolean nameHasAbc(JsonNode event) {
    JsonNode name = event.get("name");
    return name != null && name.isTextual() && name.textValue().contains("abc");
  }

  static boolean urgentAboveTen(JsonNode event) {
    return isText(event.get("priority"), "high") && isAbove(event.get("amount"), 10);
  }

  static boolean moreThanTwoDearLines(JsonNode event) {
    JsonNode lines = event.get("lines");
    if (lines == null || !lines.isArray()) {
      return false;
    }
    int count = 0;
    for (int i = 0; i < lines.size(); i++) {
      if (isAbove(lines.get(i).get("price"), 100)) {
        count++;
      }
    }
    return count > 2;
  }

  private static boolean isAbove(@Nullable JsonNode json, double limit) {
    return json != null && json.isNumber() && json.doubleValue() > limit;
  }

  private static boolean isText(@Nullable JsonNode json, String text) {
    return json != null && text.equals(json.textValue());
  }
}
