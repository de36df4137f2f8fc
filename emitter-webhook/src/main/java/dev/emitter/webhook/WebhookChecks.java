package dev.emitter.webhook;

import dev.emitter.channel.ChannelContext;
import dev.emitter.channel.CommonParameters;
import dev.emitter.channel.ParameterChecks;
import dev.emitter.channel.ParameterValues;
import dev.emitter.channel.RowParameters;
import dev.emitter.definition.Identity;
import dev.emitter.definition.Secret;
import dev.emitter.http.Credentials;
import dev.emitter.http.HeaderText;
import dev.emitter.http.HttpHeader;
import dev.emitter.http.ReceiverAddress;
import dev.emitter.http.Redaction;
import dev.emitter.http.Tls;
import dev.emitter.mapping.FlowMapping;
import dev.emitter.problem.Problems;
import java.math.BigDecimal;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds what is wrong with a definition beyond the types of its parameters. Used once. */
final class WebhookChecks {

  private static final String AT = "$.parameters.";
  private static final BigDecimal SLOWEST = new BigDecimal("0.001");
  private static final String TOO_SHORT =
      "the secret is too short to be taken out of what the receiver answers, so no answer is kept"
          + " as evidence";
  private static final String LONGER = "use one of 6 characters or more";

  private final ChannelContext context;
  private final ParameterValues given;
  private final @Nullable String origin;
  private final Problems problems;

  WebhookChecks(ChannelContext context, @Nullable String origin, Problems problems) {
    this.context = context;
    this.given = context.parameters();
    this.origin = origin;
    this.problems = problems;
  }

  void run() {
    ParameterChecks.each(
        () -> address(WebhookParameters.URL),
        () -> address(WebhookParameters.CALLBACK),
        () -> headers(WebhookParameters.HEADERS, true),
        () -> headers(WebhookParameters.HEADER_FROM, false),
        this::signing,
        this::credentials,
        this::verification,
        this::certificates,
        this::handshake,
        this::origin,
        this::headersSetTwice,
        this::rateLimit,
        this::batch,
        () -> mapped(WebhookParameters.BODY),
        () -> mapped(WebhookParameters.ENVELOPE),
        this::mapping,
        () -> RowParameters.checkMode(context, problems),
        this::flow,
        this::deliveryHeaders,
        () -> overridden(CommonParameters.SOURCE.name()),
        () -> overridden(CommonParameters.SUBJECT.name()),
        this::headersOfSeveralEvents,
        this::shortSigningSecrets,
        this::shortHeaders,
        this::shortCredentials);
  }

  private void rateLimit() {
    BigDecimal rate = given.number(WebhookParameters.RATE_LIMIT);
    if (rate != null && rate.compareTo(SLOWEST) < 0) {
      problems.add(
          AT + WebhookParameters.RATE_LIMIT,
          "found " + rate.toPlainString() + "; must be at least " + SLOWEST + " a second");
    }
  }

  private void batch() {
    if (!WebhookSettings.several(given) && given.names().contains(WebhookParameters.BATCH)) {
      problems.add(
          AT + WebhookParameters.BATCH,
          "has a meaning only where mode is \"batched\", \"records\" or \"rows\", or \"mapped\" with"
              + " an envelope");
    }
  }

  private void headersOfSeveralEvents() {
    boolean several = WebhookSettings.several(given);
    if (several && !given.object(WebhookParameters.HEADER_FROM).names().isEmpty()) {
      problems.add(
          AT + WebhookParameters.HEADER_FROM, "a request with several events has no one value");
    }
  }

  private boolean isMapped() {
    return WebhookSettings.Mode.of(given) == WebhookSettings.Mode.MAPPED;
  }

  /** Also of a mapping that has faults of its own. */
  private boolean isWritten(String name) {
    return context.definition().parameters().has(name);
  }

  private void mapped(String name) {
    if (isWritten(name) && !isMapped()) {
      problems.add(AT + name, "has a meaning only where mode is \"mapped\"");
    }
  }

  private void mapping() {
    boolean envelope = isWritten(WebhookParameters.ENVELOPE);
    boolean body = isWritten(WebhookParameters.BODY);
    if (isMapped() && body && envelope) {
      problems.add(
          AT + WebhookParameters.ENVELOPE,
          "stands beside body; a request is made of one event by body, or of several by envelope");
    } else if (isMapped() && !body && !envelope) {
      problems.add(
          AT + WebhookParameters.BODY,
          "missing: mode \"mapped\" needs body, or envelope for several events in one request");
    }
  }

  private void flow() {
    boolean traces = WebhookSettings.Mode.of(given) == WebhookSettings.Mode.FLOW_TRACES;
    for (String name : List.of(WebhookParameters.FLOW, WebhookParameters.FORMAT)) {
      if (!traces && isWritten(name)) {
        problems.add(AT + name, "has a meaning only where mode is \"flow-traces\"");
      }
    }
    FlowMapping unused = BodyRenderer.flow(given, problems);
  }

