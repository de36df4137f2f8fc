package dev.emitter.event;

import io.cloudevents.CloudEvent;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The context attributes of CloudEvents 1.0 and their canonical string form (specification 1.0,
 * "Type System"), which is what headers carry and what filters compare. Thread-safe.
 */
public final class ContextAttributes {

  /** The names that the specification defines, in the order in which they are written. */
  public static final List<String> NAMES =
      List.of(
          "specversion",
          "id",
          "source",
          "type",
          "subject",
          "time",
          "datacontenttype",
          "dataschema");

  private ContextAttributes() {}

  /**
   * Returns whether the text may name an attribute: lower-case letters and digits, at least one.
   */
  public static boolean isName(String text) {
    return !text.isEmpty() && text.chars().allMatch(ContextAttributes::isNameCharacter);
  }

  private static boolean isNameCharacter(int character) {
    return (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9');
  }

  /**
   * Returns the canonical string form of an attribute or extension, or null if the event lacks it.
   */
  public static @Nullable String text(CloudEvent event, String name) {
    Object value = value(event, name);
    return value == null ? null : text(value);
  }

  /** Returns an attribute or extension as the SDK keeps it, or null if the event lacks it. */
  public static @Nullable Object value(CloudEvent event, String name) {
    return NAMES.contains(name) ? event.getAttribute(name) : event.getExtension(name);
  }

  /** Returns the moment that a text names in the form of a Timestamp (RFC 3339), or null. */
  public static @Nullable Instant instant(String text) {
    try {
      return Timestamps.parse(text).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }

  /**
   * Returns the ways in which RFC 3339 writes a time in its own offset, the canonical one first:
   * with zeros at the end of the fraction, and UTC as {@code Z} or {@code +00:00}.
   */
  public static List<String> spellings(OffsetDateTime time) {
    return Timestamps.spellings(time);
  }

  /** Returns the canonical string form of the value of an attribute. */
  public static String text(Object value) {
    if (value instanceof OffsetDateTime time) {
      return Timestamps.format(time);
    }
    if (value instanceof byte[] bytes) {
      return Base64.getEncoder().encodeToString(bytes);
    }
    if (value instanceof URI uri) {
      return uri.toString();
    }
    return value.toString();
  }
}
