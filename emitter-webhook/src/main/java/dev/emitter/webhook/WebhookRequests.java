package dev.emitter.webhook;

import dev.emitter.channel.Delivery;
import dev.emitter.event.EncodedEvent;
import dev.emitter.event.Payload;
import dev.emitter.event.Presentation;
import dev.emitter.expressions.SharedSteps;
import dev.emitter.filter.EventExpression;
import dev.emitter.filter.FilterInput;
import dev.emitter.http.HeaderText;
import dev.emitter.http.HttpHeader;
import dev.emitter.http.OutgoingRequest;
import dev.emitter.mapping.Mapping;
import dev.emitter.mapping.Rendering;
import dev.emitter.mapping.RowMapping;
import dev.emitter.mapping.UnfitRowException;
import dev.emitter.topic.Topic;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes requests out of events: the CloudEvents HTTP binding in its three modes, a mapping, or
 * rows; headers of the emitter's own, and the limit on the size. Immutable and thread-safe.
 */
final class WebhookRequests {

  private static final String POST = "POST";
  private static final String CONTENT_TYPE = "Content-Type";
  // without a charset: JSON is UTF-8, and some readers compare the whole value
  static final String STRUCTURED = "application/cloudevents+json";
  static final String BATCHED = "application/cloudevents-batch+json";
  static final String JSON = "application/json";
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
        settings.several()
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

  /**
   * An event as it is sent.
   *
   * @param event the event, reduced if it was too large
   * @param body its body, or its part of one
   */
  record Fitting(EncodedEvent event, Payload body) {}

  /** Returns the event as it is sent: reduced if it is too large. */
  Fitting fitting(Delivery delivery) throws UnsendableException {
    EncodedEvent event = delivery.event();
    if (isRecords() && !event.hasJsonData()) {
      throw new UnsendableException("it has no JSON data, which mode records sends");
    }
    Payload whole = body(delivery.topic(), event);
    if (whole != null && isFitting(whole)) {
      return new Fitting(event, whole);
    }
    EncodedEvent reduced = reducer.reduce(event, less -> isFitting(bodyOrNull(delivery, less)));
    if (reduced == null) {
      throw new UnsendableException(tooLarge(whole));
    }
    return new Fitting(reduced, Objects.requireNonNull(body(delivery.topic(), reduced)));
  }

  private boolean isFitting(@Nullable Payload body) {
    return body != null && size(body) <= settings.limits().maxBytes();
  }

  private String tooLarge(@Nullable Payload body) {
    return "the request would have "
        + (body == null ? "too many" : size(body))
        + " bytes; maxBytes allows "
        + settings.limits().maxBytes()
        + (settings.limits().reduce().isEmpty()
            ? ", and reduce names no fields that may be left out"
            : ", also without the fields that reduce names");
  }

  /** Returns how large a request with this body, or this part of one, alone would be. */
  long size(Payload body) {
    boolean inArray = settings.several() && !isRendered();
    return body.size() + (inArray ? 2L : 0L);
  }

  /** Returns the body, or null if it is larger than any may be. */
  private @Nullable Payload body(Topic topic, EncodedEvent event) throws UnsendableException {
    if (isRendered()) {
      return mapped(render(List.of(new FilterInput(topic, event)), settings.limits().maxBytes()));
    }
    if (settings.rows() != null) {
      return row(settings.rows(), new FilterInput(topic, event));
    }
    Payload data = isBinary(event) || isRecords() ? event.data(presentation) : null;
    return data == null ? event.structured(presentation) : data;
  }

  private static Payload row(RowMapping rows, FilterInput input) throws UnsendableException {
    try {
      return Payload.of(rows.row(input).json());
    } catch (UnfitRowException e) {
      throw new UnsendableException(String.valueOf(e.getMessage()));
    }
  }

  private @Nullable Payload bodyOrNull(Delivery delivery, EncodedEvent event) {
    try {
      return body(delivery.topic(), event);
    } catch (UnsendableException e) {
      return null; // the mapping fails without what was left out
    }
  }

  private static @Nullable Payload mapped(Rendering rendering) throws UnsendableException {
    if (rendering instanceof Rendering.Failed failed) {
      throw new UnsendableException(failed.toString());
    }
    return rendering instanceof Rendering.Rendered rendered ? rendered.json() : null;
  }

