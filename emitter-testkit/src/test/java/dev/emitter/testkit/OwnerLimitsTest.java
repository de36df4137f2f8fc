package dev.emitter.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.emitter.Emitters;
import dev.emitter.Registration;
import dev.emitter.definition.DeliverySettings;
import dev.emitter.definition.Ordering;
import dev.emitter.delivery.AttemptQuery;
import dev.emitter.delivery.DeliveryAttempt;
import dev.emitter.delivery.Notice;
import dev.emitter.delivery.OwnerLimit;
import dev.emitter.delivery.OwnerLimits;
import dev.emitter.problem.ConfigurationException;
import dev.emitter.problem.LimitExceededException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What one owner may have, and that nobody else notices. */
@Tag("D3")
final class OwnerLimitsTest {

  private static final String JSON = "{\"type\": \"Webhook\", \"topics\": [[\"orders\"]]}";
  private static final String LONGER =
      JSON.replace("\"orders\"", "\"orders\", \"" + "x".repeat(200) + "\"");

  private final LastingLog log = new LastingLog(Clock.systemUTC());
  private final List<Shop> shops = new ArrayList<>();

  @AfterEach
  void close() {
    shops.forEach(Shop::close);
  }

  private Emitters start(OwnerLimits limits) {
    Shop shop = new Shop(builder -> builder.log(log.next()).ownerLimits(limits));
    shops.add(shop);
    return shop.emitters;
  }

  /** All that is settled beyond it is stored again and again, and costs everybody's time. */
  @Test
  void anEmitterOfAUserGoesNotFarBeyondAnEventThatFails() {
    Shop shop = new Shop(builder -> builder.log(log.next()));
    shops.add(shop);
    String unordered = JSON.replace("}", ", \"delivery\": {\"ordering\": \"none\"}}");
    String id = shop.emitters.registerUser("ann", unordered).id();
    shop.with(
        Shop.define("ours").delivery(DeliverySettings.DEFAULT.withOrdering(Ordering.NONE, 1)));
    shop.webhook.failWhile(delivery -> delivery.event().event().getId().equals("1"));
    shop.publish(600).quiet();
    assertThat(shop.webhook.deliveredIds("ours")).hasSize(599);
    assertThat(shop.webhook.deliveredIds(id)).hasSize(256);
    shop.webhook.mend();
    shop.advance(Duration.ofMinutes(10)).idle();
    assertThat(shop.webhook.deliveredIds(id)).hasSize(600).doesNotHaveDuplicates();
  }

  @Test
  void oneOwnerHasNoMoreEmittersThanOneMay() {
    Emitters emitters = start(OwnerLimits.defaults().withEmitters(2));
    emitters.registerUser("ann", JSON);
    Registration second = emitters.registerUser("ann", JSON);
    assertThatExceptionOfType(LimitExceededException.class)
        .isThrownBy(() -> emitters.registerUser("ann", JSON))
        .withMessage(
            "user ann would have emitters = 3, and may have at most 2; remove one, or an operator"
                + " raises ownerLimits");
    emitters.registerUser("bob", JSON);
    emitters.changeUser("ann", second.id(), second.version(), LONGER);
    emitters.removeUser("ann", second.id(), 2);
    emitters.registerUser("ann", JSON);
    assertThat(emitters.userDefinitions("ann")).hasSize(2);
    assertThat(emitters.ownerUsage("ann").used(OwnerLimit.EMITTERS)).isEqualTo(2);
    assertThat(emitters.ownerUsage("ann").limit(OwnerLimit.EMITTERS)).isEqualTo(2);
  }

