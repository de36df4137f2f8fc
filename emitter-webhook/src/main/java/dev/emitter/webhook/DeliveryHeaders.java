package dev.emitter.webhook;

import dev.emitter.channel.Delivery;
import dev.emitter.channel.ParameterValues;
import dev.emitter.http.HeaderText;
import dev.emitter.http.HttpHeader;
import dev.emitter.http.OutgoingRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Names of the headers that say which delivery a request is: the same on every attempt, so that a
 * receiver can tell what it has seen, and name what it acknowledges. Immutable.
 *
 * @param names the header for each of {@link #MEMBERS}
 */
record DeliveryHeaders(Map<String, String> names) {

  static final String EMITTER = "emitter";
  static final String DELIVERY = "delivery";
  static final String ATTEMPT = "attempt";
  static final String BATCH_SIZE = "batchSize";

  /** What is told, in this order. */
  static final List<String> MEMBERS = List.of(EMITTER, DELIVERY, ATTEMPT, BATCH_SIZE);

  static DeliveryHeaders of(ParameterValues given) {
    ParameterValues names = given.object(WebhookParameters.DELIVERY_HEADERS);
    return new DeliveryHeaders(
        Map.of(
            EMITTER, names.requiredString(EMITTER),
            DELIVERY, names.requiredString(DELIVERY),
            ATTEMPT, names.requiredString(ATTEMPT),
            BATCH_SIZE, names.requiredString(BATCH_SIZE)));
  }

  /**
   * Returns a request that says which delivery it is. A header that it has already stays.
   *
   * @param first the first of its events
   * @param events how many events it has; 0 if it can only have one
   */
  OutgoingRequest on(OutgoingRequest request, Delivery first, int events) {
    List<HttpHeader> headers = new ArrayList<>(request.headers());
    add(headers, EMITTER, HeaderText.encode(first.emitterId()));
    add(headers, DELIVERY, first.id());
    add(headers, ATTEMPT, Integer.toString(first.attempt()));
    if (events > 0) {
      add(headers, BATCH_SIZE, Integer.toString(events));
    }
    return new OutgoingRequest(request.method(), request.uri(), headers, request.body());
  }

  private void add(List<HttpHeader> headers, String member, String value) {
    String name = String.valueOf(names.get(member));
    if (headers.stream().noneMatch(header -> header.name().equalsIgnoreCase(name))) {
      headers.add(new HttpHeader(name, value));
    }
  }
}
