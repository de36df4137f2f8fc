package dev.emitter.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.awaitility.Durations.ONE_MINUTE;

import dev.emitter.channel.Delivery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is erased is gone from the disk, and everything else is as it was. */
@Tag("C2")
final class EraseTest {

  private static final Set<String> UNWANTED = Set.of("event-3", "event-120", "event-249");

  @TempDir Path root;
  private Audit audit;

  @BeforeEach
  void begin() {
    audit = Audit.in(root).segments(20_000);
    audit.deliver(1, 250);
    await().atMost(ONE_MINUTE).until(() -> audit.files(".ndjson").size() == 2);
  }

  @AfterEach
  void end() {
    audit.close();
  }

  private long erase() {
    return audit
        .log()
        .erase(Audit.ID, event -> UNWANTED.contains(event.getId()), "op@shop.example");
  }

  private List<Long> rest() {
    List<Long> rest = new ArrayList<>(Audit.range(1, 250));
    rest.removeAll(List.of(3L, 120L, 249L));
    return rest;
  }

  private boolean isOnDisk(String text) throws IOException {
    for (int attempt = 0; ; attempt++) {
      try {
        return isInFile(text);
      } catch (NoSuchFileException | UncheckedIOException compressed) {
        // meanwhile: its content is in another file
        assertThat(attempt).isLessThan(100);
      }
    }
  }

  private boolean isInFile(String text) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (content(file).contains(text)) {
          return true;
        }
      }
    }
    return false;
  }

  private static String content(Path file) throws IOException {
    if (file.toString().endsWith(".tmp")) {
      return ""; // what is compressed at this moment was erased before
    }
    if (!file.toString().endsWith(".gz")) {
      return new String(Files.readAllBytes(file), UTF_8);
    }
    try (var in = new GZIPInputStream(Files.newInputStream(file))) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  @Test
  void contentIsGoneAndTheChainGoesOn() throws IOException {
    assertThat(isOnDisk("event-120\"")).isTrue();
    assertThat(erase()).isEqualTo(3);
    for (String id : UNWANTED) {
      assertThat(isOnDisk(id + "\"")).as(id).isFalse();
    }
    assertThat(isOnDisk("\"position\":\"120\"")).isTrue();
    assertThat(isOnDisk("\"erased\":true")).isTrue();
    assertThat(audit.all()).isEqualTo(rest());
    AuditVerification found = audit.log().verify(Audit.ID, null);
    assertThat(found.faults()).isEmpty();
    assertThat(found.erased()).isEqualTo(3);
    assertThat(Files.readString(audit.folder().resolve(DigestChain.NAME)))
        .contains("\"kind\":\"erased\"", "\"by\":\"op@shop.example\"", "\"count\":3");
    assertThat(erase()).isZero();
  }

  @Test
  void goesOnAfterwardsAndStoresNothingErasedAgain() {
    erase();
    audit.deliver(List.of(Delivery.of(Audit.ID, Audit.logged(3), 1).resubmittedBy("again")));
    audit.deliver(251, 300);
    audit.restart();
    audit.deliver(245, 310);
    List<Long> wanted = rest();
    wanted.addAll(Audit.range(251, 310));
    assertThat(audit.all()).isEqualTo(wanted);
    await().atMost(ONE_MINUTE).until(() -> audit.files(".ndjson").size() == 2);
    assertThat(audit.log().verify(Audit.ID, null).faults()).isEmpty();
    assertThat(audit.all()).isEqualTo(wanted);
  }

  @Test
  void anEmitterThatIsNotAtWorkIsErasedToo() {
    audit.restart();
    assertThat(erase()).isEqualTo(3);
    assertThat(audit.all()).isEqualTo(rest());
    assertThat(audit.log().verify(Audit.ID, null).faults()).isEmpty();
  }

  /** A crash between the chain and the files: what the chain says is done when it is opened. */
  @Test
  void anErasureThatWasCutShortIsFinished() throws IOException {
    Path compressed = audit.files(".ndjson.gz").get(1);
    byte[] before = Files.readAllBytes(compressed);
    Path index = compressed.resolveSibling(compressed.getFileName() + ".index");
    byte[] indexBefore = Files.readAllBytes(index);
    erase();
    audit.restart();
    Path plain = SegmentFile.list(audit.folder()).get(1).path();
    String name = compressed.getFileName().toString().replace(".gz", "");
    String content = content(plain);
    Files.delete(plain);
    Files.writeString(audit.folder().resolve(name + ".erasing"), content);
    Files.write(compressed, before);
    Files.write(index, indexBefore);
    audit.deliver(251, 251);
    assertThat(isOnDisk("event-120\"")).isFalse();
    assertThat(audit.log().verify(Audit.ID, null).faults()).isEmpty();
  }

  @Test
  void anErasureThatTheChainDoesNotKnowIsTakenBack() throws IOException {
    audit.restart();
    Path half = audit.folder().resolve("00000000000000000001.ndjson.erasing");
    Files.writeString(half, "half");
    audit.deliver(251, 251);
    assertThat(half).doesNotExist();
    assertThat(audit.all()).isEqualTo(Audit.range(1, 251));
  }
}
