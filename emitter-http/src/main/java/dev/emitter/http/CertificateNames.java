package dev.emitter.http;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;

/** Whom a certificate is for. What it says is shortened and made harmless, as others wrote it. */
final class CertificateNames {

  private static final DefaultHostnameVerifier VERIFIER = new DefaultHostnameVerifier();
  private static final int MOST = 5;
  private static final int LONGEST = 200;

  private CertificateNames() {}

  /** Makes sure that the other side's certificate is for a host (RFC 9110, 4.3.4). */
  static void verify(String host, SSLSession session) throws SSLException {
    X509Certificate certificate = (X509Certificate) session.getPeerCertificates()[0];
    try {
      VERIFIER.verify(host, certificate);
    } catch (SSLException e) {
      SSLException clear =
          new SSLPeerUnverifiedException(
              "the certificate is for " + names(certificate) + ", not for " + host);
      clear.initCause(e);
      throw clear;
    }
  }

  static String subject(X509Certificate certificate) {
    return brief(certificate.getSubjectX500Principal().getName());
  }

  static String issuer(X509Certificate certificate) {
    return brief(certificate.getIssuerX500Principal().getName());
  }

  private static String names(X509Certificate certificate) {
    List<String> names = new ArrayList<>();
    try {
      Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
      for (List<?> alternative : alternatives == null ? List.<List<?>>of() : alternatives) {
        if (alternative.get(1) instanceof String name && names.size() < MOST) {
          names.add(name);
        }
      }
    } catch (CertificateParsingException unreadable) {
      names.clear();
    }
    return names.isEmpty() ? subject(certificate) : brief(String.join(", ", names));
  }

  private static String brief(String text) {
    String harmless = AnswerText.harmless(text).replace('\n', ' ');
    return harmless.length() <= LONGEST ? harmless : harmless.substring(0, LONGEST) + "...";
  }
}
