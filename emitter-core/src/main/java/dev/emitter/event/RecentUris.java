package dev.emitter.event;

import java.net.URI;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Keeps some of the URIs read last, which mostly come again, and parses others. Thread-safe. */
final class RecentUris {

  private static final int SLOTS = 256;
  private static final int LONGEST = 256;

  private final AtomicReferenceArray<@Nullable URI> slots = new AtomicReferenceArray<>(SLOTS);

  /**
   * Returns the URI of a text.
   *
   * @throws IllegalArgumentException if it is none
   */
  URI get(String text) {
    int hash = text.hashCode();
    int slot = (hash ^ hash >>> 8 ^ hash >>> 16) & (SLOTS - 1);
    URI recent = slots.get(slot);
    if (recent != null && recent.toString().equals(text)) {
      return recent;
    }
    URI parsed = URI.create(text);
    if (text.length() <= LONGEST) {
      slots.set(slot, parsed);
    }
    return parsed;
  }
}