  /**
   * Returns what the mapping makes of events: one, unless it is an envelope.
   *
   * @param maxBytes how large it may be
   */
  Rendering render(List<FilterInput> inputs, long maxBytes) {
    BodyRenderer renderer = Objects.requireNonNull(settings.renderer());
    Rendering rendering = renderer.render(inputs, maxBytes);
    return settings.presentation().prettyPrint() && rendering instanceof Rendering.Rendered rendered
        ? indented(rendered, maxBytes)
        : rendering;
  }

  private static Rendering indented(Rendering.Rendered rendered, long maxBytes) {
    Payload json = rendered.json().indented();
    return json.size() <= maxBytes
        ? new Rendering.Rendered(json)
        : new Rendering.TooLarge(maxBytes);
  }

  private boolean isRendered() {
    return settings.mode().isRendered();
  }

  private boolean isRecords() {
    return settings.mode() == WebhookSettings.Mode.RECORDS;
  }

  /** An event without data goes structured: the webhook specification wants a payload. */
  private boolean isBinary(EncodedEvent event) {
    return settings.mode() == WebhookSettings.Mode.BINARY && event.fitsBinaryMode();
  }

  /** Returns the request that carries one event. */
  Unsigned single(Delivery delivery, Fitting fitting) throws UnsendableException {
    EncodedEvent event = fitting.event();
    RequestHeaders headers = new RequestHeaders();
    if (isBinary(event)) {
      requireContentType(event);
      EventHeaders.add(headers, event, presentation);
    } else {
      headers.add(new HttpHeader(CONTENT_TYPE, isRendered() ? JSON : STRUCTURED));
    }
    headers.addAll(own());
    addComputed(headers, delivery);
    addRendered(headers, new FilterInput(delivery.topic(), event));
    OutgoingRequest request =
        new OutgoingRequest(POST, settings.url(), headers.all(), fitting.body());
    return new Unsigned(request, () -> MessageId.of(event));
  }

  private List<HttpHeader> own() {
    List<HttpHeader> headers = new ArrayList<>(settings.headers());
    if (origin != null) {
      headers.add(new HttpHeader(Handshake.ORIGIN, origin));
    }
    return headers;
  }

  /** What the definition sets itself stays. */
  private void addRendered(RequestHeaders headers, FilterInput input) throws UnsendableException {
    if (settings.renderer() != null && !settings.several()) {
      for (HttpHeader one : settings.renderer().headers(input)) {
        if (!headers.has(one.name())) {
          headers.add(one);
        }
      }
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

  private void addComputed(RequestHeaders headers, Delivery delivery) throws UnsendableException {
    if (settings.headerFrom().isEmpty()) {
      return;
    }
    FilterInput input = new FilterInput(delivery.topic(), delivery.event());
    SharedSteps steps = Mapping.newSteps();
    for (Map.Entry<String, EventExpression> entry : settings.headerFrom().entrySet()) {
      EventExpression.Text text = entry.getValue().evaluateWithin(steps, input);
      if (text.failure() != null) {
        throw new UnsendableException(
            "headerFrom." + entry.getKey() + ": " + entry.getValue() + ": " + text.failure());
      }
      if (text.text() != null) {
        headers.encode(entry.getKey(), text.text());
      }
    }
  }

  /** Returns the request that carries several events (HTTP binding, section 3.3), or their data. */
  Unsigned batch(List<Fitting> events) {
    List<byte[]> parts = new ArrayList<>();
    for (Fitting event : events) {
      parts.add(parts.isEmpty() ? OPEN : COMMA);
      parts.add(event.body().toByteArray());
    }
    parts.add(CLOSE);
    Payload body = Payload.of(parts.toArray(byte[][]::new));
    String mediaType = Objects.requireNonNull(settings.mode().mediaType(), "several events");
    return several(events.stream().map(Fitting::event).toList(), mediaType, body);
  }

  /** Returns the request that carries what an envelope has made of several events. */
  Unsigned enveloped(List<EncodedEvent> events, Payload body) {
    return several(events, JSON, body);
  }

  private Unsigned several(List<EncodedEvent> events, String mediaType, Payload body) {
    List<HttpHeader> headers = new ArrayList<>();
    headers.add(new HttpHeader(CONTENT_TYPE, mediaType));
    headers.addAll(own());
    OutgoingRequest request = new OutgoingRequest(POST, settings.url(), headers, body);
    return new Unsigned(request, () -> MessageId.of(events));
  }
}
