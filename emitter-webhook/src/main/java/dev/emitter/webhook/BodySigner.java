package dev.emitter.webhook;

import dev.emitter.definition.Secret;
import dev.emitter.event.Payload;
import dev.emitter.http.HttpHeader;
import dev.emitter.problem.EmitterException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/** Signs the body alone, with one secret whose characters are the key. Thread-safe. */
final class BodySigner implements RequestSigner {

  private final Signing.BodyScheme scheme;
  private final Hmac hmac;
  private final List<Secret> secrets;

  BodySigner(Signing.BodyScheme scheme, List<Secret> secrets) {
    this.scheme = scheme;
    this.hmac = new Hmac(scheme.algorithm());
    this.secrets = secrets;
  }

  @Override
  public List<HttpHeader> sign(String messageId, Instant at, Payload body) {
    String secret = secrets.get(0).reveal();
    if (secret.isEmpty()) {
      throw new EmitterException("secrets[0]: it is empty");
    }
    byte[] code = hmac.code(secret.getBytes(StandardCharsets.UTF_8), new byte[0], body);
    return List.of(
        new HttpHeader(scheme.header(), scheme.prefix() + HexFormat.of().formatHex(code)));
  }
}
