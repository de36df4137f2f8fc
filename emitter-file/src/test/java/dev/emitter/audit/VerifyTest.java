package dev.emitter.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.emitter.audit.AuditVerification.Fault;
import dev.emitter.event.Payload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is not as it was written is named, with its file and line. */
@Tag("C2")
final class VerifyTest {

  @TempDir Path root;
  private Audit audit;

  @BeforeEach
  void begin() {
    audit = Audit.in(root).segments(20_000);
    audit.deliver(1, 250);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> audit.files(".ndjson").size() == 2); // the chain, and the one that grows
    assertThat(audit.files(".ndjson.gz")).hasSize(3);
    assertThat(faults()).isEmpty();
    audit.restart();
    assertThat(faults()).isEmpty();
  }

  @AfterEach
  void end() {
    audit.close();
  }

  private List<Fault> faults() {
    return audit.log().verify(Audit.ID, null).faults();
  }

  private Path growing() {
    return audit.files(".ndjson").get(0);
  }

  private static List<String> lines(Path file) throws IOException {
    return new ArrayList<>(Files.readAllLines(file));
  }

  private static void write(Path file, List<String> lines) throws IOException {
    Files.writeString(file, String.join("\n", lines) + (lines.isEmpty() ? "" : "\n"));
  }

  private void expect(Path file, long line, String what) {
    assertThat(faults())
        .hasSize(1)
        .first()
        .satisfies(
            fault -> {
              assertThat(fault.file().getFileName()).isEqualTo(file.getFileName());
              assertThat(fault.line()).isEqualTo(line);
              assertThat(fault.what()).contains(what);
            });
  }

  @Test
  void aFlippedByteIsNamed() throws IOException {
    byte[] bytes = Files.readAllBytes(growing());
    int lineFeed = new String(bytes, UTF_8).indexOf('\n');
    for (int at : new int[] {3, 9, 30, lineFeed / 2, lineFeed - 1}) {
      byte[] flipped = bytes.clone();
      flipped[lineFeed + 1 + at] ^= 1;
      Files.write(growing(), flipped);
      List<Fault> faults = faults();
      assertThat(faults).as("byte %d of line 2", at).hasSize(1);
      assertThat(faults.get(0).line()).isEqualTo(2);
      assertThat(faults.get(0).file().getFileName()).isEqualTo(growing().getFileName());
    }
  }

  @Test
  void noByteOfACompressedSegmentCanBeChanged() throws IOException {
    Path file = audit.files(".ndjson.gz").get(1);
    byte[] bytes = Files.readAllBytes(file);
    for (int at = 0; at < bytes.length; at += Math.max(1, bytes.length / 40)) {
      byte[] flipped = bytes.clone();
      flipped[at] ^= 4;
      Files.write(file, flipped);
      assertThat(faults())
          .as("byte %d", at)
          .isNotEmpty()
          .allSatisfy(
              fault -> assertThat(fault.file().getFileName()).isEqualTo(file.getFileName()));
    }
  }

  @Test
  void aRemovedLineIsNamed() throws IOException {
    List<String> lines = lines(growing());
    lines.remove(4);
    write(growing(), lines);
    expect(growing(), 5, "1 is missing");
  }

  @Test
  void linesThatWereExchangedAreNamed() throws IOException {
    List<String> lines = lines(growing());
    lines.add(3, lines.remove(6));
    write(growing(), lines);
    assertThat(faults()).isNotEmpty().first().extracting(Fault::line).isEqualTo(4L);
  }

  @Test
  void aCutTailIsNamed() throws IOException {
    List<String> lines = lines(growing());
    int count = lines.size();
    write(growing(), lines.subList(0, count - 2));
    expect(growing(), count - 1, "its tail was cut");
    audit.deliver(251, 260); // what is missing stays missing
    expect(growing(), count - 1, "2 are missing");
  }

  @Test
  void aHalfLineAtTheEndIsNamed() throws IOException {
    byte[] bytes = Files.readAllBytes(growing());
    Files.write(growing(), Arrays.copyOf(bytes, bytes.length - 10));
    List<Fault> faults = faults();
    assertThat(faults).isNotEmpty();
    assertThat(faults.get(0).line()).isEqualTo(lines(growing()).size());
  }

  @Test
  void exchangedSegmentsAreNamed() throws IOException {
    Path one = audit.files(".ndjson.gz").get(0);
    Path other = audit.files(".ndjson.gz").get(1);
    byte[] bytes = Files.readAllBytes(one);
    Files.write(one, Files.readAllBytes(other));
    Files.write(other, bytes);
    assertThat(faults())
        .extracting(fault -> String.valueOf(fault.file().getFileName()), Fault::line)
        .contains(
            Tuple.tuple(String.valueOf(one.getFileName()), 1L),
            Tuple.tuple(String.valueOf(other.getFileName()), 1L));
  }

  @Test
  void aMissingSegmentIsNamed() throws IOException {
    for (Path file : List.of(audit.files(".ndjson.gz").get(1), growing())) {
      byte[] bytes = Files.readAllBytes(file);
      Files.delete(file);
      List<Fault> faults = faults();
      assertThat(faults).hasSize(1);
      assertThat(faults.get(0).what()).contains("is missing");
      assertThat(file.getFileName().toString())
          .startsWith(String.valueOf(faults.get(0).file().getFileName()));
      Files.write(file, bytes);
    }
    assertThat(faults()).isEmpty();
  }

  /** Without it nothing tells whether the tail was cut. */
  @Test
  void aMissingDamagedOrOldHeadIsNamed() throws IOException {
    Path head = audit.folder().resolve(SegmentHead.NAME);
    byte[] bytes = Files.readAllBytes(head);
    Files.delete(head);
    expect(head, 0, "is missing");
    for (String damaged : List.of("", "{}", "{\"first\":1,", "\0\0\0")) {
      Files.writeString(head, damaged);
      expect(head, 0, "is damaged");
    }
    Files.writeString(head, "{\"first\":1,\"last\":1,\"bytes\":1,\"sha256\":\"00\"}");
    expect(head, 0, "is of an earlier segment");
    Files.delete(growing());
    expect(head, 0, "is of an earlier segment, so nothing tells whether entries were cut");
    Files.delete(head);
    expect(head, 0, "is missing, so nothing tells whether entries were cut off at the end");
    Files.write(head, bytes);
    assertThat(faults()).extracting(Fault::what).first().asString().contains("is missing, with");
  }

  @Test
  void aHeadIsMissedBesideTheFirstSegmentToo() throws IOException {
    Audit young = Audit.in(root).id("young");
    young.deliver(1, 1);
    young.close();
    Path head = young.folder().resolve(SegmentHead.NAME);
    Files.delete(head);
    assertThat(young.log().verify("young", null).faults())
        .extracting(Fault::file)
        .containsExactly(head);
  }

  /** A crash may come before the first entry is stored. */
  @Test
  void nothingIsMissedBeforeTheFirstEntry() throws IOException {
    Audit young = Audit.in(root).id("young");
    young.deliver(1, 1);
    young.close();
    for (Path file : young.files("")) {
      if (!file.endsWith(StoreInfo.NAME)) {
        Files.delete(file);
      }
    }
    assertThat(young.log().verify("young", null).faults()).isEmpty();
    Files.createFile(SegmentFile.plain(young.folder(), 1).path());
    assertThat(young.log().verify("young", null).faults()).isEmpty();
  }

  @Test
  void aChainThatIsGoneWithItsSegmentsIsNamed() throws IOException {
    for (Path file : audit.files(".gz")) {
      Files.delete(file);
    }
    Files.delete(audit.folder().resolve(DigestChain.NAME));
    expect(growing(), 1, "entry 1 was expected");
  }

  /** It was never told to be stored. */
  @Test
  void whatACrashHasTornAfterTheHeadIsNoFault() throws IOException {
    byte[] line = Files.readAllBytes(growing());
    Files.write(growing(), Arrays.copyOf(line, 50), StandardOpenOption.APPEND);
    assertThat(faults()).isEmpty();
    Files.write(growing(), new byte[4_096], StandardOpenOption.APPEND);
    assertThat(faults()).isEmpty();
    audit.deliver(251, 260);
    assertThat(faults()).isEmpty();
    assertThat(audit.all()).hasSize(260);
  }

  @Test
  void aChangeOfTheChainIsNamed() throws IOException {
    Path chain = audit.folder().resolve(DigestChain.NAME);
    List<String> lines = lines(chain);
    for (int i = 0; i < lines.size() - 1; i++) {
      List<String> changed = new ArrayList<>(lines);
      changed.set(i, lines.get(i).replace("\"first\":", "\"first\" :"));
      write(chain, changed);
      List<Fault> faults = faults();
      assertThat(faults).hasSize(1);
      assertThat(faults.get(0).line()).isEqualTo(i + 2);
    }
    write(chain, lines.subList(1, lines.size()));
    assertThat(faults()).isNotEmpty();
  }

  @Test
  void contentThatWasRewrittenWithAllChecksumsIsNamed() throws IOException {
    LineBuffer forged = new LineBuffer();
    try (LineReader lines = new LineReader(Files.newInputStream(growing()), 0)) {
      while (lines.next()) {
        AuditLine line = Objects.requireNonNull(lines.wholeLine());
        String event = new String(line.event(), UTF_8).replace("grün", "blau");
        forged.add(
            line.number(), line.position(), line.publishedAt(), Payload.of(event.getBytes(UTF_8)));
      }
    }
    Files.write(growing(), forged.toByteArray());
    assertThat(faults()).hasSize(1);
    assertThat(faults().get(0).what()).contains("digest");
  }

  @Test
  void aSignatureTellsWhoWroteTheChain() throws GeneralSecurityException, IOException {
    KeyPair key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    KeyPair other = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    audit =
        audit
            .id("signed")
            .log(AuditLog.builder(root).signedWith(key.getPrivate()).segmentBytes(5_000));
    audit.deliver(1, 100);
    audit.restart();
    AuditVerification found = audit.log().verify("signed", key.getPublic());
    assertThat(found.faults()).isEmpty();
    assertThat(found.signed()).isGreaterThan(2);
    assertThat(audit.log().verify("signed", other.getPublic()).faults())
        .isNotEmpty()
        .allSatisfy(fault -> assertThat(fault.what()).contains("is not signed by this key"));
    assertThat(audit.log().verify(Audit.ID, key.getPublic()).faults())
        .isNotEmpty()
        .allSatisfy(fault -> assertThat(fault.what()).isEqualTo("is not signed"));
  }
}
