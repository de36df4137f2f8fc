package dev.emitter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.emitter.cli.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What runs have stored for users, at the command line. */
@Tag("C2")
@Timeout(240)
final class AuditCommandTest {

  private static final String AUDIT =
      "{\"type\": \"Audit\", \"owner\": \"ann\", \"topics\": [[\"a\"]]}";

  @TempDir Path folder = Path.of("");
  private Shell shell = new Shell(folder);

  @BeforeEach
  void run() {
    shell = new Shell(folder);
    shell.write("emitters/mine.json", AUDIT);
    shell.write(
        "events.ndjson", Shell.line("a", "1") + Shell.line("b", "2") + Shell.line("a", "3"));
    Result run = shell.publish("events.ndjson", "--data", shell.path("data").toString());
    assertThat(run.status()).as(run.err()).isZero();
  }

  private Result audit(String command, String... more) {
    String[] args = new String[more.length + 3];
    args[0] = "audit";
    args[1] = command;
    args[2] = shell.path("data").toString();
    System.arraycopy(more, 0, args, 3, more.length);
    return shell.run(args);
  }

  private Path segment() throws IOException {
    try (var files = Files.list(shell.path("data/audit/mine"))) {
      return files.filter(file -> file.toString().endsWith("1.ndjson")).findFirst().orElseThrow();
    }
  }

