package dev.emitter.webhook;

import dev.emitter.channel.ChannelContext;
import dev.emitter.channel.ParameterValues;
import dev.emitter.channel.RowParameters;
import dev.emitter.definition.Secret;
import dev.emitter.event.Presentation;
import dev.emitter.filter.EventExpression;
import dev.emitter.http.HttpHeader;
import dev.emitter.http.TlsSettings;
import dev.emitter.mapping.RowMapping;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters of one Webhook emitter, read. Immutable. */
record WebhookSettings(
    URI url,
    Mode mode,
    boolean several,
    @Nullable BodyRenderer renderer,
    @Nullable RowMapping rows,
    DeliveryHeaders deliveryHeaders,
    Presentation presentation,
    List<HttpHeader> headers,
    Map<String, EventExpression> headerFrom,
    AnswerTimeout answerTimeout,
    Duration connectTimeout,
    OutcomeRules outcomes,
    AttemptDetail attempts,
    HandshakeSettings handshake,
    @Nullable String scheme,
    List<Secret> secrets,
    TlsSettings tls,
    Limits limits,
    int batch,
    Duration batchWait) {

  /** How an event becomes a request. */
  enum Mode {
    BINARY,
    STRUCTURED,
    BATCHED,
    /** The data of several events, alone, as a JSON array. */
    RECORDS,
    /** What a mapping makes of one event, or of several. */
    MAPPED,
    /** Rows that columns make of several events, as a JSON array. */
    ROWS,
    /** The entries of a flow that one event is. */
    FLOW_TRACES;

    static Mode of(ParameterValues given) {
      String mode = given.requiredString(WebhookParameters.MODE);
      return valueOf(mode.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** Returns whether the body is made by a {@link BodyRenderer}. */
    boolean isRendered() {
      return this == MAPPED || this == FLOW_TRACES;
    }

    /** Returns whether the receiver gets what the definition says, not the event or its data. */
    boolean isOwnShape() {
      return isRendered() || this == ROWS;
    }

    /** Returns the media type of all requests, or null if each has that of its event's data. */
    @Nullable String mediaType() {
      return switch (this) {
        case BINARY -> null;
        case STRUCTURED -> WebhookRequests.STRUCTURED;
        case BATCHED -> WebhookRequests.BATCHED;
        case RECORDS, MAPPED, ROWS, FLOW_TRACES -> WebhookRequests.JSON;
      };
    }

    /** Returns what to try with a receiver that does not take the media type. */
    String alternative() {
      return switch (this) {
        case STRUCTURED -> "; try mode binary";
        case BATCHED -> "; try mode structured or binary";
        case BINARY, RECORDS, MAPPED, ROWS, FLOW_TRACES -> "";
      };
    }
  }

  /**
   * What may be sent at most.
   *
   * @param maxBytes the largest body
   * @param reduce the fields of the data that may be left out of a larger one, in this order
   * @param wholeEvent where the whole event is found, or null
   * @param requestsPerSecond the most requests a second; null for any
   */
  record Limits(
      long maxBytes,
      List<String> reduce,
      @Nullable URI wholeEvent,
      @Nullable Double requestsPerSecond) {}

  /** Returns whether one request may carry several events by what a definition gives. */
  static boolean several(ParameterValues given) {
    return switch (Mode.of(given)) {
      case BINARY, STRUCTURED, FLOW_TRACES -> false;
      case BATCHED, RECORDS, ROWS -> true;
      case MAPPED -> given.json(WebhookParameters.ENVELOPE) != null;
    };
  }

  static WebhookSettings of(ChannelContext context) {
    ParameterValues given = context.parameters();
    ParameterValues signing = given.object(WebhookParameters.SIGNING);
    ParameterValues batch = given.object(WebhookParameters.BATCH);
    boolean signs = given.names().contains(WebhookParameters.SIGNING);
    return new WebhookSettings(
        URI.create(given.requiredUri(WebhookParameters.URL).toASCIIString()),
        Mode.of(given),
        several(given),
        BodyRenderer.of(given),
        Mode.of(given) == Mode.ROWS ? RowParameters.mapping(given) : null,
        DeliveryHeaders.of(given),
        context.presentation(),
        headers(given.object(WebhookParameters.HEADERS)),
        expressions(given.object(WebhookParameters.HEADER_FROM)),
        AnswerTimeout.of(given, context.definition().owner() != null),
        given.requiredDuration(WebhookParameters.CONNECT_TIMEOUT),
        OutcomeRules.of(given),
        AttemptDetail.of(given),
        HandshakeSettings.of(given),
        signs ? signing.string(WebhookParameters.SCHEME) : null,
        secrets(signing),
        tls(given.object(WebhookParameters.TLS)),
        limits(given),
        several(given) ? (int) batch.requiredInteger(WebhookParameters.MAX) : 1,
        batch.requiredDuration(WebhookParameters.WAIT));
  }

  static List<HttpHeader> headers(ParameterValues given) {
    return given.names().stream()
        .sorted()
        .map(name -> new HttpHeader(name, given.requiredString(name)))
        .toList();
  }

  private static Map<String, EventExpression> expressions(ParameterValues given) {
    Map<String, EventExpression> expressions = new LinkedHashMap<>();
    given.names().stream()
        .sorted()
        .forEach(
            name -> expressions.put(name, EventExpression.compile(given.requiredString(name))));
    return expressions;
  }

  static List<Secret> secrets(ParameterValues signing) {
    List<Secret> secrets = new ArrayList<>();
    signing.list(WebhookParameters.SECRETS).forEach(one -> secrets.add((Secret) one));
    return List.copyOf(secrets);
  }

  static TlsSettings tls(ParameterValues given) {
    return new TlsSettings(
        given.requiredBool(WebhookParameters.VERIFY),
        given.string(WebhookParameters.CA),
        given.string(WebhookParameters.CERTIFICATE),
        given.secret(WebhookParameters.KEY));
  }

  private static Limits limits(ParameterValues given) {
    List<String> reduce = new ArrayList<>();
    given.list(WebhookParameters.REDUCE).forEach(one -> reduce.add((String) one));
    BigDecimal rate = given.number(WebhookParameters.RATE_LIMIT);
    return new Limits(
        given.requiredInteger(WebhookParameters.MAX_BYTES),
        List.copyOf(reduce),
        given.uri(WebhookParameters.WHOLE_EVENT),
        rate == null ? null : rate.doubleValue());
  }
}
