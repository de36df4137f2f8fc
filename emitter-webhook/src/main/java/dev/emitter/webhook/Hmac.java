package dev.emitter.webhook;

import dev.emitter.event.Payload;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Codes of one algorithm over a beginning and a body. Thread-safe; reuses what is idle. */
final class Hmac {

  private final String algorithm;
  private final Queue<Mac> idle = new ConcurrentLinkedQueue<>();

  Hmac(String algorithm) {
    this.algorithm = algorithm;
  }

  byte[] code(byte[] key, byte[] beginning, Payload body) {
    try {
      Mac taken = idle.poll();
      Mac mac = taken == null ? Mac.getInstance(algorithm) : taken;
      mac.init(new SecretKeySpec(key, algorithm));
      mac.update(beginning);
      for (ByteBuffer part : body.buffers()) {
        mac.update(part);
      }
      byte[] code = mac.doFinal();
      idle.offer(mac);
      return code;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no " + algorithm, e);
    }
  }
}
