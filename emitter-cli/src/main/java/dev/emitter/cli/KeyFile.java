package dev.emitter.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Reads Ed25519 keys in PEM. */
final class KeyFile {

  private static final String ALGORITHM = "Ed25519";

  private KeyFile() {}

  private interface Maker<K> {
    K of(KeyFactory factory, byte[] der) throws GeneralSecurityException;
  }

  /** Returns a private key (PKCS 8), or null and a fault; null for no file. */
  static @Nullable PrivateKey privateKey(String option, @Nullable Path file, Faults faults) {
    return read(
        option,
        file,
        "a private",
        faults,
        (factory, der) -> factory.generatePrivate(new PKCS8EncodedKeySpec(der)));
  }

  /** Returns a public key (X.509), or null and a fault; null for no file. */
  static @Nullable PublicKey publicKey(String option, @Nullable Path file, Faults faults) {
    return read(
        option,
        file,
        "a public",
        faults,
        (factory, der) -> factory.generatePublic(new X509EncodedKeySpec(der)));
  }

  private static <K> @Nullable K read(
      String option, @Nullable Path file, String kind, Faults faults, Maker<K> maker) {
    if (file == null) {
      return null;
    }
    try {
      String pem = Files.readString(file, StandardCharsets.US_ASCII);
      String base64 = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
      return maker.of(KeyFactory.getInstance(ALGORITHM), Base64.getDecoder().decode(base64));
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      faults.add(
          option
              + " = "
              + file
              + ": is not "
              + kind
              + " Ed25519 key in PEM that can be read ("
              + e.getClass().getSimpleName()
              + "); make one with openssl genpkey -algorithm ed25519");
      return null;
    }
  }
}
