package dev.emitter.testkit;

import static dev.emitter.testkit.EmitterAssertions.assertThat;
import static dev.emitter.testkit.EmitterAssertions.event;
import static dev.emitter.testkit.Orders.EU;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.emitter.channel.Channel;
import dev.emitter.channel.ChannelTraits;
import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.delivery.EmitterState;
import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Handlers are called for the attempts that their script lets through. */
@Tag("U2")
final class ScriptedHandlersTest {

  private static final String TO_STOCK =
      "{\"type\": \"Handler\", \"parameters\": {\"name\": \"stock\"}}";

  private final List<String> handled = new CopyOnWriteArrayList<>();
  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private final List<DeliveryResult> traced = new CopyOnWriteArrayList<>();
  private final TestEmitters test =
      TestEmitters.builder()
          .handler("stock", this::handle)
          .definition("stock", TO_STOCK)
          .configure(
              builder ->
                  builder.channelDecorator(
                      (emitter, channel) -> new Tracing(channel, traced::addAll)))
          .start();
  private final RecordedEvents events = test.events();
  private final ChannelScript stock = test.script("stock");

  private volatile String failing = "";

  @AfterEach
  void close() {
    test.close();
  }

  private void handle(Topic topic, CloudEvent event) throws IOException {
    threads.add(Thread.currentThread());
    handled.add(event.getId());
    if (event.getId().equals(failing)) {
      throw new IOException("database down");
    }
  }

  private void publish(int events) {
    Shop.ids(1, events).forEach(id -> test.emitters().publish(EU, Shop.event(id)));
  }

  private static EventPattern id(String id) {
    return event().withAttribute("id", id);
  }

  @Test
  void isNotCalledForAnAttemptThatTheScriptFails() {
    stock.failNext(2, "no connection").answerNext(503, Duration.ofHours(2));
    publish(3);
    assertThat(events).emitterIs("stock", EmitterState.RETRYING).nothingDeliveredTo("stock");
    assertThat(test.emitters().status("stock").lastError()).isEqualTo("no connection");
    assertThat(handled).isEmpty();
    test.advance(Duration.ofHours(3));
    assertThat(events).failedAttempts("stock", 3).emitterIs("stock", EmitterState.ACTIVE);
    assertThat(events).deliveredOnlyTo("stock", id("1"), id("2"), id("3"));
    assertThat(handled).containsExactly("1", "2", "3");
  }

  @Test
  void isNotCalledForWhatTheScriptRefuses() {
    stock.rejectNext("not ours").answerNext(200).disableNext("enough");
    publish(3);
    assertThat(events).parkedBy("stock", id("1")).deliveredOnlyTo("stock", id("2"));
    assertThat(events).emitterIs("stock", EmitterState.DISABLED);
    assertThat(handled).containsExactly("2");
  }

  @Test
  void mayFailWhatTheScriptLetsThrough() {
    failing = "2";
    stock.answerNext(200).answerNext(200);
    publish(3);
    assertThat(events).deliveredOnlyTo("stock", id("1")).failedAttempts("stock", 1);
    assertThat(test.emitters().status("stock").lastError()).contains("database down");
    assertThat(handled).containsExactly("1", "2");
    failing = "";
    test.advance(Duration.ofSeconds(2));
    assertThat(events).deliveredInOrderTo("stock", id("1"), id("2"), id("3"));
    assertThat(handled).containsExactly("1", "2", "2", "3");
  }

  @Test
  void isNotCalledWhileItsCallHangs() {
    stock.hang();
    publish(3);
    assertThat(events).published(3, event()).nothingDeliveredTo("stock");
    assertThat(stock.hanging()).isEqualTo(1);
    assertThat(handled).isEmpty();
    stock.release();
    assertThat(events).deliveredTo("stock", 3, event());
    assertThat(handled).containsExactly("1", "2", "3");
    assertThat(threads).doesNotContain(Thread.currentThread());
  }

