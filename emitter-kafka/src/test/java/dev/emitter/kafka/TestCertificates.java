package dev.emitter.kafka;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Key pairs and certificates for one run, made by the {@code keytool} of this JVM: an authority, a
 * broker and a client it vouches for, and a client whose certificate has expired.
 */
final class TestCertificates {

  private static final char[] STORE_PASSWORD = "changeit".toCharArray();

  private final Path store;
  private final KeyStore keys;

  /** A certificate, with those that lead to its issuer, and its private key, in PEM. */
  record Pair(String certificate, String key) {}

  private TestCertificates(Path store, KeyStore keys) {
    this.store = store;
    this.keys = keys;
  }

  static TestCertificates create(Path folder) throws Exception {
    Path store = folder.resolve("keys.p12");
    TestCertificates made = new TestCertificates(store, KeyStore.getInstance("PKCS12"));
    made.keytool("-genkeypair", "-alias", "ca", "-dname", "CN=Test CA", "-ext", "bc:c");
    made.issue("broker", "-365d", 730, "-ext", "san=dns:localhost,ip:127.0.0.1");
    made.issue("client", "-365d", 730);
    made.issue("expired", "-365d", 10);
    try (InputStream in = Files.newInputStream(store)) {
      made.keys.load(in, STORE_PASSWORD);
    }
    return made;
  }

  private void issue(String name, String from, int days, String... more) throws Exception {
    keytool("-genkeypair", "-alias", name, "-dname", "CN=" + name);
    Path request = store.resolveSibling(name + ".csr");
    Path issued = store.resolveSibling(name + ".crt");
    keytool("-certreq", "-alias", name, "-file", request.toString());
    List<String> sign =
        new ArrayList<>(
            List.of("-gencert", "-alias", "ca", "-infile", request.toString(), "-outfile"));
    sign.addAll(List.of(issued.toString(), "-startdate", from, "-validity", "" + days));
    sign.addAll(List.of(more));
    keytool(sign.toArray(String[]::new));
    keytool("-importcert", "-noprompt", "-alias", name, "-file", issued.toString());
  }

  private void keytool(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC"));
    command.addAll(List.of(arguments));
    command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12"));
    command.addAll(List.of("-storepass", new String(STORE_PASSWORD)));
    if (command.contains("-genkeypair")) {
      command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-validity", "730"));
    }
    Path output = store.resolveSibling("keytool.txt");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException(arguments[0] + " failed: " + Files.readString(output));
    }
  }

  /** Returns the certificate of the authority in PEM. */
  String authority() throws IllegalStateException {
    try {
      return pem("CERTIFICATE", keys.getCertificate("ca").getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  Pair broker() {
    return pair("broker");
  }

  Pair client() {
    return pair("client");
  }

  Pair expired() {
    return pair("expired");
  }

  private Pair pair(String name) {
    try {
      StringBuilder chain = new StringBuilder();
      for (Certificate one : keys.getCertificateChain(name)) {
        chain.append(pem("CERTIFICATE", one.getEncoded()));
      }
      byte[] key = keys.getKey(name, STORE_PASSWORD).getEncoded();
      return new Pair(chain.toString(), pem("PRIVATE KEY", key));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(String what, byte[] bytes) {
    byte[] newline = {'\n'};
    String body =
        new String(Base64.getMimeEncoder(64, newline).encode(bytes), StandardCharsets.US_ASCII);
    return "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n";
  }
}
