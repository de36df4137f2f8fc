package dev.emitter.webhook;

import dev.emitter.channel.Delivery;
import dev.emitter.event.EncodedEvent;
import dev.emitter.event.Payload;
import dev.emitter.event.Presentation;
import dev.emitter.filter.EventExpression;
import dev.emitter.filter.FilterInput;
import dev.emitter.http.HeaderText;
import dev.emitter.http.HttpHeader;
import dev.emitter.http.OutgoingRequest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes requests out of events: the CloudEvents HTTP binding in its three modes, headers of the
 * emitter's own, and the limit on the size. Immutable and thread-safe.
 */
final class WebhookRequests {

  private static final String POST = "POST";
  private static final String CONTENT_TYPE = "Content-Type";
  // without a charset: JSON is UTF-8, and some readers compare the whole value
  static final String STRUCTURED = "application/cloudevents+json";
  static final String BATCHED = "application/cloudevents-batch+json";
  static final String RECORDS = "application/json";
  private static final byte[] OPEN = {'['};
  private static final byte[] COMMA = {','};
  private static final byte[] CLOSE = {']'};

  private final WebhookSettings settings;
  private final Presentation presentation;
  private final EventReducer reducer;
  private final @Nullable String origin;

  /**
   * Creates a maker of requests.
   *
   * @param origin who sends, which each request says once the receiver was asked whether it wants
   *     events from there (CloudEvents webhook specification, section 4.1.2); null if it is not
   */
  WebhookRequests(WebhookSettings settings, Clock clock, @Nullable String origin) {
    this.settings = settings;
    this.origin = origin;
    this.presentation =
        settings.mode().several()
            ? new Presentation(
                false, settings.presentation().source(), settings.presentation().subject())
            : settings.presentation();
    this.reducer = new EventReducer(settings.limits(), clock);
  }

  /**
   * A request before it is signed.
   *
   * @param request the request
   * @param messageId gives what is the same for every attempt to send the same events
   */
  record Unsigned(OutgoingRequest request, Supplier<String> messageId) {}

  /** Tells that an event cannot be sent; the message is the reason. */
  static final class UnsendableException extends Exception {

    private static final long serialVersionUID = 1L;

    UnsendableException(String reason) {
      super(reason);
    }
  }

  /** Returns the event as it is sent: reduced if it is too large. */
  EncodedEvent fitting(Delivery delivery) throws UnsendableException {
    EncodedEvent event = delivery.event();
    if (isRecords() && !event.hasJsonData()) {
      throw new UnsendableException("it has no JSON data, which mode records sends");
    }
    long size = size(event);
    if (size <= settings.limits().maxBytes()) {
      return event;
    }
    EncodedEvent reduced = reducer.reduce(event, this::size);
    if (reduced == null) {
      throw new UnsendableException(
          "the request would have "
              + size
              + " bytes; maxBytes allows "
              + settings.limits().maxBytes()
              + (settings.limits().reduce().isEmpty()
                  ? ", and reduce names no fields that may be left out"
                  : ", also without the fields that reduce names"));
    }
    return reduced;
  }

  /** Returns how large a request with this event alone would be. */
  long size(EncodedEvent event) {
    long around = settings.mode().several() ? 2 : 0;
    return around + body(event).size();
  }

  private Payload body(EncodedEvent event) {
    Payload data = isBinary(event) || isRecords() ? event.data(presentation) : null;
    return data == null ? event.structured(presentation) : data;
  }

  private boolean isRecords() {
    return settings.mode() == WebhookSettings.Mode.RECORDS;
  }

  /** An event without data goes structured: the webhook specification wants a payload. */
  private boolean isBinary(EncodedEvent event) {
    return settings.mode() == WebhookSettings.Mode.BINARY && event.fitsBinaryMode();
  }

  /** Returns the request that carries one event. */
  Unsigned single(Delivery delivery, EncodedEvent event) throws UnsendableException {
    List<HttpHeader> headers = new ArrayList<>();
    if (isBinary(event)) {
      requireContentType(event);
      headers.addAll(EventHeaders.of(event, presentation));
    } else {
      headers.add(new HttpHeader(CONTENT_TYPE, STRUCTURED));
    }
    addOwn(headers);
    headers.addAll(computed(delivery));
    OutgoingRequest request = new OutgoingRequest(POST, settings.url(), headers, body(event));
    return new Unsigned(request, () -> MessageId.of(event));
  }

  private void addOwn(List<HttpHeader> headers) {
    headers.addAll(settings.headers());
    if (origin != null) {
      headers.add(new HttpHeader(Handshake.ORIGIN, origin));
    }
  }

  /** It is sent as it is, so that nothing else may come with it. */
  private static void requireContentType(EncodedEvent event) throws UnsendableException {
    String type = event.event().getDataContentType();
    String fault = type == null ? null : HeaderText.valueFault(type);
    if (fault != null) {
      throw new UnsendableException("its datacontenttype " + fault);
    }
  }

  private List<HttpHeader> computed(Delivery delivery) throws UnsendableException {
    List<HttpHeader> headers = new ArrayList<>();
    if (settings.headerFrom().isEmpty()) {
      return headers;
    }
    FilterInput input = new FilterInput(delivery.topic(), delivery.event());
    for (Map.Entry<String, EventExpression> entry : settings.headerFrom().entrySet()) {
      EventExpression.Text text = entry.getValue().evaluate(input);
      if (text.failure() != null) {
        throw new UnsendableException(
            "headerFrom." + entry.getKey() + ": " + entry.getValue() + ": " + text.failure());
      }
      if (text.text() != null) {
        headers.add(new HttpHeader(entry.getKey(), HeaderText.encode(text.text())));
      }
    }
    return headers;
  }

  /** Returns the request that carries several events (HTTP binding, section 3.3), or their data. */
  Unsigned batch(List<EncodedEvent> events) {
    List<byte[]> parts = new ArrayList<>();
    for (EncodedEvent event : events) {
      parts.add(parts.isEmpty() ? OPEN : COMMA);
      parts.add(body(event).toByteArray());
    }
    parts.add(CLOSE);
    List<HttpHeader> headers = new ArrayList<>();
    headers.add(new HttpHeader(CONTENT_TYPE, isRecords() ? RECORDS : BATCHED));
    addOwn(headers);
    Payload body = Payload.of(parts.toArray(byte[][]::new));
    OutgoingRequest request = new OutgoingRequest(POST, settings.url(), headers, body);
    return new Unsigned(request, () -> MessageId.of(events));
  }
}
