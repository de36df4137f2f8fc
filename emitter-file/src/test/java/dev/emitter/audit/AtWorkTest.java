package dev.emitter.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emitter.channel.Channel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** While an emitter is at work its store is its own, whether it has stored anything or not. */
@Tag("C2")
final class AtWorkTest {

  @TempDir Path folder;
  private Path root = Path.of("");
  private Audit audit = Audit.in(root);

  @BeforeEach
  void store() {
    root = folder.resolve("audit");
    audit = removing(Duration.ofDays(7));
    audit.deliver(1, 3);
    audit.restart();
  }

  @AfterEach
  void end() {
    audit.close();
  }

  private Audit removing(Duration keepRemoved) {
    return Audit.in(root).log(AuditLog.builder(root).keepRemoved(keepRemoved));
  }

  /** Returns the log as another process has it: by another name of the folder. */
  private AuditLog ofAnother() throws IOException {
    return AuditLog.in(Files.createSymbolicLink(folder.resolve("other"), root));
  }

  @Test
  void nobodyElseErasesWhileAnEmitterIsAtWork() throws IOException {
    AuditLog other = ofAnother();
    audit.channel(); // it has stored nothing yet
    assertThatThrownBy(() -> other.erase(Audit.ID, event -> true, "bob"))
        .hasMessageContaining("is in use by another process");
    assertThat(audit.log().erase(Audit.ID, event -> false, "bob")).isZero();
    audit.close();
    assertThat(other.erase(Audit.ID, event -> true, "bob")).isEqualTo(3);
  }

  /** Segments are closed, compressed and dropped all the time. */
  @Test
  @Timeout(120)
  void othersLookWhileAnEmitterStores() throws Exception {
    AuditLog other = ofAnother();
    Audit busy = removing(Duration.ofDays(7)).with("maxBytes", 600_000L).segments(60_000);
    ExecutorService storing = Executors.newSingleThreadExecutor();
    AtomicBoolean ends = new AtomicBoolean();
    try {
      Future<?> stored =
          storing.submit(
              () -> {
                for (long next = 4; !ends.get(); next += 20) {
                  busy.deliver(next, next + 19);
                }
              });
      for (int i = 0; i < 10; i++) {
        assertThat(other.list()).hasSize(1);
        other.read(Audit.OWNER, Audit.ID, AuditQuery.ALL.limit(1)).close();
      }
      ends.set(true);
      stored.get(60, TimeUnit.SECONDS);
    } finally {
      ends.set(true);
      storing.shutdown();
      busy.close();
    }
  }

  /** A process that takes over finds no file that is still written by the one before. */
  @Test
  void nothingIsCompressedOnceItIsClosed() {
    audit.segments(1);
    for (long number = 4; number < 8; number++) {
      audit.deliver(Audit.bulky(number, 4 << 20)); // takes a while to compress
    }
    audit.close();
    List<Path> closed = audit.files("");
    assertThat(closed).noneMatch(file -> file.toString().endsWith(".tmp"));
    audit.restart();
    assertThat(audit.files("")).isEqualTo(closed);
    assertThat(audit.all()).isEqualTo(Audit.range(1, 7));
  }

  @Test
  void anEmitterThatIsOnlyReadKeepsNobodyFromErasing() throws IOException {
    AuditLog other = ofAnother();
    Audit reading = Audit.in(root).log(AuditLog.builder(root).readOnly(true));
    reading.channel();
    assertThat(other.erase(Audit.ID, event -> true, "bob")).isEqualTo(3);
    reading.close();
  }

  /** Removing takes a moment, and the new emitter may be there before. */
  @Test
  void aNewEmitterOfTheSameIdKeepsWhatItStores() {
    audit.close();
    audit = removing(Duration.ZERO);
    Channel before = audit.channel();
    Audit anew = removing(Duration.ZERO);
    anew.channel();
    before.close(Duration.ZERO);
    before.removed();
    anew.deliver(4, 5);
    assertThat(anew.all()).containsExactly(1L, 2L, 3L, 4L, 5L);
    anew.close();
    removing(Duration.ZERO).channel().close(Duration.ZERO); // looks for what was removed
    assertThat(anew.all()).hasSize(5);
  }

  /** An emitter that is back and gets no event for a week is there all the same. */
  @Test
  void anEmitterThatIsBackKeepsWhatWasStored() {
    audit.at(Audit.BEGIN);
    Channel before = audit.channel();
    before.close(Duration.ZERO);
    before.removed();
    assertThat(audit.log().list().get(0).removedAt()).isEqualTo(Audit.BEGIN);
    audit.restart();
    audit.channel();
    assertThat(audit.log().list().get(0).removedAt()).isNull();
    audit.restart();
    audit.at(Audit.BEGIN.plus(Duration.ofDays(8)));
    audit.channel();
    assertThat(audit.all()).hasSize(3);
  }

  @Test
  void anEmitterThatStaysAwayIsForgotten() {
    Channel before = audit.channel();
    before.close(Duration.ZERO);
    before.removed();
    audit.restart();
    audit.at(Audit.BEGIN.plus(Duration.ofDays(8)));
    Audit another = Audit.in(root).id("another");
    another.log(AuditLog.builder(root)).at(Audit.BEGIN.plus(Duration.ofDays(8)));
    another.channel();
    assertThat(audit.log().list()).isEmpty();
    another.close();
  }
}
