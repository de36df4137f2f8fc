package dev.emitter.powerbi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.emitter.event.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What the service says of an error, in one of its several forms. Immutable.
 *
 * @param code its code, such as {@code PowerBIEntityNotFound}; empty for none
 * @param message its words, on one line and bounded; empty for none
 */
record ServiceError(String code, String message) {

  private static final int SHOWN = 300;

  /** Reads the body of an answer; finds nothing in what is not JSON. */
  static ServiceError of(String body) {
    JsonNode json = tree(body);
    JsonNode error = json.path("error");
    List<String> said = new ArrayList<>();
    for (JsonNode one : List.of(error, json)) {
      add(said, one.path("message"));
      add(said, one.path("Message"));
      for (JsonNode detail : one.path("details")) {
        add(said, detail.path("message"));
      }
    }
    String code = error.isTextual() ? error.asText() : error.path("code").asText("");
    return new ServiceError(line(code), line(String.join("; ", said)));
  }

  private static void add(List<String> said, JsonNode message) {
    String text = message.isTextual() ? message.asText().strip() : "";
    if (!text.isEmpty() && !said.contains(text)) {
      said.add(text);
    }
  }

  private static JsonNode tree(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    try {
      return Json.tree(bytes, 0, bytes.length);
    } catch (IOException | NumberFormatException none) {
      return Json.MAPPER.missingNode();
    }
  }

  private static String line(String text) {
    String line = text.replaceAll("\\p{Cntrl}", " ");
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "..";
  }

  /** Returns whether the service says so, as a code or in words. */
  boolean says(String words) {
    return code.contains(words) || message.contains(words);
  }

  /** Returns how it goes on after the status of the answer. */
  @Override
  public String toString() {
    String said = message.isEmpty() ? "" : ": " + message;
    return code.isEmpty() ? said : " (" + code + ")" + said;
  }
}
