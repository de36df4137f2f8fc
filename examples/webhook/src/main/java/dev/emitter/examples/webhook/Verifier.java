package dev.emitter.examples.webhook;

import com.sun.net.httpserver.Headers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Verifies requests as Standard Webhooks 1.0 says, with nothing but the JDK. */
class Verifier {
  private final byte[] key;

  Verifier(String secret) {
    this.key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
  }

  boolean accepts(Headers headers, byte[] body, Instant now) throws GeneralSecurityException {
    String id = headers.getFirst("webhook-id");
    String timestamp = headers.getFirst("webhook-timestamp");
    String signatures = headers.getFirst("webhook-signature");
    if (id == null || timestamp == null || signatures == null || !timestamp.matches("\\d{1,12}")) {
      return false;
    }
    long age = now.getEpochSecond() - Long.parseLong(timestamp);
    if (Math.abs(age) > 300) { // else an old request could be sent again by others
      return false;
    }
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
    String expected = "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    for (String signature : signatures.split(" ", -1)) { // one for each secret of the sender
      if (MessageDigest.isEqual(
          expected.getBytes(StandardCharsets.UTF_8), signature.getBytes(StandardCharsets.UTF_8))) {
        return true;
      }
    }
    return false;
  }
}
