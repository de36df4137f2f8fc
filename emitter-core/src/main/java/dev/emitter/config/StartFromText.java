package dev.emitter.config;

import dev.emitter.definition.StartFrom;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Reads and writes the member {@code startFrom}. */
final class StartFromText {

  static final String RESUME = "resume";
  static final String NOW = "now";
  static final String BEGINNING = "beginning";
  static final String ALLOWED = "resume, now, beginning or a time such as 2026-11-01T00:00:00Z";
  static final String PATTERN =
      "^(resume|now|beginning|\\d{4}-\\d{2}-\\d{2}[Tt]\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?([zZ]|[-+]\\d{2}:\\d{2}))$";

  private StartFromText() {}

  /** Returns the place, or null if the text is none. */
  static @Nullable StartFrom read(String text) {
    if (text.equals(RESUME)) {
      return new StartFrom.Resume();
    }
    if (text.equals(NOW)) {
      return new StartFrom.Now();
    }
    if (text.equals(BEGINNING)) {
      return new StartFrom.Beginning();
    }
    try {
      return text.matches(PATTERN)
          ? new StartFrom.At(OffsetDateTime.parse(text).toInstant())
          : null;
    } catch (DateTimeException e) {
      return null;
    }
  }

  static String write(StartFrom place) {
    if (place instanceof StartFrom.At at) {
      return at.time().toString();
    }
    if (place instanceof StartFrom.Resume) {
      return RESUME;
    }
    return place instanceof StartFrom.Now ? NOW : BEGINNING;
  }
}
