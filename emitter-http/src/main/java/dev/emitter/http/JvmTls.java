package dev.emitter.http;

import dev.emitter.problem.Loggers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.apache.hc.core5.concurrent.DefaultThreadFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * What TLS takes from the JVM. Much of it is read from files when it is first used, and what cannot
 * be read then, as the process has no file descriptor left, stays broken for the life of the JVM:
 * classes whose initialisation failed, and a set of trusted certificates that is empty. So all of
 * it is fetched when a provider is made, and the certificates are held. Thread-safe.
 */
public final class JvmTls {

  private static final Logger LOG = Loggers.of(JvmTls.class);

  private static @Nullable X509ExtendedTrustManager trust;
  private static boolean begun;

  private JvmTls() {}

  /**
   * Begins to fetch what TLS needs, on a thread of its own: it takes about half a second of the
   * start of a JVM, and who sends by {@code http:} alone need not wait for it.
   */
  public static void prepareSoon() {
    synchronized (JvmTls.class) {
      if (begun) {
        return;
      }
      begun = true;
    }
    new DefaultThreadFactory("emitter-http-tls", true).newThread(JvmTls::prepare).start();
  }

  /**
   * Fetches what TLS needs, unless it is there; waits for who is about it. What cannot be had now
   * is asked for again when it is used.
   */
  public static synchronized void prepare() {
    if (trust != null) {
      return;
    }
    try {
      greet();
      trust();
    } catch (GeneralSecurityException | IOException | LinkageError e) {
      LOG.debug("TLS is not ready; it is tried again for the first request by https:", e);
    }
  }

  /**
   * Returns who decides by the certificates that the JVM trusts.
   *
   * @throws GeneralSecurityException if it trusts nobody, as the file cannot be read
   */
  static synchronized X509ExtendedTrustManager trust() throws GeneralSecurityException {
    X509ExtendedTrustManager known = trust;
    if (known == null) {
      known = of(null);
      X509Certificate[] trusted = known.getAcceptedIssuers();
      if (trusted.length == 0) {
        throw new GeneralSecurityException(
            "this JVM trusts nobody: its certificates (cacerts, javax.net.ssl.trustStore) are none"
                + " or cannot be read; name the issuer in tls.ca");
      }
      vouch(trusted[0]);
      trust = known;
    }
    return known;
  }

  /** Returns who decides by the certificates of a store; null for those that the JVM trusts. */
  static X509ExtendedTrustManager of(@Nullable KeyStore store) throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509ExtendedTrustManager extended) {
        return extended;
      }
    }
    throw new GeneralSecurityException("this JVM has no trust manager for X.509");
  }

  /** Makes what a client says first. */
  private static void greet() throws GeneralSecurityException, IOException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new TrustsAll()}, null);
    SSLEngine engine = context.createSSLEngine("localhost", 443);
    engine.setUseClientMode(true);
    engine.beginHandshake();
    engine.wrap(
        ByteBuffer.allocate(0), ByteBuffer.allocate(engine.getSession().getPacketBufferSize()));
  }

  /** Judges a certificate, whatever comes of it: an old one may well be refused. */
  private static void vouch(X509Certificate root) throws GeneralSecurityException {
    PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
    parameters.setRevocationEnabled(false);
    try {
      CertPathValidator.getInstance("PKIX")
          .validate(
              CertificateFactory.getInstance("X.509").generateCertPath(List.of(root)), parameters);
    } catch (CertPathValidatorException refused) {
      LOG.trace("{} is no issuer any more", root.getSubjectX500Principal(), refused);
    }
  }
}
