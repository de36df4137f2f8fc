package dev.emitter.webhook;

import dev.emitter.channel.ChannelContext;
import dev.emitter.channel.ParameterValues;
import dev.emitter.definition.Identity;
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
  private final WebhookSettings settings;
  private final @Nullable String origin;
  private final Problems problems;

  WebhookChecks(ChannelContext context, @Nullable String origin, Problems problems) {
    this.context = context;
    this.given = context.parameters();
    this.settings = WebhookSettings.of(context);
    this.origin = origin;
    this.problems = problems;
  }

  void run() {
    address(WebhookParameters.URL);
    address(WebhookParameters.CALLBACK);
    headers(WebhookParameters.HEADERS, true);
    headers(WebhookParameters.HEADER_FROM, false);
    signing();
    credentials();
    tls();
    handshake();
    headersSetTwice();
    rateLimit();
    severalEvents();
    shortSecrets();
  }

  private void rateLimit() {
    BigDecimal rate = given.number(WebhookParameters.RATE_LIMIT);
    if (rate != null && rate.compareTo(SLOWEST) < 0) {
      problems.add(
          AT + WebhookParameters.RATE_LIMIT,
          "found " + rate.toPlainString() + "; must be at least " + SLOWEST + " a second");
    }
  }

  private void severalEvents() {
    boolean several = settings.mode().several();
    if (!several && given.names().contains(WebhookParameters.BATCH)) {
      problems.add(
          AT + WebhookParameters.BATCH,
          "has a meaning only where mode is \"batched\" or \"records\"");
    }
    if (several && !given.object(WebhookParameters.HEADER_FROM).names().isEmpty()) {
      problems.add(
          AT + WebhookParameters.HEADER_FROM, "a request with several events has no one value");
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
    Identity identity = context.identity();
    if (identity != null) {
      String own = identity instanceof Identity.ApiKey key ? key.header() : "Authorization";
      seen.add(own.toLowerCase(Locale.ROOT));
    }
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

  private void signing() {
    if (given.names().contains(WebhookParameters.SIGNING)) {
      String fault = Signing.of(String.valueOf(settings.scheme())).problem(settings.secrets());
      if (fault != null) {
        problems.add(AT + WebhookParameters.SIGNING + "." + WebhookParameters.SECRETS, fault);
      }
    }
  }

  private void credentials() {
    Identity identity = context.identity();
    String fault = identity == null ? null : Credentials.problem(identity);
    if (fault != null) {
      problems.add("$.identityRef", fault);
    }
  }

  private void tls() {
    TlsSettings tls = settings.tls();
    String path = AT + WebhookParameters.TLS;
    if (!tls.verify() && context.definition().owner() != null) {
      problems.add(path + "." + WebhookParameters.VERIFY, "only operators may set it to false");
    }
    String fault = Tls.check(tls);
    if (fault != null) {
      problems.add(path, fault);
    }
  }

  private void handshake() {
    HandshakeSettings handshake = settings.handshake();
    if (handshake.required() && handshake.origin() == null && origin == null) {
      problems.add(
          AT + WebhookParameters.ORIGIN, "missing: the handshake tells the receiver who asks");
    }
    String named = handshake.origin();
    if (named != null && !named.equals(HeaderText.encode(named))) {
      problems.add(AT + WebhookParameters.ORIGIN, "is no host name");
    }
  }

  /** Too short to be taken out of an answer: it would take ordinary words with it. */
  private void shortSecrets() {
    for (int i = 0; i < settings.secrets().size(); i++) {
      if (Redaction.isTooShort(settings.secrets().get(i))) {
        String path = AT + WebhookParameters.SIGNING + "." + WebhookParameters.SECRETS;
        problems.warn(path + "[" + i + "]", TOO_SHORT, LONGER);
      }
    }
    for (HttpHeader header : settings.headers()) {
      if (Redaction.isSecret(header) && Redaction.isTooShort(header)) {
        String path = AT + WebhookParameters.HEADERS + "['" + header.name() + "']";
        problems.warn(path, TOO_SHORT, LONGER);
      }
    }
    Identity identity = context.identity();
    if (identity != null && Redaction.isTooShort(Credentials.secret(identity))) {
      problems.warn("$.identityRef", TOO_SHORT, LONGER);
    }
  }
}
