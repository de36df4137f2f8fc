package dev.emitter.testkit;

import static dev.emitter.testkit.EmitterAssertions.assertThat;
import static dev.emitter.testkit.EmitterAssertions.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.emitter.Emitters;
import dev.emitter.delivery.EmitterListener;
import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A record belongs to its emitters, whichever threads they are used by. */
@Tag("U2")
final class RecordedEventsTest {

  private static final int TESTS = 1_000;

  @Test
  void seesEventsOfAnyThreadAndThoseThatHandlersPublish() {
    try (TestEmitters test = TestEmitters.builder().start()) {
      Emitters emitters = test.emitters();
      emitters.on("first", Orders.EU, (topic, event) -> emitters.publish(Topic.of("next"), event));
      List<CompletableFuture<?>> publishers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        String id = "t" + i;
        publishers.add(
            CompletableFuture.runAsync(
                () -> emitters.publish(Orders.EU, Orders.placed(id, 1, "DE"))));
      }
      publishers.forEach(Awaiting::result);
      assertThat(test.events())
          .published(8, event().on("orders"))
          .published(8, event().on("next"))
          .deliveredTo("first", 8, event());
    }
  }

  @Test
  void isAttachedToEmittersOfTheApplicationAndTellsAnotherListener() {
    List<String> told = new CopyOnWriteArrayList<>();
    RecordedEvents events =
        RecordedEvents.and(
            new EmitterListener() {
              @Override
              public void published(Topic topic, CloudEvent event) {
                told.add(event.getId());
              }
            });
    try (Emitters emitters = events.start(Emitters.builder())) {
      emitters.on("own", Orders.EU, (topic, event) -> {});
      Orders.publishTwo(emitters);
      assertThat(events).published(2, event()).deliveredTo("own", event("order.placed"));
      assertThat(told).containsExactly("4711", "4712");
      assertThat(events.delivered("own").get(0).data(Orders.Order.class).number())
          .isEqualTo("4711");
      assertThat(events.toString())
          .isEqualTo(
              "2 events published\n  order.placed on [orders, eu], id 4711"
                  + "\n  order.cancelled on [orders, us], id 4712");
    }
  }

  @Test
  void saysThatItIsNotAttached() {
    RecordedEvents events = RecordedEvents.create();
    assertThatIllegalStateException()
        .isThrownBy(() -> assertThat(events).publishedNothing())
        .withMessageContaining("events.start(builder)");
  }

  @Test
  void keepsAThousandTestsApartThatRunAtOnce() {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<CompletableFuture<?>> running = new ArrayList<>();
      for (int i = 0; i < TESTS; i++) {
        String id = "test-" + i;
        running.add(CompletableFuture.runAsync(() -> oneTest(id), threads));
      }
      running.forEach(Awaiting::result);
    } finally {
      threads.shutdownNow();
    }
  }

  private static void oneTest(String id) {
    try (TestEmitters test =
        TestEmitters.builder().definition("all", "{\"type\": \"Console\"}").start()) {
      test.emitters().publish(Orders.EU, Orders.placed(id, 1, "DE"));
      assertThat(test.events())
          .publishedOnly(event().with("number", id))
          .deliveredOnlyTo("all", event().with("number", id));
    }
  }
}
