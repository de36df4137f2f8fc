package dev.emitter.testkit;

import static dev.emitter.testkit.Shop.ORDERS;
import static dev.emitter.testkit.Shop.define;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.emitter.EmittersBuilder;
import dev.emitter.PublicationObserver;
import dev.emitter.Receipt;
import dev.emitter.channel.Channel;
import dev.emitter.channel.ChannelTraits;
import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.definition.DeliverySettings;
import dev.emitter.delivery.EmitterListener;
import dev.emitter.event.InvalidEventException;
import dev.emitter.log.LoggedEvent;
import dev.emitter.problem.EmitterException;
import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What metrics and traces hang on: who is told, who accompanies, and that neither does harm. */
@Tag("U4")
final class ObservingTest {

  private static final Instant START = ManualClock.create().now();

  private final List<String> told = new CopyOnWriteArrayList<>();

  /** Adds an extension attribute, and notes how each publication ended. */
  private PublicationObserver adding(String name) {
    return (topic, event) ->
        new PublicationObserver.Observation() {
          @Override
          public CloudEvent event() {
            return CloudEventBuilder.v1(event).withExtension("added", name).build();
          }

          @Override
          public void end(
              CloudEvent published, @Nullable Receipt receipt, @Nullable Throwable failure) {
            told.add(
                published.getId()
                    + (receipt == null ? " refused: " : " accepted")
                    + (failure == null ? "" : failure.getClass().getSimpleName()));
          }
        };
  }

  private static Shop shop(PublicationObserver observer) {
    return new Shop(builder -> builder.publicationObserver(observer)).with(define("a"));
  }

  @Test
  void mayAddExtensionAttributesToAnEvent() {
    try (Shop shop = shop(adding("yes"))) {
      shop.publish(1);
      shop.emitters.publishAll(ORDERS, List.of(Shop.event("2"), Shop.event("3")));
      shop.emitters.publishAsync(ORDERS, Shop.event("4")).toCompletableFuture().join();
      shop.idle();
      assertThat(shop.webhook.delivered())
          .extracting(one -> one.event().event().getExtension("added"))
          .containsExactly("yes", "yes", "yes", "yes");
      assertThat(told).containsExactly("1 accepted", "2 accepted", "3 accepted", "4 accepted");
    }
  }

  @Test
  void isToldOfEachEventThatWasNotPublished() {
    try (Shop shop = shop(adding("yes"))) {
      CloudEvent invalid =
          CloudEventBuilder.v1(Shop.event("2"))
              .withData("application/json", new byte[] {1})
              .build();
      assertThatExceptionOfType(InvalidEventException.class)
          .isThrownBy(
              () ->
                  shop.emitters.publishAll(
                      ORDERS, List.of(Shop.event("1"), invalid, Shop.event("3"))));
      assertThat(told)
          .containsExactlyInAnyOrder(
              "1 refused: InvalidEventException", "2 refused: InvalidEventException");
      shop.emitters.close();
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(
              () -> shop.emitters.publishAll(ORDERS, List.of(Shop.event("4"), Shop.event("5"))));
      assertThat(told)
          .endsWith("4 refused: IllegalStateException", "5 refused: IllegalStateException");
    }
  }

  @Test
  void neitherLosesNorRefusesAnEventByThrowing() {
    PublicationObserver.Observation broken =
        new PublicationObserver.Observation() {
          @Override
          public CloudEvent event() {
            throw new IllegalStateException("by a test");
          }

          @Override
          public void end(
              CloudEvent published, @Nullable Receipt receipt, @Nullable Throwable failure) {
            throw new IllegalStateException("by a test");
          }
        };
    try (Shop shop = shop((topic, event) -> broken)) {
      assertThat(shop.publish(1).idle().webhook.deliveredIds("a")).containsExactly("1");
    }
    PublicationObserver none =
        (topic, event) -> {
          throw new NoClassDefFoundError("by a test");
        };
    try (Shop shop = shop(none)) {
      assertThat(shop.publish(1).idle().webhook.deliveredIds("a")).containsExactly("1");
    }
  }