  private void deliveryHeaders() {
    ParameterValues names = given.object(WebhookParameters.DELIVERY_HEADERS);
    Set<String> seen = new HashSet<>();
    ParameterChecks.each(() -> ofIdentity(context.identity(), seen));
    for (String member : DeliveryHeaders.MEMBERS) {
      String name = names.requiredString(member);
      String fault = HeaderText.nameFault(name);
      if (fault == null && !seen.add(name.toLowerCase(Locale.ROOT))) {
        fault = "is set twice, in deliveryHeaders or by the identity";
      }
      if (fault != null) {
        problems.add(AT + WebhookParameters.DELIVERY_HEADERS + "." + member, fault);
      }
    }
  }

  private void overridden(String name) {
    WebhookSettings.Mode mode = WebhookSettings.Mode.of(given);
    if (mode.isOwnShape() && given.names().contains(name)) {
      problems.warn(
          AT + name,
          "changes nothing where mode is \"" + given.string(WebhookParameters.MODE) + "\"",
          "write it into body, envelope, columns or flow as a string in quotes");
    }
  }

  private void address(String name) {
    URI uri = given.uri(name);
    String fault = uri == null ? null : ReceiverAddress.fault(uri);
    if (fault != null) {
      problems.add(AT + name, fault);
    }
  }

  private void headers(String name, boolean constant) {
    ParameterValues headers = given.object(name);
    for (String header : headers.names()) {
      String path = AT + name + "['" + header + "']";
      String fault = HeaderText.nameFault(header);
      if (fault != null) {
        problems.add(path, fault);
      } else if (constant) {
        String value = HeaderText.valueFault(headers.requiredString(header));
        if (value != null) {
          problems.add(path, value);
        }
      }
    }
  }

  /** Names are alike whatever their case; which value counts would be the receiver's guess. */
  private void headersSetTwice() {
    Set<String> seen = new HashSet<>();
    ParameterChecks.each(() -> ofIdentity(context.identity(), seen));
    for (String name : List.of(WebhookParameters.HEADERS, WebhookParameters.HEADER_FROM)) {
      for (String header : new TreeSet<>(given.object(name).names())) {
        if (!seen.add(header.toLowerCase(Locale.ROOT))) {
          problems.add(
              AT + name + "['" + header + "']",
              "is set twice, in headers, headerFrom or by the identity");
        }
      }
    }
  }

  private static void ofIdentity(@Nullable Identity identity, Set<String> headers) {
    if (identity != null) {
      String own = identity instanceof Identity.ApiKey key ? key.header() : "Authorization";
      headers.add(own.toLowerCase(Locale.ROOT));
    }
  }

  private void signing() {
    if (given.names().contains(WebhookParameters.SIGNING)) {
      ParameterValues signing = given.object(WebhookParameters.SIGNING);
      Signing.of(signing.requiredString(WebhookParameters.SCHEME))
          .check(
              WebhookSettings.secrets(signing),
              AT + WebhookParameters.SIGNING + "." + WebhookParameters.SECRETS,
              problems);
    }
  }

  private void credentials() {
    Identity identity = context.identity();
    String fault = identity == null ? null : Credentials.problem(identity);
    if (fault != null) {
      problems.add("$.identityRef", fault);
    }
  }

  private void verification() {
    boolean verifies = given.object(WebhookParameters.TLS).requiredBool(WebhookParameters.VERIFY);
    if (!verifies && context.definition().owner() != null) {
      problems.add(
          AT + WebhookParameters.TLS + "." + WebhookParameters.VERIFY,
          "only operators may set it to false");
    }
  }

  private void certificates() {
    String fault = Tls.check(WebhookSettings.tls(given.object(WebhookParameters.TLS)));
    if (fault != null) {
      problems.add(AT + WebhookParameters.TLS, fault);
    }
  }

  private void handshake() {
    String handshake = given.requiredString(WebhookParameters.HANDSHAKE);
    boolean required = handshake.equals(WebhookParameters.REQUIRED);
    if (required && given.string(WebhookParameters.ORIGIN) == null && origin == null) {
      problems.add(
          AT + WebhookParameters.ORIGIN, "missing: the handshake tells the receiver who asks");
    }
  }

  private void origin() {
    String named = given.string(WebhookParameters.ORIGIN);
    if (named != null && !named.equals(HeaderText.encode(named))) {
      problems.add(AT + WebhookParameters.ORIGIN, "is no host name");
    }
  }

  // Secrets too short to be taken out of an answer: that would take ordinary words with them.

  private void shortSigningSecrets() {
    List<Secret> secrets = WebhookSettings.secrets(given.object(WebhookParameters.SIGNING));
    for (int i = 0; i < secrets.size(); i++) {
      if (Redaction.isTooShort(secrets.get(i))) {
        String path = AT + WebhookParameters.SIGNING + "." + WebhookParameters.SECRETS;
        problems.warn(path + "[" + i + "]", TOO_SHORT, LONGER);
      }
    }
  }

  private void shortHeaders() {
    for (HttpHeader header : WebhookSettings.headers(given.object(WebhookParameters.HEADERS))) {
      if (Redaction.isSecret(header) && Redaction.isTooShort(header)) {
        String path = AT + WebhookParameters.HEADERS + "['" + header.name() + "']";
        problems.warn(path, TOO_SHORT, LONGER);
      }
    }
  }

  private void shortCredentials() {
    Identity identity = context.identity();
    if (identity != null && Redaction.isTooShort(Credentials.secret(identity))) {
      problems.warn("$.identityRef", TOO_SHORT, LONGER);
    }
  }
}
