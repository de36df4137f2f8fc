package dev.emitter.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.emitter.topic.Topic;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the lines that show events have in common. */
final class EventColumns {

  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);
  private static final int MOST_FOR_REASON = 200;

  private EventColumns() {}

  /** Returns a time of fixed length. */
  static String time(Instant time) {
    return TIME.format(time);
  }

  /** Returns what somebody gave as a reason, not too long; empty for none. */
  static String reason(@Nullable String text) {
    return text == null ? "" : Texts.shortened(Texts.oneLine(text), MOST_FOR_REASON);
  }

  /** Returns the end of a line. */
  static String tail(String type, String id, String topic, String reason) {
    return String.format(Locale.ROOT, "%-20s  %-36s  %-24s  %s", type, id, topic, reason);
  }

  /** Writes the member that holds the topic. */
  static void write(Topic topic, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("topic");
    for (String segment : topic.segments()) {
      json.writeString(segment);
    }
    json.writeEndArray();
  }
}