  @Test
  void listsWhatIsStored() throws IOException {
    List<String> lines = audit("list").out().lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).containsPattern("emitter +owner +entries +bytes +oldest +newest");
    assertThat(lines.get(1)).containsPattern("^mine +ann +2 +\\d+ +20\\S+Z +20\\S+Z +0 +0$");
    JsonNode json = new ObjectMapper().readTree(audit("list", "--json").out());
    assertThat(json.path("emitter").asText()).isEqualTo("mine");
    assertThat(json.path("keep").asText()).isEqualTo("PT2160H");
  }

  @Test
  void readsInEachFormat() throws IOException {
    Result lines = audit("read", "mine");
    assertThat(lines.status()).isZero();
    assertThat(lines.out().lines())
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).contains("\"id\""));
    assertThat(lines.err()).containsPattern("^end: [0-9a-f]{8}-2, not complete\\R$");
    assertThat(new ObjectMapper().readTree(audit("read", "mine", "--format", "json").out()))
        .hasSize(2);
    assertThat(audit("read", "mine", "--format", "json", "--pretty").out())
        .contains("\n    \"id\"");
    assertThat(audit("read", "mine", "--format", "csv").out().lines()).hasSize(3);
    assertThat(audit("read", "mine", "--limit", "1").err()).contains("more follow");
    String cursor = audit("read", "mine", "--limit", "1").err().substring(5, 15);
    assertThat(audit("read", "mine", "--after", cursor).out())
        .contains("\"3\"")
        .doesNotContain("\"1\"");
    assertThat(audit("read", "mine", "--end", "2020-01-01").out()).isEmpty();
    assertThat(audit("read", "mine", "--start", "2020-01-01").out().lines()).hasSize(2);
  }

  @Test
  void refusesWhatItCannotRead() {
    assertThat(audit("read", "mien").err()).contains("nothing is stored", "mine");
    assertThat(audit("read", "mine", "--start", "yesterday").err())
        .contains("start = \"yesterday\"");
    assertThat(audit("read", "mine", "--zone", "Mars").err()).contains("zone = Mars");
    assertThat(audit("read", "mine", "--after", "x").err()).contains("is no cursor");
    assertThat(shell.run("audit", "list", shell.path("no").toString()).status())
        .isEqualTo(ExitStatus.FAULT);
    assertThat(shell.run("audit").err()).contains("Missing command");
  }

  @Test
  void verifiesAndNamesFileAndLine() throws IOException {
    Result sound = audit("verify");
    assertThat(sound.status()).isZero();
    assertThat(sound.out()).isEqualTo("mine: 2 entries in 1 segment: as written\n");
    byte[] bytes = Files.readAllBytes(segment());
    bytes[bytes.length - 9] ^= 1;
    Files.write(segment(), bytes);
    Result broken = audit("verify", "mine");
    assertThat(broken.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(broken.err()).contains("0001.ndjson, line 2: was changed");
    assertThat(broken.out()).contains("1 fault");
  }

  @Test
  void erasesByIdAndByFilter() throws IOException {
    assertThat(audit("erase", "mine", "--by", "bob").status()).isEqualTo(ExitStatus.FAULT);
    assertThat(audit("erase", "mine", "--event", "1", "--by", "bob").out())
        .isEqualTo("1 event erased\n");
    assertThat(audit("erase", "mine", "--filter", "event.id = \"3\"", "--by", "bob").out())
        .isEqualTo("1 event erased\n");
    assertThat(audit("read", "mine").out()).isEmpty();
    assertThat(audit("verify").status()).isZero();
    assertThat(Files.readString(shell.path("data/audit/mine/chain.ndjson"))).contains("\"bob\"");
  }

  @Test
  void aSecondRunStoresEachEventOnce() throws IOException {
    Files.writeString(segment(), "{\"crc\":\"torn", StandardOpenOption.APPEND);
    shell.write("more.ndjson", Shell.line("a", "4"));
    assertThat(shell.publish("more.ndjson", "--data", shell.path("data").toString()).status())
        .isZero();
    assertThat(audit("read", "mine").out().lines()).hasSize(3);
    assertThat(audit("verify").status()).isZero();
  }

  @Test
  void withoutAFolderOfDataTheTypeIsRefused() {
    Result refused = shell.publish("events.ndjson");
    assertThat(refused.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(refused.err()).contains("Audit has no place to store events", "--data DIR");
    assertThat(shell.run("check", shell.path("emitters").toString()).status()).isZero();
  }

  @Test
  void saysInPlainWordsWhyItCannotRead() throws IOException {
    Path info = shell.path("data/audit/mine/audit.json");
    String kept = Files.readString(info);
    for (String broken : List.of("{\"format\":", "{\"format\":1,\"keep\":\"x\"}")) {
      Files.writeString(info, broken);
      for (String command : List.of("list", "verify")) {
        Result refused = audit(command);
        assertThat(refused.status()).isEqualTo(ExitStatus.FAULT);
        assertThat(refused.err()).contains("audit.json: is damaged; restore the file");
      }
    }
    Files.writeString(info, kept);
    Files.setPosixFilePermissions(segment(), PosixFilePermissions.fromString("---------"));
    Assumptions.assumeFalse(Files.isReadable(segment()), "this user may read everything");
    Result unreadable = audit("verify");
    assertThat(unreadable.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(unreadable.err()).contains("ermission denied").doesNotContain("Exception");
    Files.setPosixFilePermissions(info, PosixFilePermissions.fromString("---------"));
    assertThat(audit("list").err()).contains("may not be read, or changed, by this user");
  }

  @Test
  void namesAMissingHead() throws IOException {
    Files.delete(shell.path("data/audit/mine/head.json"));
    Result missing = audit("verify");
    assertThat(missing.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(missing.err()).contains("head.json: is missing", "restore the folder");
  }

  /** A check that runs every night must not stay green once all is gone. */
  @Test
  void nothingToVerifyIsAFault() throws IOException {
    Files.createDirectories(shell.path("empty/audit"));
    Result nothing = shell.run("audit", "verify", shell.path("empty").toString());
    assertThat(nothing.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(nothing.err()).contains("there is no audit to verify");
  }

  /** A key says nothing of a segment that is still written to, and people must know. */
  @Test
  void saysThatNothingIsSignedYet() throws Exception {
    byte[] key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic().getEncoded();
    shell.write(
        "public.pem",
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getEncoder().encodeToString(key)
            + "\n-----END PUBLIC KEY-----\n");
    Result verified = audit("verify", "--public-key", shell.path("public.pem").toString());
    assertThat(verified.status()).as(verified.err()).isZero();
    assertThat(verified.out()).contains("none signed yet");
  }
}
