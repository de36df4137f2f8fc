package dev.emitter.http;

import dev.emitter.definition.Secret;
import dev.emitter.problem.EmitterException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Turns {@link TlsSettings} into what connections are secured with. */
public final class Tls {

  private static final char[] NO_PASSWORD = new char[0];

  private Tls() {}

  /**
   * Returns what is wrong with these settings, naming the member, or null. Reads the key; touches
   * no network.
   */
  public static @Nullable String check(TlsSettings settings) {
    try {
      if (settings.ca() != null) {
        authorities(settings.ca());
      }
      keys(settings);
      return null;
    } catch (IllegalArgumentException | EmitterException e) {
      return e.getMessage();
    } catch (GeneralSecurityException | IOException e) {
      return "tls: " + e.getMessage();
    }
  }

  /**
   * Returns the context of these settings; reads the key now.
   *
   * @throws IllegalArgumentException if a member cannot be read; the message says which and why
   */
  static SSLContext context(TlsSettings settings) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys(settings), new TrustManager[] {trust(settings)}, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("tls: " + e.getMessage(), e);
    }
  }

  private static X509ExtendedTrustManager trust(TlsSettings settings)
      throws GeneralSecurityException, IOException {
    KeyStore store = settings.ca() == null ? null : authorities(settings.ca());
    if (!settings.verify()) {
      return new TrustsAll();
    }
    return new ExplainedTrust(store == null ? JvmTls.trust() : JvmTls.of(store));
  }

  private static KeyStore authorities(String pem) throws GeneralSecurityException, IOException {
    KeyStore store = emptyStore();
    for (X509Certificate certificate : read("tls.ca", pem)) {
      store.setCertificateEntry("ca" + store.size(), certificate);
    }
    return store;
  }

  private static KeyManager @Nullable [] keys(TlsSettings settings)
      throws GeneralSecurityException, IOException {
    String pem = settings.certificate();
    Secret key = settings.key();
    if (pem == null && key == null) {
      return null;
    }
    if (pem == null || key == null) {
      throw new IllegalArgumentException(
          pem == null
              ? "tls.key is given without tls.certificate; give both or none"
              : "tls.certificate is given without tls.key; give both or none");
    }
    List<X509Certificate> chain = read("tls.certificate", pem);
    PrivateKey own = read(key);
    if (!belong(own, chain.get(0))) {
      throw new IllegalArgumentException(
          "tls.key is not the key of the first certificate of tls.certificate");
    }
    return managers(own, chain);
  }

  private static KeyManager[] managers(PrivateKey own, List<X509Certificate> chain)
      throws GeneralSecurityException, IOException {
    KeyStore store = emptyStore();
    store.setKeyEntry("own", own, NO_PASSWORD, chain.toArray(X509Certificate[]::new));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  private static List<X509Certificate> read(String member, String pem) {
    try {
      return Pem.certificates(pem);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(member + " " + e.getMessage(), e);
    }
  }

  private static PrivateKey read(Secret key) {
    String pem = key.reveal();
    try {
      return Pem.privateKey(pem);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("tls.key " + e.getMessage(), e);
    }
  }

  private static boolean belong(PrivateKey key, X509Certificate certificate)
      throws GeneralSecurityException {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> "Ed25519";
        };
    byte[] probe = {1, 2, 3};
    Signature signer = Signature.getInstance(algorithm);
    signer.initSign(key);
    signer.update(probe);
    byte[] signature = signer.sign();
    try {
      Signature verifier = Signature.getInstance(algorithm);
      verifier.initVerify(certificate.getPublicKey());
      verifier.update(probe);
      return verifier.verify(signature);
    } catch (GeneralSecurityException otherKindOfKey) {
      return false;
    }
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    return store;
  }
}
