package dev.emitter.http;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Decides as another trust manager does, and says in plain words why a receiver is refused. */
final class ExplainedTrust extends X509ExtendedTrustManager {

  /** Why a certificate is refused; the message is for a person. */
  static final class Refused extends CertificateException {

    private static final long serialVersionUID = 1L;

    Refused(String message, CertificateException cause) {
      super(message, cause);
    }
  }

  private final X509ExtendedTrustManager judge;

  ExplainedTrust(X509ExtendedTrustManager judge) {
    this.judge = judge;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    try {
      judge.checkServerTrusted(chain, type, engine);
    } catch (CertificateException e) {
      throw new Refused(words(chain, Clock.systemUTC().instant()), e);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    judge.checkServerTrusted(chain, type, socket);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    judge.checkServerTrusted(chain, type);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    judge.checkClientTrusted(chain, type, socket);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    judge.checkClientTrusted(chain, type, engine);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    judge.checkClientTrusted(chain, type);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return judge.getAcceptedIssuers();
  }

  private static String words(X509Certificate[] chain, Instant now) {
    for (X509Certificate certificate : chain) {
      if (certificate.getNotAfter().toInstant().isBefore(now)) {
        return "the certificate of %s expired on %s"
            .formatted(
                CertificateNames.subject(certificate), certificate.getNotAfter().toInstant());
      }
      if (certificate.getNotBefore().toInstant().isAfter(now)) {
        return "the certificate of %s is valid from %s only"
            .formatted(
                CertificateNames.subject(certificate), certificate.getNotBefore().toInstant());
      }
    }
    X509Certificate last = chain[chain.length - 1];
    String subject = CertificateNames.subject(chain[0]);
    if (chain.length == 1 && last.getIssuerX500Principal().equals(last.getSubjectX500Principal())) {
      return "the certificate of %s is signed by itself and not trusted; name it in tls.ca"
          .formatted(subject);
    }
    return "the certificate of %s is not from a trusted issuer (%s); name the issuer in tls.ca"
        .formatted(subject, CertificateNames.issuer(last));
  }
}
