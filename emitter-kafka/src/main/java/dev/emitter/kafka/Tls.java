package dev.emitter.kafka;

import dev.emitter.channel.ParameterChecks;
import dev.emitter.channel.ParameterValues;
import dev.emitter.definition.Secret;
import dev.emitter.problem.Problems;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * How connections are secured: the parameter {@code tls}, read.
 *
 * @param verify whether the brokers' names must be those in their certificates
 * @param ca certificates in PEM of who may vouch for the brokers; null for those of the JVM
 * @param certificate our own certificate in PEM, with those that lead to its issuer; null for none
 * @param key the private key of our certificate in PEM; null for none
 */
record Tls(
    boolean verify, @Nullable String ca, @Nullable String certificate, @Nullable Secret key) {

  private static final String AT = "$.parameters.tls";
  private static final String PEM = "PEM";
  private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
  private static final String HOW =
      "give the text of a PEM file; in a file of definitions, ${file:PATH} stands for it";

  static Tls of(ParameterValues values) {
    return new Tls(
        values.requiredBool("verify"),
        values.string("ca"),
        values.string("certificate"),
        values.secret("key"));
  }

  /** Adds the faults of certificates, and of one without its key. */
  static void validate(ParameterValues values, Problems problems) {
    ParameterChecks.each(
        () -> requireCertificate("ca", values, problems),
        () -> requireCertificate("certificate", values, problems),
        () -> requireBoth(values.string("certificate"), values.secret("key"), problems));
  }

  private static void requireBoth(
      @Nullable String certificate, @Nullable Secret key, Problems problems) {
    if (certificate != null && key == null) {
      problems.add(AT + ".key", "missing, but a certificate is of no use without its key");
    }
    if (certificate == null && key != null) {
      problems.add(AT + ".certificate", "missing, but a key is of no use without its certificate");
    }
  }

  private static void requireCertificate(String name, ParameterValues values, Problems problems) {
    String text = values.string(name);
    if (text != null && !text.contains(BEGIN)) {
      problems.add(AT + "." + name, "is no certificate: it lacks a line " + BEGIN, HOW);
    } else if (text != null && certificates(text).isEmpty()) {
      problems.add(AT + "." + name, "is no certificate that can be read", HOW);
    }
  }

  /** Returns what is wrong with our certificate at a time, or null: brokers hardly say why. */
  @Nullable String expiredAt(Instant now) {
    if (certificate == null) {
      return null;
    }
    for (X509Certificate one : certificates(certificate)) {
      if (one.getNotAfter().toInstant().isBefore(now)) {
        return "tls.certificate has expired on " + one.getNotAfter().toInstant() + "; renew it";
      }
    }
    return null;
  }

  private static List<X509Certificate> certificates(String pem) {
    try {
      return CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.ISO_8859_1)))
          .stream()
          .map(X509Certificate.class::cast)
          .toList();
    } catch (CertificateException unreadable) {
      return List.of();
    }
  }

  /** Adds Kafka's settings; reveals the key. */
  void put(Map<String, Object> settings) {
    if (!verify) {
      settings.put(SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG, "");
    }
    if (ca != null) {
      settings.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, PEM);
      settings.put(SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG, ca);
    }
    if (certificate != null && key != null) {
      settings.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, PEM);
      settings.put(SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG, certificate);
      settings.put(SslConfigs.SSL_KEYSTORE_KEY_CONFIG, new Password(key.reveal()));
    }
  }
}
