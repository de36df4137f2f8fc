package dev.emitter.webhook;

import dev.emitter.definition.Secret;
import dev.emitter.event.Payload;
import dev.emitter.http.HttpHeader;
import dev.emitter.problem.EmitterException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Signs as Standard Webhooks 1.0 says, once for each secret. In the id a dot, and what is not
 * visible ASCII, is percent-encoded: a dot in it could pass for the end of the id. Thread-safe.
 */
final class StandardSigner implements RequestSigner {

  static final String ID = "webhook-id";
  static final String TIMESTAMP = "webhook-timestamp";
  static final String SIGNATURE = "webhook-signature";

  private final List<Secret> secrets;
  private final Hmac hmac = new Hmac("HmacSHA256");

  StandardSigner(List<Secret> secrets) {
    this.secrets = secrets;
  }

  @Override
  public List<HttpHeader> sign(String messageId, Instant at, Payload body) {
    String id = encoded(messageId);
    String seconds = Long.toString(at.getEpochSecond());
    byte[] beginning = (id + "." + seconds + ".").getBytes(StandardCharsets.US_ASCII);
    List<String> signatures = new ArrayList<>();
    for (int i = 0; i < secrets.size(); i++) {
      signatures.add(signature(i, beginning, body));
    }
    return List.of(
        new HttpHeader(ID, id),
        new HttpHeader(TIMESTAMP, seconds),
        new HttpHeader(SIGNATURE, String.join(" ", signatures)));
  }

  private String signature(int index, byte[] beginning, Payload body) {
    try {
      StandardKey key = StandardKey.parse(secrets.get(index).reveal());
      return key.asymmetric()
          ? "v1a," + base64(edwards(key, beginning, body))
          : "v1," + base64(hmac.code(key.bytes(), beginning, body));
    } catch (MalformedSecretException e) {
      throw new EmitterException("secrets[" + index + "]: " + e.getMessage(), e);
    }
  }

  private static byte[] edwards(StandardKey key, byte[] beginning, Payload body) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(key.privateKey());
      signature.update(beginning);
      for (ByteBuffer part : body.buffers()) {
        signature.update(part);
      }
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM cannot sign with Ed25519", e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static String encoded(String id) {
    StringBuilder text = new StringBuilder();
    for (byte b : id.getBytes(StandardCharsets.UTF_8)) {
      if (b > ' ' && b < 0x7F && b != '.' && b != '%') {
        text.append((char) b);
      } else {
        text.append(String.format("%%%02X", b & 0xFF));
      }
    }
    return text.toString();
  }
}
