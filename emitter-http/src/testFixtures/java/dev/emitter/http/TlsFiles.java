package dev.emitter.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Certificates for one run of the tests, made by the keytool of the running JDK: a private
 * authority, and what it signs. Nothing of it is kept.
 */
public final class TlsFiles {

  private static final String PASSWORD = "changeit";
  private static final Path FOLDER = folder();

  /** The authority that signs. */
  public static final TlsFiles AUTHORITY = authority("authority");

  /** An authority that nobody names. */
  public static final TlsFiles OTHER_AUTHORITY = authority("other");

  private final String name;
  private final String file;

  private TlsFiles(String name, String file) {
    this.name = name;
    this.file = file;
  }

  private TlsFiles(String name) {
    this(name, FOLDER.resolve(name + ".p12").toString());
  }

  private static Path folder() {
    try {
      Path folder = Files.createTempDirectory("emitter-tls");
      folder.toFile().deleteOnExit();
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static TlsFiles authority(String name) {
    TlsFiles made = new TlsFiles(name);
    made.pair("EC", "-ext", "bc:c", "-validity", "30");
    return made;
  }

  /** Returns one signed by itself, for a name such as {@code dns:localhost}. */
  public static TlsFiles selfSigned(String name, String alternative) {
    TlsFiles made = new TlsFiles(name);
    made.pair("EC", "-ext", "san=" + alternative, "-validity", "30");
    return made;
  }

  /**
   * Returns one that this authority has signed.
   *
   * @param kind of key: RSA, EC or Ed25519
   * @param alternative whom it is for, such as {@code dns:localhost,ip:127.0.0.1}
   * @param extra options of keytool, such as when it begins
   */
  public TlsFiles sign(String subject, String kind, String alternative, String... extra) {
    TlsFiles made = new TlsFiles(subject, file);
    List<String> options = new ArrayList<>(List.of("-signer", name, "-ext", "san=" + alternative));
    if (kind.equals("RSA")) {
      options.addAll(List.of("-keysize", "2048"));
    }
    options.addAll(List.of("-validity", "30"));
    options.addAll(List.of(extra));
    made.pair(kind, options.toArray(String[]::new));
    return made;
  }

  private void pair(String kind, String... options) {
    List<String> all = new ArrayList<>(List.of("-keyalg", kind, "-dname", "CN=" + name));
    all.addAll(List.of(options));
    keytool("-genkeypair", this, all.toArray(String[]::new));
    Path.of(file).toFile().deleteOnExit();
  }

  private static void keytool(String act, TlsFiles store, String... options) {
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    List<String> command = new ArrayList<>(List.of(keytool, act, "-alias", store.name));
    command.addAll(List.of("-keystore", store.file, "-storetype", "PKCS12"));
    command.addAll(List.of("-storepass", PASSWORD, "-J-XX:TieredStopAtLevel=1"));
    command.add("-J-XX:+UseSerialGC");
    command.addAll(List.of(options));
    try {
      Path log = FOLDER.resolve("keytool.log");
      log.toFile().deleteOnExit();
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IllegalStateException(command + ": " + Files.readString(log));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns this alone: its file also holds whom it was signed by. */
  private KeyStore store() {
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      char[] password = PASSWORD.toCharArray();
      KeyStore all = KeyStore.getInstance("PKCS12");
      all.load(in, password);
      KeyStore own = KeyStore.getInstance("PKCS12");
      own.load(null, null);
      own.setKeyEntry("own", all.getKey(name, password), password, all.getCertificateChain(name));
      return own;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the certificate, with those it leads to, in PEM. */
  public String certificate() {
    try {
      StringBuilder text = new StringBuilder();
      for (Certificate certificate : store().getCertificateChain("own")) {
        text.append(pem("CERTIFICATE", certificate.getEncoded()));
      }
      return text.toString();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the private key in PEM, PKCS 8. */
  public String key() {
    try {
      Key key = store().getKey("own", PASSWORD.toCharArray());
      return pem("PRIVATE KEY", key.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(String label, byte[] der) {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, text, label);
  }

  /** Writes a store with the certificate alone, as a JVM can be told to trust, and returns it. */
  public Path trustStore(Path file) {
    try (OutputStream out = Files.newOutputStream(file)) {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry("ca", store().getCertificate("own"));
      trusted.store(out, PASSWORD.toCharArray());
      return file;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns what a server shows this by; it trusts clients of {@link #AUTHORITY}. */
  public SSLContext server() {
    return server("TLSv1.3");
  }

  /** Returns the same, up to a version of TLS. */
  public SSLContext server(String version) {
    try {
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store(), PASSWORD.toCharArray());
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry("ca", AUTHORITY.store().getCertificate("own"));
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance(version);
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
