package dev.emitter.filter;

import dev.emitter.event.Json;

/** A value of an event's data of which there is the JSON text. */
interface LazyText {

  /** Returns the JSON text on one line; nobody else has it. */
  byte[] text();

  /** Returns a value that ends at the latest at {@code end} on one line. */
  static byte[] line(byte[] json, int start, int end) {
    return Json.line(json, start, JsonSkipper.skipValue(json, start, end));
  }
}
