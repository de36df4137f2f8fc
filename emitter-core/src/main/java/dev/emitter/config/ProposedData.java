package dev.emitter.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.emitter.event.EncodedEvent;
import dev.emitter.event.Json;
import dev.emitter.event.Payload;
import dev.emitter.event.Presentation;
import java.io.IOException;
import java.util.regex.Pattern;

/** The data of an event that a definition is proposed for. */
final class ProposedData {

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");

  private ProposedData() {}

  /** Returns the data; missing if it is no JSON. */
  static JsonNode of(EncodedEvent event) {
    Payload data = event.hasJsonData() ? event.data(Presentation.PLAIN) : null;
    if (data == null) {
      return MissingNode.getInstance();
    }
    byte[] json = data.toByteArray();
    try {
      return Json.tree(json, 0, json.length);
    } catch (IOException e) {
      return MissingNode.getInstance(); // it was published, so it is JSON
    }
  }

  /** Returns whether a member can be named in an expression as it is. */
  static boolean isName(String member) {
    return NAME.matcher(member).matches();
  }
}
