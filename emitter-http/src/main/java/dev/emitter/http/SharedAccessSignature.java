package dev.emitter.http;

import dev.emitter.definition.Identity;
import dev.emitter.problem.EmitterException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tokens of Azure Service Bus and Event Hubs: a signature of the resource and of the time when it
 * ends, made with a key that is never sent. One is good for an hour or a little more, and another
 * is made every five minutes, from the key as it is then. Stateless and thread-safe.
 */
final class SharedAccessSignature {

  private static final String HMAC = "HmacSHA256";
  private static final String MESSAGES = "/messages";
  private static final long RENEWED_AFTER_SECONDS = 300;
  private static final long GOOD_FOR_SECONDS = 3_600;

  private SharedAccessSignature() {}

  /**
   * Returns the header that lets a request in.
   *
   * @param target where requests go, such as {@code https://NS.servicebus.windows.net/HUB/messages}
   * @throws EmitterException if the key cannot be had, or is none
   */
  static HttpHeader header(Identity.Sas identity, URI target, Instant now) {
    long period = Math.floorDiv(now.getEpochSecond(), RENEWED_AFTER_SECONDS) + 1;
    long end = period * RENEWED_AFTER_SECONDS + GOOD_FOR_SECONDS;
    String resource = encoded(resource(target));
    String signature = signature(identity.key().reveal(), resource + "\n" + end);
    return new HttpHeader(
        "Authorization",
        "SharedAccessSignature sr=%s&sig=%s&se=%d&skn=%s"
            .formatted(resource, encoded(signature), end, encoded(identity.keyName())));
  }

  /** Returns what the token is for: what messages are sent to, without the verb and the query. */
  private static String resource(URI target) {
    String path = target.getRawPath() == null ? "" : target.getRawPath();
    String entity =
        path.endsWith(MESSAGES) ? path.substring(0, path.length() - MESSAGES.length()) : path;
    return target.getScheme() + "://" + target.getRawAuthority() + entity;
  }

  private static String signature(String key, String text) {
    if (key.isBlank()) {
      throw new EmitterException("key: is empty");
    }
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), HMAC));
      byte[] signed = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(signed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JVM has " + HMAC, e);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
