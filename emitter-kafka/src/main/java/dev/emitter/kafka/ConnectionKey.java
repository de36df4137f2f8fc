package dev.emitter.kafka;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.types.Password;

/**
 * What tells one connection from another: all its settings, credentials included, of which it keeps
 * a digest alone. Means nothing outside of this process. Immutable.
 */
record ConnectionKey(String digest) {

  private static final byte[] SALT = salt();

  static ConnectionKey of(Map<String, Object> settings, boolean guarded) {
    MessageDigest sha = sha256();
    sha.update(SALT);
    sha.update((byte) (guarded ? 1 : 0));
    new TreeMap<>(settings)
        .forEach(
            (name, value) -> {
              add(sha, name);
              add(sha, value instanceof Password secret ? secret.value() : value.toString());
            });
    return new ConnectionKey(HexFormat.of().formatHex(sha.digest()));
  }

  private static void add(MessageDigest sha, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    sha.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
    sha.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JVM has it
    }
  }

  private static byte[] salt() {
    byte[] salt = new byte[32];
    new SecureRandom().nextBytes(salt);
    return salt;
  }
}
