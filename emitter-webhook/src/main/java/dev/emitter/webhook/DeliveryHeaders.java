package dev.emitter.webhook;

import dev.emitter.channel.Delivery;
import dev.emitter.channel.ParameterValues;
import dev.emitter.http.HeaderText;
import dev.emitter.http.HttpHeader;
import dev.emitter.http.OutgoingRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * Names of the headers that say which delivery a request is: the same on every attempt, so that a
 * receiver can tell what it has seen, and name what it acknowledges. Immutable.
 *
 * @param emitter the header with the id of the emitter
 * @param delivery the header with the id of the delivery
 * @param attempt the header with the number of the attempt
 * @param batchSize the header with the number of events
 */
record DeliveryHeaders(String emitter, String delivery, String attempt, String batchSize) {

  static final String EMITTER = "emitter";
  static final String DELIVERY = "delivery";
  static final String ATTEMPT = "attempt";
  static final String BATCH_SIZE = "batchSize";

  /** The members of the parameter. */
  static final List<String> MEMBERS = List.of(EMITTER, DELIVERY, ATTEMPT, BATCH_SIZE);

  static DeliveryHeaders of(ParameterValues given) {
    ParameterValues names = given.object(WebhookParameters.DELIVERY_HEADERS);
    return new DeliveryHeaders(
        names.requiredString(EMITTER),
        names.requiredString(DELIVERY),
        names.requiredString(ATTEMPT),
        names.requiredString(BATCH_SIZE));
  }

  /**
   * Returns a request that says which delivery it is. A header that it has already stays.
   *
   * @param first the first of its events
   * @param events how many events it has; 0 if it can only have one
   */
  OutgoingRequest on(OutgoingRequest request, Delivery first, int events) {
    List<HttpHeader> headers = new ArrayList<>(request.headers());
    add(headers, emitter, HeaderText.encode(first.emitterId()));
    add(headers, delivery, first.id());
    add(headers, attempt, Integer.toString(first.attempt()));
    if (events > 0) {
      add(headers, batchSize, Integer.toString(events));
    }
    return new OutgoingRequest(request.method(), request.uri(), headers, request.body());
  }

  private static void add(List<HttpHeader> headers, String name, String value) {
    if (headers.stream().noneMatch(header -> header.name().equalsIgnoreCase(name))) {
      headers.add(new HttpHeader(name, value));
    }
  }
}
