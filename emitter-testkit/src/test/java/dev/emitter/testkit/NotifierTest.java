package dev.emitter.testkit;

import static dev.emitter.testkit.Shop.define;
import static dev.emitter.testkit.Shop.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.awaitility.Durations.ONE_MINUTE;

import dev.emitter.definition.DeliverySettings;
import dev.emitter.delivery.EmitterState;
import dev.emitter.delivery.Notice;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The owner of an emitter is told when it becomes disabled, once. */
@Tag("R2")
final class NotifierTest {

  private static final DeliverySettings DEFAULT = DeliverySettings.DEFAULT;
  private static final Duration LONG = Duration.ofHours(3);

  private final Notebook notebook = new Notebook();
  private final Shop shop = new Shop(builder -> builder.notifier(notebook));

  @AfterEach
  void close() {
    notebook.release();
    shop.close();
  }

  @Test
  void saysWhichEmitterIsDisabledAndWhyAndWhatWaits() {
    shop.webhook.failWhile(delivery -> true);
    shop.with(define("a")).publish(3).advance(LONG);
    assertThat(notebook.given).hasSize(1);
    Notice notice = notebook.given.get(0);
    assertThat(notice.what()).isEqualTo(Notice.What.DISABLED);
    assertThat(notice.emitterId()).isEqualTo("a");
    assertThat(notice.type()).isEqualTo("Webhook");
    assertThat(notice.owner()).isNull();
    assertThat(notice.reason()).contains("failures in a row");
    assertThat(notice.at()).isEqualTo(shop.emitters.status("a").since());
    assertThat(notice.event()).isEqualTo(new Notice.FailedEvent(Shop.ORDERS, "1", "order.placed"));
    assertThat(notice.waiting()).isEqualTo(3);
    assertThat(notebook.threads).allMatch(name -> name.startsWith("emitter-notifier"));
  }

  @Test
  void namesTheOwnerWhenTheReceiverWantsNoMore() {
    String json = "{\"type\": \"Webhook\", \"topics\": [[\"orders\"]]}";
    String id = shop.emitters.registerUser("ann", json).id();
    shop.webhook.disableNext("410 gone");
    shop.publish(1).quiet();
    assertThat(notebook.given)
        .singleElement()
        .satisfies(
            notice -> {
              assertThat(notice.emitterId()).isEqualTo(id);
              assertThat(notice.owner()).isEqualTo("ann");
              assertThat(notice.reason()).isEqualTo("410 gone");
            });
  }

  @Test
  void saysNothingWhenAPersonOrTheDefinitionDisablesIt() {
    shop.with(define("a"), define("b").enabled(false), define("c"));
    shop.emitters.disable("a", "by a person");
    shop.with(define("c").enabled(false));
    shop.publish(1).advance(LONG);
    assertThat(shop.emitters.status()).allMatch(status -> status.state() == EmitterState.DISABLED);
    assertThat(notebook.attempts).hasValue(0);
  }

  @Test
  void tellsOfEachDisabling() {
    shop.with(define("a"));
    for (int i = 1; i <= 3; i++) {
      shop.webhook.disableNext("no more " + i);
      shop.publish(1).quiet();
      assertThat(notebook.given)
          .hasSize(i)
          .last()
          .extracting(Notice::reason)
          .isEqualTo("no more " + i);
      shop.emitters.enable("a");
      shop.idle();
    }
  }

  @Test
  void triesAgainWhenTheNotifierFails() {
    notebook.failing(3);
    shop.with(define("a"));
    shop.webhook.disableNext("gone");
    shop.publish(1).quiet();
    assertThat(notebook.attempts).hasValue(1);
    shop.advance(LONG);
    assertThat(notebook.attempts).hasValue(4);
    assertThat(notebook.given).hasSize(1);
  }

  @Test
  void givesUpAfterSixAttempts() {
    notebook.failing(100);
    shop.with(define("a"));
    shop.webhook.disableNext("gone");
    shop.publish(1).advance(LONG);
    assertThat(notebook.attempts).hasValue(6);
    shop.emitters.enable("a");
    shop.idle();
    assertThat(shop.webhook.deliveredIds("a")).containsExactly("1");
  }

  @Test
  void doesNotTellOfWhatIsOverByThen() {
    notebook.failing(2);
    shop.with(define("a"), define("b"));
    shop.webhook.disableNext("gone").disableNext("gone");
    shop.publish(1).quiet();
    assertThat(notebook.attempts).hasValue(2);
    shop.emitters.enable("a");
    shop.emitters.remove("b");
    shop.advance(LONG);
    assertThat(notebook.attempts).hasValue(2);
  }

  @Test
  @Tag("R1")
  void delaysNoDeliveryWhileTheNotifierHangs() {
    notebook.hanging();
    for (int i = 0; i < 10; i++) {
      shop.with(define("gone" + i));
    }
    shop.webhook.answer(
        delivery ->
            delivery.emitterId().startsWith("gone")
                ? dev.emitter.channel.DeliveryResult.disable("gone")
                : dev.emitter.channel.DeliveryResult.delivered());
    shop.with(define("works")).publish(500).idle();
    await()
        .atMost(ONE_MINUTE)
        .until(() -> notebook.attempts.get() == 4); // no more threads than these
    shop.publish(500).idle();
    assertThat(shop.webhook.deliveredIds("works")).isEqualTo(ids(1, 1_000));
    assertThat(notebook.given).isEmpty();
    notebook.release();
    shop.quiet();
    assertThat(notebook.given).hasSize(10);
  }

  @Test
  @Tag("R6")
  void tellsOnceOfAnEmitterThatCannotDeliverOwnEventsEither() {
    shop.with(
        define("watcher").topic("emitter").delivery(DEFAULT.withDisable(2, Duration.ZERO)),
        define("second").topic("emitter").delivery(DEFAULT.withDisable(2, Duration.ZERO)),
        define("a").topic("orders").delivery(DEFAULT.withDisable(2, Duration.ZERO)));
    shop.webhook.failWhile(delivery -> true);
    shop.publish(1).advance(LONG);
    assertThat(notebook.given)
        .extracting(Notice::emitterId)
        .containsExactlyInAnyOrder("a", "watcher", "second");
  }
}
