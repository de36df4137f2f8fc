package dev.emitter.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.audit.AuditVerification.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Verifying while a busy process closes, compresses and drops segments, however long it takes. */
@Tag("C2")
final class ChangingStoreTest {

  private static final Path ONE = Path.of("one");
  private static final Path OTHER = Path.of("other");

  private final AtomicInteger changes = new AtomicInteger();

  private static AuditVerification found(Path... faulty) {
    return new AuditVerification(
        1, 1, 0, 0, 0, List.of(faulty).stream().map(file -> new Fault(file, 0, "bad")).toList());
  }

  /** Verifies with these results, one after the other, while files change all the time. */
  private AuditVerification verify(AuditVerification... passes) throws IOException {
    Deque<AuditVerification> left = new ArrayDeque<>(List.of(passes));
    AuditVerification result = ChangingStore.verify(changes::incrementAndGet, () -> left.remove());
    assertThat(left).isEmpty();
    return result;
  }

  @Test
  void looksAgainUntilWhatLookedDamagedIsNot() throws IOException {
    assertThat(verify(found(ONE), found(OTHER), found()).ok()).isTrue();
    assertThat(
            verify(
                    found(ONE),
                    found(OTHER),
                    found(ONE),
                    found(OTHER),
                    found(ONE),
                    found(OTHER),
                    found(ONE),
                    found())
                .ok())
        .isTrue();
  }

  @Test
  void tellsWhatIsFoundTwiceInARowAndNothingElse() throws IOException {
    assertThat(verify(found(ONE), found(ONE, OTHER)).faults())
        .extracting(Fault::file)
        .containsExactly(ONE);
  }

  @Test
  void tellsAtOnceWhatIsFoundWhileNothingChanges() throws IOException {
    assertThat(ChangingStore.verify(() -> "same", () -> found(ONE)).faults()).hasSize(1);
  }

  @Test
  void endsEvenIfEachLookFindsSomethingElse() throws IOException {
    AtomicInteger passes = new AtomicInteger();

    AuditVerification result =
        ChangingStore.verify(
            changes::incrementAndGet,
            () -> found(Path.of(String.valueOf(passes.incrementAndGet()))));

    assertThat(result.ok()).isFalse();
    assertThat(passes.get()).isLessThan(100);
  }
}
