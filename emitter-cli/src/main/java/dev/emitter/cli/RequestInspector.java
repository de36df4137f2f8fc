package dev.emitter.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.emitter.event.InvalidEventException;
import dev.emitter.event.Json;
import dev.emitter.webhook.SignatureVerifier;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says what a request holds and what is wrong with it. Immutable and thread-safe. */
final class RequestInspector {

  private static final String BATCH_SIZE = "Emitter-Batch-Size";
  private static final int MOST_EVENTS = 10;

  private final @Nullable SignatureVerifier verifier;

  /**
   * Creates an inspector.
   *
   * @param verifier verifies signatures, or null if they are not looked at
   */
  RequestInspector(@Nullable SignatureVerifier verifier) {
    this.verifier = verifier;
  }

  /**
   * What was found.
   *
   * @param lines what to tell, a line each
   * @param refusal the status that a receiver would refuse it with, or 0
   * @param faulty whether something is wrong with it
   */
  record Finding(List<String> lines, int refusal, boolean faulty) {}

  Finding inspect(ReceivedRequest request, Instant now) {
    List<String> lines = new ArrayList<>();
    if (request.tooLarge()) {
      lines.add("WRONG: more than " + request.body().length + " bytes; the rest was not read");
      return new Finding(lines, 413, true);
    }
    boolean faulty = !events(request, lines);
    if (verifier == null) {
      return new Finding(lines, 0, faulty);
    }
    String fault = verifier.fault(request::header, request.body(), now);
    lines.add(fault == null ? "signature: right (" + verifier + ")" : "WRONG: signature: " + fault);
    return new Finding(lines, fault == null ? 0 : 401, faulty || fault != null);
  }

  /** Returns whether all is right with the events, or that there are none. */
  private static boolean events(ReceivedRequest request, List<String> lines) {
    try {
      List<CloudEvent> events = ReceivedEvents.of(request);
      if (events.isEmpty()) {
        lines.add("no CloudEvent by its headers");
      }
      for (CloudEvent event : events.subList(0, Math.min(events.size(), MOST_EVENTS))) {
        lines.add(
            "CloudEvent "
                + event.getId()
                + ", type "
                + event.getType()
                + ", source "
                + event.getSource());
      }
      if (events.size() > MOST_EVENTS) {
        lines.add("and " + (events.size() - MOST_EVENTS) + " more");
      }
      return isSized(request, events.size(), lines);
    } catch (InvalidEventException e) {
      lines.add("WRONG: no valid CloudEvent: " + e.getMessage());
      return false;
    }
  }

  /** Compares the events with the number that the header says; of other arrays, the items. */
  private static boolean isSized(ReceivedRequest request, int events, List<String> lines) {
    String said = request.header(BATCH_SIZE);
    int found = events > 0 ? events : items(request);
    if (said == null || found < 0 || said.equals(Integer.toString(found))) {
      return true;
    }
    lines.add("WRONG: " + BATCH_SIZE + " is " + said + ", but there are " + found);
    return false;
  }

  private static int items(ReceivedRequest request) {
    try {
      JsonNode body = Json.MAPPER.readTree(request.body());
      return body != null && body.isArray() ? body.size() : -1;
    } catch (IOException e) {
      return -1;
    }
  }
}
