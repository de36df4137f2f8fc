package dev.emitter.testkit;

import static dev.emitter.testkit.Shop.define;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.event.InvalidEventException;
import dev.emitter.topic.Topic;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The library publishes what happens to emitters. */
@Tag("R6")
final class OwnEventsTest {

  private final Shop shop = new Shop().with(define("watcher").topic("emitter"));

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void tellsOfTheWholeLifeOfAnEmitter() {
    shop.with(define("a").topic("orders"));
    shop.emitters.disable("a", "by a test");
    shop.emitters.enable("a");
    shop.emitters.remove("a");
    shop.idle();
    assertThat(seen("watcher"))
        .containsExactly(
            "EmitterRegistered [emitter, a]",
            "EmitterDisabled [emitter, a]",
            "EmitterRestarted [emitter, a]",
            "EmitterDeleted [emitter, a]");
  }

  @Test
  void saysWhyAndBecauseOfWhichEvent() {
    shop.with(define("a").topic("orders"));
    shop.webhook.answer(
        delivery ->
            delivery.emitterId().equals("a")
                ? DeliveryResult.disable("410 gone")
                : DeliveryResult.delivered());
    shop.publish(1);
    until("watcher", 2);
    assertThat(seen("watcher")).last().isEqualTo("EmitterDisabled [emitter, a]");
    assertThat(SampleEvents.json(shop.webhook.delivered("watcher").get(1).event()))
        .contains("\"reason\":\"410 gone\"")
        .contains(
            "\"event\":{\"id\":\"1\",\"type\":\"order.placed\",\"topic\":[\"orders\",\"eu\"]}");
  }

  @Test
  void tellsOfAnEventThatWasSetAside() {
    shop.with(define("a").topic("orders"));
    shop.idle();
    shop.webhook.rejectNext("too large");
    shop.publish(1);
    until("watcher", 2);
    assertThat(seen("watcher")).last().isEqualTo("DeliveryFailed [emitter, a]");
  }

  @Test
  void reachesOnlyThoseThatNameTheTopic() {
    shop.with(define("everything"), define("orders").topic("orders"));
    shop.emitters.disable("orders", "by a test");
    shop.idle();
    assertThat(shop.webhook.delivered("everything")).isEmpty();
    assertThat(shop.webhook.delivered("watcher")).hasSize(3);
  }

  @Test
  void isNeverAboutTheOneThatReceivesIt() {
    shop.with(define("second").topic("emitter"));
    shop.emitters.disable("watcher", "by a test");
    shop.emitters.enable("watcher");
    shop.idle();
    assertThat(seen("watcher")).containsExactly("EmitterRegistered [emitter, second]");
    assertThat(seen("second"))
        .containsExactly(
            "EmitterDisabled [emitter, watcher]", "EmitterRestarted [emitter, watcher]");
  }

  @Test
  void countsForNobody() {
    shop.with(define("a").topic("orders"));
    shop.idle();
    assertThat(shop.webhook.delivered("watcher")).hasSize(1);
    assertThat(shop.emitters.status("watcher").matched()).isZero();
    assertThat(shop.emitters.status("watcher").delivered()).isZero();
    assertThat(shop.emitters.publications().published()).isZero();
  }

  @Test
  void cannotBePublishedByAnApplication() {
    assertThatExceptionOfType(InvalidEventException.class)
        .isThrownBy(() -> shop.emitters.publish(Topic.of("emitter", "a"), Shop.event("x")))
        .withMessageContaining("emitter");
  }

  /** What lanes publish follows what they do, so idleness alone does not tell that it is there. */
  private void until(String emitter, int deliveries) {
    await().until(() -> shop.webhook.delivered(emitter).size() >= deliveries);
  }

  private List<String> seen(String emitter) {
    return shop.webhook.delivered(emitter).stream().map(OwnEventsTest::describe).toList();
  }

  private static String describe(Delivery delivery) {
    return delivery.event().event().getType() + " " + delivery.topic();
  }
}
