package dev.emitter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is given for a key, the message says what it is and what to give. */
@Tag("C2")
final class KeyFileTest {

  @TempDir Path folder = Path.of("");
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Faults faults =
      Faults.printedTo(new PrintStream(err, true, StandardCharsets.UTF_8));
  private KeyPair pair = new KeyPair(null, null);

  @BeforeEach
  void make() throws GeneralSecurityException {
    pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
  }

  private Path pem(String kind, Key key) throws IOException {
    return file(pem(kind, Base64.getMimeEncoder().encodeToString(key.getEncoded())));
  }

  private static String pem(String kind, String base64) {
    return "-----BEGIN " + kind + "-----\n" + base64 + "\n-----END " + kind + "-----\n";
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("key.pem"), text);
  }

  private String faultOfPrivate(Path file) {
    return told(KeyFile.privateKey("audit-key", file, faults));
  }

  private String faultOfPublic(Path file) {
    return told(KeyFile.publicKey("public-key", file, faults));
  }

  private String told(@Nullable Key key) {
    String text = err.toString(StandardCharsets.UTF_8);
    err.reset();
    assertThat(key == null).as(text).isNotEqualTo(text.isEmpty());
    assertThat(text).doesNotContain("Exception", "null");
    return text;
  }

  @Test
  void readsBothKinds() throws IOException {
    assertThat(faultOfPrivate(pem("PRIVATE KEY", pair.getPrivate()))).isEmpty();
    assertThat(faultOfPublic(pem("PUBLIC KEY", pair.getPublic()))).isEmpty();
    file("made for audits\r\n" + Files.readString(folder.resolve("key.pem")));
    assertThat(faultOfPublic(folder.resolve("key.pem"))).isEmpty();
  }

  @Test
  void saysThatOneIsTakenForTheOther() throws IOException {
    Path secret = pem("PRIVATE KEY", pair.getPrivate());
    assertThat(faultOfPublic(secret))
        .isEqualTo(
            "public-key = "
                + secret
                + ": is a private key, which belongs to the signing process alone; give the public"
                + " one: openssl pkey -in "
                + secret
                + " -pubout -out public.pem\n");
    assertThat(faultOfPrivate(pem("PUBLIC KEY", pair.getPublic())))
        .contains("is a public key, which cannot sign; give the private one");
  }

  @Test
  void saysWhatElseAFileHolds() throws Exception {
    KeyPair other = KeyPairGenerator.getInstance("EC").generateKeyPair();
    assertThat(faultOfPrivate(pem("PRIVATE KEY", other.getPrivate())))
        .contains("a key of another kind than Ed25519; make one with openssl genpkey");
    assertThat(faultOfPublic(pem("PUBLIC KEY", other.getPublic()))).contains("of another kind");
    assertThat(faultOfPrivate(pem("ENCRYPTED PRIVATE KEY", pair.getPrivate())))
        .contains("is protected by a passphrase");
    assertThat(faultOfPublic(pem("CERTIFICATE", pair.getPublic())))
        .contains("is no Ed25519 key but a CERTIFICATE");
    assertThat(faultOfPublic(file(pem("PUBLIC KEY", "AAAA")))).contains("is damaged");
    assertThat(faultOfPublic(file(""))).contains("is no key in PEM");
    assertThat(faultOfPublic(file("-".repeat(1 << 17)))).contains("is too long for a key");
  }

  @Test
  void saysWhyThereIsNothingToRead() throws IOException {
    assertThat(faultOfPrivate(folder.resolve("none.pem")))
        .contains("none.pem: there is no such file");
    assertThat(faultOfPublic(folder)).contains("is a folder");
    Path secret = pem("PRIVATE KEY", pair.getPrivate());
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("---------"));
    Assumptions.assumeFalse(Files.isReadable(secret), "this user may read everything");
    assertThat(faultOfPrivate(secret)).contains("may not be read by this user");
  }
}