  @Test
  void isRefusedWithTheEventThatItHasMadeInvalid() {
    PublicationObserver observer =
        (topic, event) ->
            new PublicationObserver.Observation() {
              @Override
              public CloudEvent event() {
                return CloudEventBuilder.v1(event).withExtension("data", "no").build();
              }

              @Override
              public void end(
                  CloudEvent published, @Nullable Receipt receipt, @Nullable Throwable failure) {}
            };
    try (Shop shop = shop(observer)) {
      assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> shop.publish(1));
      assertThat(shop.idle().webhook.delivered()).isEmpty();
    }
  }

  /** Counts the deliveries handed on, and hands on everything. */
  private record Counting(Channel channel, String id, List<String> told) implements Channel {

    @Override
    public ChannelTraits traits() {
      return channel.traits();
    }

    @Override
    public CompletionStage<List<DeliveryResult>> deliver(List<Delivery> batch) {
      batch.forEach(one -> told.add(id + " " + one.event().event().getId()));
      return channel.deliver(batch);
    }

    @Override
    public void close(Duration grace) {
      told.add(id + " closed");
      channel.close(grace);
    }
  }

  @Test
  void mayPutSomethingAroundEachChannel() {
    UnaryOperator<EmittersBuilder> counting =
        builder ->
            builder.channelDecorator(
                (emitter, channel) -> new Counting(channel, emitter.id(), told));
    try (Shop shop = new Shop(counting).with(define("a"))) {
      shop.publish(1).idle();
      assertThat(shop.webhook.deliveredIds("a")).containsExactly("1");
    }
    assertThat(told).containsExactly("a 1", "a closed");
  }

  @Test
  void putsWhatIsAddedLaterAroundWhatWasAddedBefore() {
    UnaryOperator<EmittersBuilder> twice =
        builder ->
            builder
                .channelDecorator((emitter, channel) -> new Counting(channel, "inner", told))
                .channelDecorator((emitter, channel) -> new Counting(channel, "outer", told));
    try (Shop shop = new Shop(twice).with(define("a"))) {
      shop.publish(1).idle();
      assertThat(shop.webhook.deliveredIds("a")).containsExactly("1");
    }
    assertThat(told).containsExactly("outer 1", "inner 1", "outer closed", "inner closed");
  }

  @Test
  void refusesAnEmitterWhoseChannelCannotBeDecoratedAndClosesTheChannel() {
    UnaryOperator<EmittersBuilder> broken =
        builder ->
            builder.channelDecorator(
                (emitter, channel) -> {
                  throw new IllegalStateException("by a test");
                });
    try (Shop shop = new Shop(broken)) {
      assertThatExceptionOfType(EmitterException.class)
          .isThrownBy(() -> shop.with(define("a")))
          .withMessageContaining("by a test");
      assertThat(shop.emitters.status()).isEmpty();
      assertThat(shop.webhook.open()).isZero();
    }
  }

  @Test
  void tellsWhoIsRegisteredBeforeAnythingElse() {
    EmitterListener listener =
        new EmitterListener() {
          @Override
          public void registered(String emitterId, String type, @Nullable String owner) {
            told.add("registered " + emitterId + " " + type + " " + owner);
          }

          @Override
          public void matched(String emitterId, LoggedEvent event) {
            told.add("matched " + emitterId);
          }
        };
    try (Shop shop = new Shop(builder -> builder.listener(listener))) {
      shop.with(define("a")).publish(1).idle();
      shop.emitters.register(define("b").owner("ann").topic("other").build());
      shop.with(define("a").messages("none"));
      assertThat(told)
          .containsExactly(
              "registered a Webhook null",
              "matched a",
              "registered b Webhook ann",
              "registered a Webhook null");
    }
  }

  @Test
  void tellsEachOfSeveralListenersWhateverTheOthersDo() {
    EmitterListener throwing =
        new EmitterListener() {
          @Override
          public void published(Topic topic, CloudEvent event, Duration took) {
            throw new IllegalStateException("by a test");
          }
        };
    EmitterListener noting =
        new EmitterListener() {
          @Override
          public void published(Topic topic, CloudEvent event) {
            told.add("published " + event.getId());
          }

          @Override
          public void attempted(Delivery delivery, DeliveryResult result) {
            told.add("attempted " + delivery.event().event().getId());
          }
        };
    try (Shop shop =
        new Shop(builder -> builder.listener(noting).listener(throwing).listener(noting))) {
      shop.with(define("a")).publish(1).idle();
      assertThat(told)
          .containsExactlyInAnyOrder("published 1", "published 1", "attempted 1", "attempted 1");
    }
  }

  @Test
  void tellsSinceWhenTheOldestEventWaits() {
    try (Shop shop = new Shop()) {
      shop.with(define("a").delivery(DeliverySettings.DEFAULT.withQueueCapacity(2)));
      assertThat(shop.emitters.status("a").waitingSince()).isNull();
      shop.emitters.disable("a", "by a test");
      shop.publish(1).advance(Duration.ofSeconds(10)).publish(5).idle();
      assertThat(shop.emitters.status("a").waitingSince()).isEqualTo(START);
      shop.webhook.failWhile(one -> !one.event().event().getId().equals("1"));
      shop.emitters.enable("a");
      shop.quiet();
      assertThat(shop.emitters.status("a").waitingSince()).isEqualTo(START.plusSeconds(10));
      shop.webhook.mend();
      shop.advance(Duration.ofMinutes(5)).idle();
      assertThat(shop.emitters.status("a").waitingSince()).isNull();
    }
  }
}