  @Test
  void theDefinitionsOfAnOwnerAreNoLongerTogetherThanTheyMayBe() {
    Emitters emitters = start(OwnerLimits.defaults().withDefinitionBytes(2L * JSON.length() + 100));
    Registration first = emitters.registerUser("ann", JSON);
    emitters.registerUser("ann", JSON);
    assertThatExceptionOfType(LimitExceededException.class)
        .isThrownBy(() -> emitters.changeUser("ann", first.id(), 1, LONGER))
        .withMessageContaining("definitionBytes = ")
        .withMessageContaining("shorten or remove one");
    assertThat(emitters.userDefinitions("ann").get(0).json()).isEqualTo(JSON);
    assertThat(emitters.ownerUsage("ann").used(OwnerLimit.DEFINITION_BYTES))
        .isEqualTo(2L * JSON.length());
  }

  @Test
  void whatIsRefusedForAnotherReasonTakesNothing() {
    Emitters emitters = start(OwnerLimits.defaults().withEmitters(1));
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> emitters.registerUser("ann", "{\"type\": \"Webhok\"}"));
    emitters.registerUser("ann", JSON);
    assertThat(emitters.ownerUsage("ann").used(OwnerLimit.EMITTERS)).isEqualTo(1);
  }

  @Test
  void manyAtOnceAreNotMoreThanOneMayHave() {
    Emitters emitters = start(OwnerLimits.defaults().withEmitters(10));
    AtomicInteger refused = new AtomicInteger();
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      all.add(
          CompletableFuture.runAsync(() -> emitters.registerUser("ann", JSON))
              .exceptionally(e -> count(refused, e)));
    }
    all.forEach(CompletableFuture::join);
    assertThat(emitters.userDefinitions("ann")).hasSize(10);
    assertThat(refused).hasValue(30);
  }

  private static Void count(AtomicInteger refused, Throwable e) {
    assertThat(e).isInstanceOf(CompletionException.class);
    assertThat(e).hasCauseInstanceOf(LimitExceededException.class);
    refused.incrementAndGet();
    return null;
  }

  /** An operator who lowers a limit ends nobody's emitters. */
  @Test
  void whatAnEarlierProcessAcceptedStaysAtWork() {
    Emitters before = start(OwnerLimits.defaults());
    before.registerUser("ann", JSON);
    before.registerUser("ann", JSON);
    before.close();
    Emitters emitters = start(OwnerLimits.defaults().withEmitters(1));
    assertThat(emitters.status()).hasSize(2);
    assertThat(emitters.ownerUsage("ann").used(OwnerLimit.EMITTERS)).isEqualTo(2);
    assertThatExceptionOfType(LimitExceededException.class)
        .isThrownBy(() -> emitters.registerUser("ann", JSON))
        .withMessageContaining("emitters = 3, and may have at most 1");
  }

  @Test
  void whatOneOwnerIsToldWithinAnHourIsSummedUpAtItsEnd() {
    Notebook notebook = new Notebook();
    Shop shop =
        new Shop(
            builder ->
                builder.notifier(notebook).ownerLimits(OwnerLimits.defaults().withNotices(2)));
    shops.add(shop);
    for (int i = 0; i < 5; i++) {
      shop.emitters.registerUser("ann", JSON);
    }
    shop.emitters.registerUser("bob", JSON);
    shop.webhook.disableNext("1").disableNext("2").disableNext("3");
    shop.webhook.disableNext("4").disableNext("5").disableNext("6");
    shop.publish(1).quiet();
    assertThat(notebook.given).filteredOn(one -> "ann".equals(one.owner())).hasSize(2);
    assertThat(notebook.given).filteredOn(one -> "bob".equals(one.owner())).hasSize(1);
    assertThat(shop.emitters.ownerUsage("ann").used(OwnerLimit.NOTICES)).isEqualTo(2);
    assertThat(shop.emitters.ownerUsage("ann").limit(OwnerLimit.NOTICES)).isEqualTo(2);

    shop.advance(Duration.ofHours(1));
    assertThat(notebook.given)
        .hasSize(4)
        .last()
        .satisfies(
            summary -> {
              assertThat(summary.what()).isEqualTo(Notice.What.LIMITED);
              assertThat(summary.owner()).isEqualTo("ann");
              assertThat(summary.reason())
                  .contains("notices = 2 times an hour, and 3 more have happened: of emitters ");
            });
    assertThat(shop.emitters.limitsReached()).containsEntry("notices", 3L);
    assertThat(shop.emitters.ownerUsage("ann").used(OwnerLimit.NOTICES)).isZero();
  }

  @Test
  void whatIsNotSummedUpYetIsToldByTheNextProcess() {
    OwnerLimits limits = OwnerLimits.defaults().withNotices(1);
    Notebook before = new Notebook();
    Shop first = new Shop(builder -> builder.log(log.next()).notifier(before).ownerLimits(limits));
    shops.add(first);
    for (int i = 0; i < 3; i++) {
      first.emitters.registerUser("ann", JSON);
    }
    first.webhook.disableNext("1").disableNext("2").disableNext("3");
    first.publish(1).quiet();
    first.close();
    assertThat(before.given).hasSize(1);

    Notebook after = new Notebook();
    Shop next = new Shop(builder -> builder.log(log.next()).notifier(after).ownerLimits(limits));
    shops.add(next);
    next.quiet();
    assertThat(after.given).hasSize(1);
    assertThat(after.given.get(0).emitterId()).isNotEqualTo(before.given.get(0).emitterId());
    next.advance(Duration.ofHours(1)).quiet();
    assertThat(after.given)
        .hasSize(2)
        .last()
        .satisfies(one -> assertThat(one.reason()).contains("1 more have happened"));
    next.close();

    Notebook last = new Notebook();
    shops.add(new Shop(builder -> builder.log(log.next()).notifier(last).ownerLimits(limits)));
    shops.get(2).quiet();
    assertThat(last.given).isEmpty();
  }

  @Test
  void attemptsOfOneOwnerPushOutNobodyElses() {
    Emitters emitters = start(OwnerLimits.defaults().withAttempts(3));
    Shop shop = shops.get(0);
    String ann = emitters.registerUser("ann", JSON).id();
    shop.with(Shop.define("operators"));
    shop.publish(1).quiet();
    emitters.removeUser("ann", ann, 1);
    String eve = emitters.registerUser("eve", JSON).id();
    shop.publish(20).quiet();
    assertThat(emitters.attempts(AttemptQuery.ALL.emitter(ann))).hasSize(1);
    assertThat(emitters.attempts(AttemptQuery.ALL.emitter("operators"))).hasSize(21);
    assertThat(emitters.attempts(AttemptQuery.ALL.emitter(eve)))
        .extracting(DeliveryAttempt::eventId)
        .containsExactly("21", "20", "19");
    assertThat(emitters.ownerUsage("eve").used(OwnerLimit.ATTEMPTS)).isEqualTo(3);
    assertThat(emitters.ownerUsage("eve").limit(OwnerLimit.ATTEMPTS)).isEqualTo(3);
    assertThat(emitters.ownerUsage("ann").used(OwnerLimit.ATTEMPTS)).isEqualTo(1);
  }

  @Test
  void limitsThatAreNoneAreRefusedByName() {
    long heap = Runtime.getRuntime().maxMemory();
    OwnerLimits wrong = OwnerLimits.defaults().withEmitters(0).withDefinitionBytes(heap / 2 + 1);
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> start(wrong))
        .withMessageContaining("emitters = 0: must be at least 1")
        .withMessageContaining("definitionBytes = " + (heap / 2 + 1))
        .withMessageContaining("choose at most " + heap / 2);
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> start(OwnerLimits.defaults().withEmitters(-1)))
        .withMessageContaining("emitters = -1: must be at least 1");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> start(OwnerLimits.defaults().withAttempts(0)))
        .withMessageContaining("attempts = 0: must be at least 1; leave it out for the usual 1000");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> start(OwnerLimits.defaults().withRequestsUnderWay(0).withLookUps(-4)))
        .withMessageContaining("requestsUnderWay = 0: must be at least 1")
        .withMessageContaining("lookUps = -4: must be at least 1");
  }
}
