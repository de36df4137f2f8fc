package dev.emitter.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emitter.Emitters;
import dev.emitter.topic.Topic;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one user may have stored at most, whatever becomes of the user's emitters. */
@Tag("C2")
final class OwnerMaxTest {

  private static final long LIMIT = 100_000;

  /** More than the limit at most: a 64th of it, and one event. */
  private static final long MOST = LIMIT + LIMIT / 64 + 2_000;

  private static final int ROUNDS = 90;

  /** Of a size that a 64th of the limit is not reached by one. */
  private static final int EVENT_BYTES = 1_000;

  @TempDir Path root;

  private AuditLog.Builder builder() {
    return AuditLog.builder(root).ownerMaxBytes(LIMIT);
  }

  private Audit emitter(String id) {
    return Audit.in(root).log(builder()).id(id);
  }

  private static void remove(Audit audit) {
    audit.close();
    audit.channel().removed();
  }

  private static long bytes(AuditLog log) {
    return log.list().stream().mapToLong(AuditSummary::bytes).sum();
  }

  @Test
  void emittersThatAreRemovedAfterAnEventKeepTheLimit() {
    for (int number = 1; number <= ROUNDS; number++) {
      Audit audit = emitter("e" + number);
      audit.deliver(Audit.bulky(number, EVENT_BYTES));
      remove(audit);
    }
    assertThat(bytes(builder().build())).isBetween(LIMIT / 2, MOST);
  }

  @Test
  void anEmitterThatIsChangedAfterEachEventKeepsTheLimit() {
    Audit audit = emitter("mine");
    for (int number = 1; number <= ROUNDS; number++) {
      audit.deliver(Audit.bulky(number, EVENT_BYTES));
      audit.restart();
      assertThat(bytes(audit.log())).isLessThanOrEqualTo(MOST);
    }
    assertThat(audit.log().list().get(0).dropped()).isBetween(1L, ROUNDS - 1L);
  }

  @Test
  void manyEmittersKeepTheLimit() {
    List<Audit> many = new ArrayList<>();
    for (int number = 1; number <= ROUNDS; number++) {
      Audit audit = emitter("e" + number);
      audit.deliver(Audit.bulky(number, EVENT_BYTES));
      many.add(audit);
    }
    assertThat(bytes(builder().build())).isBetween(LIMIT / 2, MOST);
    many.forEach(Audit::close);
  }

  /** Also after the first event of each: they share what may be stored between two looks. */
  @Test
  void emittersShareWhatMayBeStoredBetweenTwoLooks() {
    Audit one = emitter("one");
    Audit other = emitter("other");
    for (int number = 1; number <= ROUNDS; number++) {
      (number % 2 == 0 ? one : other).deliver(Audit.bulky(number, EVENT_BYTES));
      assertThat(bytes(builder().build())).isLessThanOrEqualTo(MOST);
    }
    one.close();
    other.close();
  }

  /** What was stored since the limit was looked at is not known any more after a restart. */
  @Test
  void whatWasStoredBeforeCountsWithTheFirstEvent() {
    Audit audit = Audit.in(root).log(AuditLog.builder(root).segmentBytes(5_000));
    for (int number = 1; number <= 2 * ROUNDS; number++) {
      audit.deliver(Audit.bulky(number, EVENT_BYTES));
    }
    audit.restart();
    assertThat(bytes(audit.log())).isGreaterThan(MOST);
    audit.log(builder().segmentBytes(5_000)).deliver(Audit.bulky(2 * ROUNDS + 1, 10));
    assertThat(bytes(audit.log())).isBetween(LIMIT / 2, MOST);
    audit.close();
  }

  @Test
  void whatWasStoredLastIsLookedAtWhenTheEmitterIsClosed() throws IOException {
    Audit audit = Audit.in(root).log(builder().segmentBytes(5_000));
    for (int number = 1; number <= 2 * ROUNDS; number++) {
      audit.deliver(Audit.bulky(number, EVENT_BYTES));
    }
    audit.close();
    assertThat(AuditRoot.of(root).bytes(Audit.OWNER)).isLessThanOrEqualTo(LIMIT);
  }

  @Test
  void ofTooManyStoresThoseGoWhoseEmittersWereRemovedFirst() {
    AuditLog.Builder few = builder().ownerMaxStores(3);
    Audit stays = Audit.in(root).log(few).id("stays");
    stays.deliver(1, 1);
    Audit others = Audit.in(root).log(few).id("others").owner("bob@shop.example");
    others.deliver(1, 1);
    remove(others);
    for (int number = 1; number <= 5; number++) {
      Audit audit = Audit.in(root).log(few).id("e" + (10 - number));
      audit.at(Audit.BEGIN.plus(Duration.ofMinutes(number)));
      audit.deliver(1, 1);
      remove(audit);
      assertThat(ids(few)).hasSizeLessThanOrEqualTo(4);
    }
    assertThat(ids(few)).containsExactly("e5", "e6", "others", "stays");
    try (Audit more = Audit.in(root).log(few).id("more");
        Audit most = Audit.in(root).log(few).id("most")) {
      more.deliver(1, 1);
      most.deliver(1, 1);
      assertThat(ids(few)).containsExactly("more", "most", "others", "stays");
    }
    stays.close();
  }

  private static List<String> ids(AuditLog.Builder builder) {
    return builder.build().list().stream().map(AuditSummary::emitterId).sorted().toList();
  }

  @Test
  void aLimitOfNoStoresIsRefused() {
    assertThatThrownBy(() -> builder().ownerMaxStores(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ownerMaxStores = 0");
  }

  /** The same by what a user can do. */
  @Test
  void aUserWhoRegistersAndRemovesKeepsTheLimits() {
    AuditLog audit =
        AuditLog.builder(root.resolve("audit")).ownerMaxBytes(LIMIT).ownerMaxStores(20).build();
    try (Emitters emitters = Emitters.builder().channel(AuditChannelProvider.of(audit)).start()) {
      for (int round = 0; round < ROUNDS; round++) {
        String id =
            emitters.registerUser("mallory", "{\"type\": \"Audit\", \"topics\": [[\"t\"]]}").id();
        emitters.publish(Topic.of("t"), "a", "x".repeat(EVENT_BYTES));
        assertThat(emitters.awaitIdle(Duration.ofSeconds(60))).isTrue();
        emitters.remove(id);
      }
    }
    assertThat(audit.list()).hasSizeBetween(1, 20);
    assertThat(bytes(audit)).isLessThanOrEqualTo(MOST);
  }
}
