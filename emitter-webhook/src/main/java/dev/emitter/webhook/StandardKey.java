package dev.emitter.webhook;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;

/**
 * A secret of Standard Webhooks: {@code whsec_} and 24 to 64 bytes, or {@code whsk_} and a private
 * key of Ed25519 (32 bytes, or 64 with the public key behind it), in Base64.
 *
 * @param asymmetric whether it is a private key
 * @param bytes what the text carries
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
record StandardKey(boolean asymmetric, byte[] bytes) {

  private static final String SYMMETRIC = "whsec_";
  private static final String ASYMMETRIC = "whsk_";
  private static final int SEED = 32;

  static StandardKey parse(String secret) throws MalformedSecretException {
    boolean asymmetric = secret.startsWith(ASYMMETRIC);
    if (!asymmetric && !secret.startsWith(SYMMETRIC)) {
      throw new MalformedSecretException("it must begin with whsec_, or whsk_ for a private key");
    }
    byte[] bytes = decode(secret.substring((asymmetric ? ASYMMETRIC : SYMMETRIC).length()));
    boolean fits =
        asymmetric
            ? bytes.length == SEED || bytes.length == 2 * SEED
            : bytes.length >= 24 && bytes.length <= 64;
    if (!fits) {
      throw new MalformedSecretException(
          "it has "
              + bytes.length
              + " bytes; "
              + (asymmetric ? "a private key has 32 or 64" : "24 to 64 are needed"));
    }
    return new StandardKey(asymmetric, bytes);
  }

  private static byte[] decode(String base64) throws MalformedSecretException {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) { // its message shows a character of the secret
      throw new MalformedSecretException("what follows its prefix is not Base64");
    }
  }

  PrivateKey privateKey() throws GeneralSecurityException {
    return KeyFactory.getInstance("Ed25519")
        .generatePrivate(
            new EdECPrivateKeySpec(NamedParameterSpec.ED25519, Arrays.copyOf(bytes, SEED)));
  }

  @Override
  public String toString() {
    return "****";
  }
}
