package dev.emitter.webhook;

import dev.emitter.channel.ChannelContext;
import dev.emitter.channel.ParameterValues;
import dev.emitter.definition.Identity;
import dev.emitter.problem.Problems;
import java.math.BigDecimal;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds what is wrong with a definition beyond the types of its parameters. Used once. */
final class WebhookChecks {

  private static final String AT = "$.parameters.";
  private static final Set<String> SCHEMES = Set.of("http", "https");

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
    address(WebhookParameters.URL);
    address(WebhookParameters.CALLBACK);
    headers(WebhookParameters.HEADERS, true);
    headers(WebhookParameters.HEADER_FROM, false);
    signing();
    credentials();
    tls();
    handshake();
    BigDecimal rate = given.number(WebhookParameters.RATE_LIMIT);
    if (rate != null && rate.signum() <= 0) {
      problems.add(AT + WebhookParameters.RATE_LIMIT, "found " + rate + "; must be above 0");
    }
    boolean batched = "batched".equals(given.string(WebhookParameters.MODE));
    if (!batched && given.names().contains(WebhookParameters.BATCH)) {
      problems.add(AT + WebhookParameters.BATCH, "has a meaning only where mode is \"batched\"");
    }
    if (batched && !given.object(WebhookParameters.HEADER_FROM).names().isEmpty()) {
      problems.add(
          AT + WebhookParameters.HEADER_FROM, "a request with several events has no one value");
    }
  }

  private void address(String name) {
    URI uri = given.uri(name);
    if (uri == null) {
      return;
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!SCHEMES.contains(scheme)) {
      problems.add(AT + name, "must begin with https:// or http://");
    } else if (uri.getHost() == null) {
      problems.add(AT + name, "names no host");
    } else if (uri.getRawUserInfo() != null) {
      problems.add(AT + name, "must hold no user and password: use identityRef");
    } else if (uri.getRawFragment() != null) {
      problems.add(AT + name, "must have no fragment (#..): it would not be sent");
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

  private void signing() {
    if (given.names().contains(WebhookParameters.SIGNING)) {
      WebhookSettings settings = WebhookSettings.of(context);
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
    TlsSettings tls = WebhookSettings.of(context).tls();
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
    HandshakeSettings handshake = HandshakeSettings.of(given);
    if (handshake.required() && handshake.origin() == null && origin == null) {
      problems.add(
          AT + WebhookParameters.ORIGIN, "missing: the handshake tells the receiver who asks");
    }
    String named = handshake.origin();
    if (named != null && !named.equals(HeaderText.encode(named))) {
      problems.add(AT + WebhookParameters.ORIGIN, "is no host name");
    }
  }
}
