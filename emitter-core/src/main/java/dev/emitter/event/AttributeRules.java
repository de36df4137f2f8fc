package dev.emitter.event;

import java.net.URI;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** The rules for context attributes (specification 1.0, "Context Attributes"). */
final class AttributeRules {

  private AttributeRules() {}

  /**
   * Accepts the attributes of a completed draft.
   *
   * @throws InvalidEventException naming the first attribute that breaks a rule, and the rule
   */
  static void require(EventDraft draft) {
    requireRequiredText("id", draft.id());
    requireRequiredUri(draft.source());
    requireRequiredText("type", draft.type());
    requireFilledText("subject", draft.subject());
    requireContentType(draft.dataContentType());
    requireSchema(draft.dataSchema());
    if (draft.time() == null) {
      throw missing("time");
    }
    requireTime("time", draft.time());
    draft
        .extensions()
        .forEach(
            (name, value) -> {
              ExtensionRules.requireName(name);
              ExtensionRules.requireValue(name, value);
            });
  }

  static void requireText(String name, String text) {
    String fault = TextRules.fault(text);
    if (fault != null) {
      throw new InvalidEventException(name, fault);
    }
  }

  static void requireUri(String name, URI uri) {
    String text = uri.toString();
    requireText(name, text);
    if (!text.chars().allMatch(character -> character < 0x7F)) {
      throw new InvalidEventException(
          name,
          "has characters outside ASCII, which a URI (RFC 3986) percent-encodes; use"
              + " URI.create(uri.toASCIIString())");
    }
  }

  static void requireTime(String name, OffsetDateTime time) {
    String fault = Timestamps.fault(time);
    if (fault != null) {
      throw new InvalidEventException(name, fault);
    }
  }

  static void requireFilledText(String name, @Nullable String text) {
    if (text == null) {
      return;
    }
    if (text.isEmpty()) {
      throw empty(name);
    }
    requireText(name, text);
  }

  static void requireFilledUri(String name, @Nullable URI uri) {
    if (uri == null) {
      return;
    }
    if (uri.toString().isEmpty()) {
      throw empty(name);
    }
    requireUri(name, uri);
  }

  private static void requireRequiredText(String name, @Nullable String text) {
    if (text == null) {
      throw missing(name);
    }
    requireFilledText(name, text);
  }

  private static void requireRequiredUri(@Nullable URI source) {
    if (source == null) {
      throw missing("source");
    }
    requireFilledUri("source", source);
  }

  private static void requireContentType(@Nullable String text) {
    requireFilledText("datacontenttype", text);
    if (text != null && MediaType.parse(text) == null) {
      throw new InvalidEventException(
          "datacontenttype",
          Shown.quoted(text)
              + " is not a media type such as application/json or text/plain; charset=utf-8 (RFC 2046)");
    }
  }

  private static void requireSchema(@Nullable URI schema) {
    requireFilledUri("dataschema", schema);
    if (schema != null && !schema.isAbsolute()) {
      throw new InvalidEventException(
          "dataschema",
          Shown.quoted(schema.toString())
              + " is a relative URI; CloudEvents wants an absolute one, with a scheme");
    }
  }

  private static InvalidEventException missing(String name) {
    return new InvalidEventException(name, "is missing; every event has one, so set it");
  }

  private static InvalidEventException empty(String name) {
    return new InvalidEventException(name, "is empty; set it or leave it out");
  }
}
