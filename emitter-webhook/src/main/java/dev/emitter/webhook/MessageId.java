package dev.emitter.webhook;

import dev.emitter.event.EncodedEvent;
import io.cloudevents.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What tells one message from all others (Standard Webhooks 1.0): the same for every attempt, and
 * another for events of another source, since the id of an event is unique within its source alone
 * (CloudEvents 1.0, "source"). Receivers drop what they have seen under this id.
 */
final class MessageId {

  private static final int LONGEST_ID = 64;
  private static final int DIGEST_BYTES = 16;

  private MessageId() {}

  /** Returns the id of a message with one event: readable, unless the id of the event is long. */
  static String of(EncodedEvent event) {
    String id = event.event().getId();
    String digest = digest(List.of(event));
    return id.length() <= LONGEST_ID ? id + "_" + digest : digest;
  }

  /** Returns the id of a message with several events, or their data. */
  static String of(List<EncodedEvent> events) {
    return "batch_" + digest(events);
  }

  /** Of the sources that the events have, not of one that the emitter sends in their place. */
  private static String digest(List<EncodedEvent> events) {
    StringBuilder names = new StringBuilder();
    for (EncodedEvent one : events) {
      CloudEvent event = one.event(); // no attribute has a line break
      names.append(event.getSource()).append('\n').append(event.getId()).append('\n');
    }
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(names.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, DIGEST_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
