package dev.emitter.testkit.guide;

import static dev.emitter.testkit.EmitterAssertions.assertThat;
import static dev.emitter.testkit.EmitterAssertions.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.Emitters;
import dev.emitter.delivery.EmitterState;
import dev.emitter.testkit.Definitions;
import dev.emitter.testkit.EmitterExtension;
import dev.emitter.testkit.RecordedEvents;
import dev.emitter.testkit.TestEmitters;
import dev.emitter.topic.Topic;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The failing receivers of the guide. */
@ExtendWith(EmitterExtension.class)
@Definitions("src/test/resources/guide-emitters")
final class FailuresTest {

  private final Order order = new Order("4711", 140, "de");

  @Test
  void isTriedAgain(TestEmitters test, RecordedEvents events) {
    test.script("billing").failNext(2).answerNext(503, Duration.ofHours(3));
    new OrderService(test.emitters()).place(order);
    assertThat(events).nothingDeliveredTo("billing").deliveredTo("archive", event());
    test.advance(Duration.ofHours(4));
    assertThat(events).deliveredTo("billing", event()).failedAttempts("billing", 3);
  }

  @Test
  void isDisabledAndRecovers(TestEmitters test, Emitters emitters, RecordedEvents events) {
    test.script("billing").failWhile(delivery -> true);
    new OrderService(emitters).place(order);
    test.advanceUntilIdle(Duration.ofDays(1));
    assertThat(events).emitterIs("billing", EmitterState.DISABLED);
    test.script("billing").mend();
    emitters.enable("billing");
    assertThat(events).deliveredTo("billing", event("order.placed"));
  }

  @Test
  void delaysNobodyElse(TestEmitters test, RecordedEvents events) {
    test.script("billing").hang();
    test.script("archive").answerAfter(Duration.ofMinutes(5));
    new OrderService(test.emitters()).place(order);
    test.advance(Duration.ofMinutes(5));
    assertThat(events).nothingDeliveredTo("billing").deliveredTo("archive", event());
    test.script("billing").release();
    assertThat(events).deliveredTo("billing", event());
  }

  @Test
  void callsAHandlerForWhatIsLetThrough(
      TestEmitters test, Emitters emitters, RecordedEvents events) {
    List<String> booked = new CopyOnWriteArrayList<>();
    emitters.on("stock", Topic.of("orders"), (topic, event) -> booked.add(event.getType()));
    test.script("stock").failNext(2);
    new OrderService(emitters).place(order);
    test.advance(Duration.ofMinutes(1));
    assertThat(events).failedAttempts("stock", 2).deliveredTo("stock", event("order.placed"));
    assertThat(booked).containsExactly("order.placed"); // not called for what the script failed
  }
}
