package dev.emitter.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.emitter.definition.Identity;
import dev.emitter.event.Payload;
import dev.emitter.problem.EmitterException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Exchanges client credentials for tokens (RFC 6749, 4.4), as client_secret_basic. Thread-safe. */
final class TokenEndpoint {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration WITHIN = Duration.ofSeconds(10);
  private static final int SHOWN = 200;

  private final Identity.OAuth2 identity;
  private final HttpTransport transport;
  private final Clock clock;
  private final URI uri;

  TokenEndpoint(Identity.OAuth2 identity, HttpTransport transport, Clock clock) {
    this.identity = identity;
    this.transport = transport;
    this.clock = clock;
    this.uri = identity.tokenUri();
  }

  /** Returns a new token, or fails with {@link TransportException}; never throws. */
  CompletionStage<AccessToken> fetch() {
    try {
      String secret = identity.clientSecret().reveal();
      return transport
          .send(request(secret), WITHIN)
          .handle((answer, fault) -> token(answer, fault, secret));
    } catch (EmitterException e) {
      return CompletableFuture.failedFuture(failure(String.valueOf(e.getMessage()), e));
    }
  }

  private OutgoingRequest request(String secret) {
    String form = "grant_type=client_credentials";
    if (!identity.scopes().isEmpty()) {
      form += "&scope=" + encoded(String.join(" ", identity.scopes()));
    }
    return new OutgoingRequest(
        "POST",
        uri,
        List.of(
            credentials(secret),
            new HttpHeader("Content-Type", "application/x-www-form-urlencoded"),
            new HttpHeader("Accept", "application/json")),
        Payload.of(form.getBytes(StandardCharsets.US_ASCII)));
  }

  private AccessToken token(@Nullable HttpAnswer answer, @Nullable Throwable fault, String secret) {
    if (answer == null) {
      Throwable cause = fault instanceof CompletionException ? fault.getCause() : fault;
      String why =
          cause instanceof TransportException ? String.valueOf(cause.getMessage()) : "failed";
      throw new CompletionException(failure("no answer: " + hidden(why, secret), cause));
    }
    if (answer.status() != 200) {
      throw new CompletionException(
          failure("answered " + answer.status() + hidden(error(answer.head()), secret), null));
    }
    try {
      return AccessToken.read(answer.head(), clock.instant());
    } catch (IllegalArgumentException e) {
      throw new CompletionException(failure(String.valueOf(e.getMessage()), null));
    }
  }

  private TransportException failure(String what, @Nullable Throwable cause) {
    String authority = String.valueOf(uri.getRawAuthority());
    String host = authority.substring(authority.indexOf('@') + 1);
    String place = uri.getScheme() + "://" + host + uri.getRawPath();
    return new TransportException(
        TransportException.Kind.CREDENTIALS, "token endpoint " + place + ": " + what, cause);
  }

  /** Returns the error of RFC 6749, 5.2, as far as there is one. */
  private static String error(String body) {
    try {
      JsonNode json = JSON.readTree(body);
      String error = json == null ? "" : json.path("error").asText("");
      String description = json == null ? "" : json.path("error_description").asText("");
      return (error.isEmpty() ? "" : ", " + error)
          + (description.isEmpty() ? "" : " (" + description + ")");
    } catch (JsonProcessingException e) {
      return "";
    }
  }

  private HttpHeader credentials(String secret) {
    return Credentials.basic(encoded(identity.clientId()), encoded(secret));
  }

  /** Returns a text of another's without the secret, bounded and on one line. */
  private String hidden(String text, String secret) {
    if (Redaction.isTooShort(secret)) {
      return "";
    }
    String hidden = secret.isEmpty() ? text : text.replace(secret, "****");
    String line = Redaction.of(hidden, List.of(credentials(secret)));
    line = line.replace(encoded(secret).isEmpty() ? "\0" : encoded(secret), "****");
    line = line.replaceAll("\\p{Cntrl}", " ");
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
