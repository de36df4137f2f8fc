package dev.emitter.event;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a content type says of the data (RFC 2046, syntax of RFC 2045 section 5.1).
 *
 * @param type the part before the slash, in lower case
 * @param subtype the part behind the slash, in lower case
 * @param charset the parameter of that name in lower case, or null
 */
record MediaType(String type, String subtype, @Nullable String charset) {

  /** What absent content type means in the CloudEvents JSON format (section 2.4.1). */
  static final MediaType JSON = new MediaType("application", "json", null);

  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]++";
  private static final Pattern ESSENCE = Pattern.compile("(" + TOKEN + ")/(" + TOKEN + ")");
  private static final Pattern PARAMETER =
      Pattern.compile(
          "[ \\t]*+;[ \\t]*+("
              + TOKEN
              + ")=(?:("
              + TOKEN
              + ")|\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+){0,50}+)\")");

  /**
   * The last one read: most applications publish data of one type. Any thread writes it; which of
   * two wins does not matter, as text and type are written together.
   */
  private static volatile Read last = new Read("application/json", JSON);

  private record Read(String text, MediaType type) {}

  /** Returns the media type, or null if the text is none. */
  static @Nullable MediaType parse(String text) {
    Read known = last;
    if (known.text().equals(text)) {
      return known.type();
    }
    MediaType type = read(text);
    if (type != null) {
      last = new Read(text, type);
    }
    return type;
  }

  private static @Nullable MediaType read(String text) {
    Matcher essence = ESSENCE.matcher(text);
    if (!essence.lookingAt()) {
      return null;
    }
    String charset = null;
    int at = essence.end();
    Matcher parameter = PARAMETER.matcher(text);
    while (at < text.length()) {
      if (!parameter.region(at, text.length()).lookingAt()) {
        return null;
      }
      if (charset == null && parameter.group(1).equalsIgnoreCase("charset")) {
        String token = parameter.group(2);
        charset = lower(token != null ? token : parameter.group(3));
      }
      at = parameter.end();
    }
    return new MediaType(lower(essence.group(1)), lower(essence.group(2)), charset);
  }

  /**
   * Returns whether data of this type is JSON, whatever the part before the slash (CloudEvents JSON
   * format, section 3.1).
   */
  boolean isJson() {
    return subtype.equals("json") || subtype.endsWith("+json");
  }

  /** Returns whether data of this type is text that a JSON string can carry. */
  boolean isText(byte[] data) {
    if (!isText()) {
      return false;
    }
    return (charset == null || isUtf8(charset))
        ? Utf8.faultAt(data, 0, data.length) < 0
        : charset.equals("us-ascii") && Utf8.isAscii(data);
  }

  /** Returns whether this is a name, in lower case, of UTF-8. */
  static boolean isUtf8(String charset) {
    return charset.equals("utf-8") || charset.equals("utf8");
  }

  private boolean isText() {
    return type.equals("text")
        || subtype.equals("xml")
        || subtype.endsWith("+xml")
        || (type.equals("application")
            && (subtype.equals("javascript") || subtype.equals("x-www-form-urlencoded")));
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