  @Test
  void isCalledOnceItsCallHasTakenItsTime() {
    stock.answerAfter(Duration.ofMinutes(5));
    publish(1);
    test.advance(Duration.ofMinutes(5).minusNanos(1));
    assertThat(events).nothingDeliveredTo("stock");
    assertThat(handled).isEmpty();
    test.advance(Duration.ofNanos(1));
    assertThat(events).deliveredTo("stock", id("1"));
    assertThat(handled).containsExactly("1");
    assertThat(threads).doesNotContain(Thread.currentThread());
  }

  @Test
  void takesItsTimeAfterItHung() {
    stock.hang().answerAfter(Duration.ofMinutes(5));
    publish(1);
    test.advance(Duration.ofHours(1));
    stock.release();
    assertThat(events).nothingDeliveredTo("stock");
    test.advance(Duration.ofMinutes(5));
    assertThat(events).deliveredTo("stock", id("1"));
  }

  /** Whoever releases a call may be the one whom the handler waits for. */
  @Test
  void blocksNobodyWhenItGoesOn() {
    CountDownLatch opened = new CountDownLatch(1);
    test.emitters().on("patient", EU, (topic, event) -> opened.await());
    test.script("patient").hang();
    publish(1);
    assertThat(events).nothingDeliveredTo("patient").deliveredTo("stock", id("1"));
    test.script("patient").release();
    opened.countDown();
    assertThat(events).deliveredTo("patient", id("1"));
  }

  @Test
  void isScriptedAloneAlsoWithoutADefinition() {
    List<String> audited = new CopyOnWriteArrayList<>();
    test.emitters().on("audit", EU, (topic, event) -> audited.add(event.getId()));
    test.script("audit").failWhile(delivery -> true);
    publish(2);
    test.advanceUntilIdle(Duration.ofDays(1));
    assertThat(events).emitterIs("audit", EmitterState.DISABLED).deliveredTo("stock", 2, event());
    assertThat(audited).isEmpty();
    test.script("audit").mend();
    test.emitters().enable("audit");
    assertThat(events).deliveredOnlyTo("audit", id("1"), id("2"));
    assertThat(audited).containsExactly("1", "2");
  }

  @Test
  void isNotCalledForACallThatHangsWhenTheEmittersAreClosed() {
    stock.hang();
    publish(1);
    test.settle().close();
    stock.release();
    assertThat(events).published(event()).nothingDeliveredTo("stock");
    assertThat(handled).isEmpty();
  }

  @Test
  void isNotCalledForACallThatHungUntilItsDefinitionChanged() {
    stock.hang();
    publish(1);
    test.settle();
    test.emitters()
        .register(
            EmitterDefinition.builder("stock", "Handler")
                .parameter("name", "stock")
                .topic("orders")
                .build());
    test.advance(Duration.ofSeconds(10));
    assertThat(handled).isEmpty();
    stock.mend();
    assertThat(events).deliveredTo("stock", 1, id("1"));
    assertThat(handled).containsExactly("1");
  }

  @Test
  void failsBeforeTheEyesOfWhatTheTestPutsAroundChannels() {
    stock.failNext(1, "no connection");
    publish(1);
    test.advance(Duration.ofSeconds(2));
    assertThat(traced)
        .containsExactly(DeliveryResult.retry("no connection"), DeliveryResult.delivered());
  }

  @Test
  void namesTheTypesThatCanBeScripted() {
    RecordingChannel own = RecordingChannel.of("Own");
    try (TestEmitters other =
        TestEmitters.builder().realChannel(own).definition("o", "{\"type\": \"Own\"}").start()) {
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> other.script("o"))
          .withMessageContaining("\"o\" has a real channel of type Own")
          .withMessageContaining("Console, Handler");
    }
  }

  /** Hands everything on, and tells how deliveries ended. */
  private record Tracing(Channel channel, Consumer<List<DeliveryResult>> told) implements Channel {

    @Override
    public ChannelTraits traits() {
      return channel.traits();
    }

    @Override
    public CompletionStage<List<DeliveryResult>> deliver(List<Delivery> batch) {
      return channel
          .deliver(batch)
          .thenApply(
              results -> {
                told.accept(results);
                return results;
              });
    }

    @Override
    public void close(Duration grace) {
      channel.close(grace);
    }
  }
}
