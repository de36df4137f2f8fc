package dev.emitter.webhook;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;

/**
 * What a receiver verifies with: a secret, or the public key of Ed25519 that Standard Webhooks
 * writes as {@code whpk_} and 32 bytes in Base64.
 *
 * @param isPublic whether it is a public key
 * @param bytes the key
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
record VerificationKey(boolean isPublic, byte[] bytes) {

  private static final String PUBLIC = "whpk_";
  private static final int LENGTH = 32;

  static VerificationKey of(Signing scheme, String secret) throws MalformedSecretException {
    if (scheme != Signing.STANDARD) {
      return new VerificationKey(false, secret.getBytes(StandardCharsets.UTF_8));
    }
    if (secret.startsWith(PUBLIC)) {
      return new VerificationKey(true, publicBytes(secret.substring(PUBLIC.length())));
    }
    if (!secret.startsWith("whsec_") && !secret.startsWith("whsk_")) {
      throw new MalformedSecretException("it must begin with whsec_, or whpk_ for a public key");
    }
    StandardKey key = StandardKey.parse(secret);
    if (!key.asymmetric()) {
      return new VerificationKey(false, key.bytes());
    }
    if (key.bytes().length == LENGTH) {
      throw new MalformedSecretException(
          "it is a private key without the public one; give the public key, whpk_..");
    }
    return new VerificationKey(true, Arrays.copyOfRange(key.bytes(), LENGTH, 2 * LENGTH));
  }

  private static byte[] publicBytes(String base64) throws MalformedSecretException {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) { // its message shows a character of the key
      throw new MalformedSecretException("what follows its prefix is not Base64");
    }
    if (bytes.length != LENGTH) {
      throw new MalformedSecretException(
          "it has " + bytes.length + " bytes; a public key has " + LENGTH);
    }
    return bytes;
  }

  boolean isEmpty() {
    return bytes.length == 0;
  }

  /** Returns the key as RFC 8032, 5.1.2 writes it: y, little-endian, its top bit that of x. */
  PublicKey publicKey() throws GeneralSecurityException {
    byte[] y = bytes.clone();
    boolean odd = (y[LENGTH - 1] & 0x80) != 0;
    y[LENGTH - 1] &= 0x7F;
    for (int i = 0; i < LENGTH / 2; i++) {
      byte other = y[LENGTH - 1 - i];
      y[LENGTH - 1 - i] = y[i];
      y[i] = other;
    }
    EdECPoint point = new EdECPoint(odd, new BigInteger(1, y));
    return KeyFactory.getInstance("Ed25519")
        .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point));
  }

  @Override
  public String toString() {
    return "****";
  }
}
