package dev.emitter.http;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads certificates and private keys from PEM (RFC 7468). Messages say what is wrong and never
 * quote the text, as it may be a key.
 */
final class Pem {

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END ([A-Z0-9 ]+)-----");
  private static final List<String> KEY_KINDS = List.of("RSA", "EC", "Ed25519");
  private static final String CONVERT =
      "; convert it with: openssl pkcs8 -topk8 -nocrypt -in key.pem -out pkcs8.pem";

  private Pem() {}

  /**
   * Returns all certificates of a text, in its order.
   *
   * @throws IllegalArgumentException if there is none, or one that cannot be read
   */
  static List<X509Certificate> certificates(String text) {
    List<X509Certificate> found = new ArrayList<>();
    Matcher blocks = BLOCK.matcher(text);
    while (blocks.find()) {
      if (blocks.group(1).equals("CERTIFICATE")) {
        found.add(certificate(decode(blocks), found.size() + 1));
      }
    }
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "has no certificate; it must be PEM with -----BEGIN CERTIFICATE-----");
    }
    return List.copyOf(found);
  }

  private static X509Certificate certificate(byte[] der, int number) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (CertificateException e) {
      throw new IllegalArgumentException(
          "has a certificate that cannot be read (number " + number + ")", e);
    }
  }

  /**
   * Returns the private key of a text, RSA, EC or Ed25519.
   *
   * @throws IllegalArgumentException if there is none that can be read
   */
  static PrivateKey privateKey(String text) {
    Matcher blocks = BLOCK.matcher(text);
    String other = "";
    while (blocks.find()) {
      String label = blocks.group(1);
      if (label.equals("PRIVATE KEY")) {
        return privateKey(decode(blocks));
      }
      if (label.endsWith("PRIVATE KEY")) {
        other = label;
      }
    }
    if (!other.isEmpty()) {
      throw new IllegalArgumentException("is a " + other + ", which is not PKCS 8" + CONVERT);
    }
    throw new IllegalArgumentException(
        "has no private key; it must be PEM with -----BEGIN PRIVATE KEY-----");
  }

  private static PrivateKey privateKey(byte[] der) {
    PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(der);
    for (String kind : KEY_KINDS) {
      PrivateKey key = privateKey(kind, spec);
      if (key != null) {
        return key;
      }
    }
    throw new IllegalArgumentException(
        "cannot be read as a private key of one of " + String.join(", ", KEY_KINDS));
  }

  private static @Nullable PrivateKey privateKey(String kind, PKCS8EncodedKeySpec spec) {
    try {
      return KeyFactory.getInstance(kind).generatePrivate(spec);
    } catch (GeneralSecurityException otherKind) {
      return null;
    }
  }

  private static byte[] decode(Matcher block) {
    if (!block.group(1).equals(block.group(3))) {
      throw new IllegalArgumentException(
          "begins a " + block.group(1) + " and ends a " + block.group(3));
    }
    try {
      return Base64.getMimeDecoder().decode(block.group(2));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("has a " + block.group(1) + " that is not Base64");
    }
  }
}
