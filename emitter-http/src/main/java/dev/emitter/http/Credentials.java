package dev.emitter.http;

import dev.emitter.definition.Identity;
import dev.emitter.definition.Secret;
import dev.emitter.problem.EmitterException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes the authentication of an identity, and tells identities that cannot be used. */
public final class Credentials {

  private static final Pattern BEARER = Pattern.compile("[-._~+/0-9A-Za-z]+=*"); // RFC 6750, 2.1
  private static final Pattern VALUE =
      Pattern.compile("[\\x21-\\x7E]([\\x20-\\x7E\\t]*[\\x21-\\x7E])?");

  private Credentials() {}

  /**
   * Returns the authentication of an identity.
   *
   * @param identity null for none
   * @param transport asked for tokens; the caller closes it
   */
  public static Authentication of(
      @Nullable Identity identity, HttpTransport transport, Clock clock) {
    if (identity == null) {
      return new FixedAuthentication(List::of);
    }
    if (identity instanceof Identity.OAuth2 oauth) {
      return new ClientCredentials(new TokenEndpoint(oauth, transport, clock), clock);
    }
    return new FixedAuthentication(() -> List.of(header(identity)));
  }

  /**
   * Returns the authentication of an identity for requests to one address.
   *
   * @param identity null for none
   * @param transport asked for tokens; the caller closes it
   * @param target where requests go, which signed tokens are for
   */
  public static Authentication of(
      @Nullable Identity identity, HttpTransport transport, Clock clock, URI target) {
    return identity instanceof Identity.Sas sas
        ? new FixedAuthentication(
            () -> List.of(SharedAccessSignature.header(sas, target, clock.instant())))
        : of(identity, transport, clock);
  }

  /** Returns why an identity cannot be used, secrets left aside, or null. */
  public static @Nullable String problem(Identity identity) {
    if (identity instanceof Identity.Basic basic) {
      return basic.user().chars().anyMatch(c -> c == ':' || Character.isISOControl(c))
          ? "user: must have neither a colon nor control characters (RFC 7617)"
          : null;
    }
    if (identity instanceof Identity.OAuth2 oauth) {
      String fault = ReceiverAddress.fault(oauth.tokenUri());
      return fault == null ? null : "tokenUri: " + fault;
    }
    return identity instanceof Identity.ApiKey key ? problem(key.header()) : null;
  }

  /** Returns what is secret in an identity. */
  public static Secret secret(Identity identity) {
    if (identity instanceof Identity.Basic basic) {
      return basic.password();
    }
    if (identity instanceof Identity.Bearer bearer) {
      return bearer.token();
    }
    if (identity instanceof Identity.Sas sas) {
      return sas.key();
    }
    return identity instanceof Identity.OAuth2 oauth
        ? oauth.clientSecret()
        : ((Identity.ApiKey) identity).key();
  }

  private static @Nullable String problem(String header) {
    String fault = HeaderText.nameFault(header);
    return fault == null ? null : "header = '" + header + "': " + fault;
  }

  private static HttpHeader header(Identity identity) {
    String problem = problem(identity);
    if (problem != null) {
      throw new EmitterException(problem);
    }
    if (identity instanceof Identity.Basic basic) {
      return basic(basic.user(), basic.password().reveal());
    }
    if (identity instanceof Identity.Bearer bearer) {
      return bearer(checked("token", bearer.token(), BEARER));
    }
    if (!(identity instanceof Identity.ApiKey key)) {
      throw new EmitterException("identities of type sas are for webhooks alone");
    }
    return new HttpHeader(key.header(), checked("key", key.key(), VALUE));
  }

  private static String checked(String member, Secret secret, Pattern allowed) {
    String value = secret.reveal();
    if (!allowed.matcher(value).matches()) {
      throw new EmitterException(
          member + ": is empty or has characters that no header of its kind may have");
    }
    return value;
  }

  static HttpHeader basic(String user, String password) {
    if (password.chars().anyMatch(Character::isISOControl)) {
      throw new EmitterException("password: must have no control characters (RFC 7617)");
    }
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return new HttpHeader("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
  }

  static HttpHeader bearer(String token) {
    return new HttpHeader("Authorization", "Bearer " + token);
  }
}
