package dev.emitter.cli;

import dev.emitter.problem.FileFault;
import java.io.IOException;
import java.io.InputStream;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads Ed25519 keys in PEM, from files or pipes. */
final class KeyFile {

  private static final String ALGORITHM = "Ed25519";
  private static final String MAKE = "make one with openssl genpkey -algorithm ed25519 -out FILE";
  private static final String PRIVATE = "PRIVATE KEY";
  private static final String PUBLIC = "PUBLIC KEY";
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

  /** Longer ones are no keys. */
  private static final int MOST_BYTES = 1 << 16;

  private final String option;
  private final Path file;
  private final Faults faults;

  private KeyFile(String option, Path file, Faults faults) {
    this.option = option;
    this.file = file;
    this.faults = faults;
  }

  private interface Maker<K> {
    K of(KeyFactory factory, byte[] der) throws GeneralSecurityException;
  }

  /** Returns a private key (PKCS 8), or null and a fault; null for no file. */
  static @Nullable PrivateKey privateKey(String option, @Nullable Path file, Faults faults) {
    return file == null
        ? null
        : new KeyFile(option, file, faults)
            .read(PRIVATE, (factory, der) -> factory.generatePrivate(new PKCS8EncodedKeySpec(der)));
  }

  /** Returns a public key (X.509), or null and a fault; null for no file. */
  static @Nullable PublicKey publicKey(String option, @Nullable Path file, Faults faults) {
    return file == null
        ? null
        : new KeyFile(option, file, faults)
            .read(PUBLIC, (factory, der) -> factory.generatePublic(new X509EncodedKeySpec(der)));
  }

  private <K> @Nullable K read(String wanted, Maker<K> maker) {
    String pem = text();
    if (pem == null) {
      return null;
    }
    Matcher block = BLOCK.matcher(pem);
    if (!block.find()) {
      fault("is no key in PEM: it has no line -----BEGIN " + wanted + "-----; " + MAKE);
    } else if (!block.group(1).equals(wanted)) {
      fault(otherKind(block.group(1), wanted));
    } else {
      try {
        byte[] der = Base64.getMimeDecoder().decode(block.group(2));
        return maker.of(KeyFactory.getInstance(ALGORITHM), der);
      } catch (GeneralSecurityException | IllegalArgumentException e) {
        fault("is damaged, or a key of another kind than " + ALGORITHM + "; " + MAKE);
      }
    }
    return null;
  }

  private String otherKind(String kind, String wanted) {
    if (kind.equals(PRIVATE) && wanted.equals(PUBLIC)) {
      return "is a private key, which belongs to the signing process alone; give the public one:"
          + " openssl pkey -in "
          + file
          + " -pubout -out public.pem";
    }
    if (kind.equals(PUBLIC)) {
      return "is a public key, which cannot sign; give the private one that belongs to it";
    }
    if (kind.equals("ENCRYPTED " + PRIVATE)) {
      return "is protected by a passphrase; give "
          + (wanted.equals(PUBLIC)
              ? "the public key: openssl pkey -in " + file + " -pubout -out public.pem"
              : "it without: openssl pkey -in " + file + " -out FILE");
    }
    return "is no " + ALGORITHM + " key but a " + kind + "; " + MAKE;
  }

  private @Nullable String text() {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES); // it may be a pipe, whose length nobody knows
      if (bytes.length < MOST_BYTES) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
      }
      fault("is too long for a key; name a file with a key in PEM");
    } catch (IOException e) {
      fault(FileFault.reading(file, e) + "; name a file with a key in PEM");
    }
    return null;
  }

  private void fault(String what) {
    faults.add(option + " = " + file + ": " + what);
  }
}
