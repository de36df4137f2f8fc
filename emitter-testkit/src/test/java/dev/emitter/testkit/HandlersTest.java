package dev.emitter.testkit;

import static dev.emitter.testkit.EmitterAssertions.assertThat;
import static dev.emitter.testkit.EmitterAssertions.event;
import static dev.emitter.testkit.Orders.EU;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.emitter.Emitters;
import dev.emitter.EmittersBuilder;
import dev.emitter.HandlerBuilder;
import dev.emitter.delivery.EmitterState;
import dev.emitter.handler.EventHandler;
import dev.emitter.problem.ConfigurationException;
import dev.emitter.problem.Problem;
import dev.emitter.topic.Topic;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Code of the application is an emitter like any other. */
@Tag("C9")
@ExtendWith(EmitterExtension.class)
final class HandlersTest {

  private static final EventHandler NOTHING = (topic, event) -> {};

  private static void publish(Emitters emitters, int events) {
    Shop.ids(1, events).forEach(id -> emitters.publish(EU, Shop.event(id)));
  }

  private static EventPattern id(String id) {
    return event().withAttribute("id", id);
  }

  @Test
  void receivesItsTopicAndThoseBelowInOrder(Emitters emitters, RecordedEvents events) {
    String id = emitters.on(Topic.of("orders"), NOTHING);
    emitters.publish(Topic.of("stock"), Shop.event("s"));
    publish(emitters, 3);
    assertThat(events).deliveredOnlyTo(id, id("1"), id("2"), id("3"));
  }

  @Test
  void receivesAgainWhatItFailed(TestEmitters test, Emitters emitters, RecordedEvents events) {
    AtomicInteger failures = new AtomicInteger(2);
    emitters.on(
        "h",
        EU,
        (topic, event) -> {
          if (failures.getAndDecrement() > 0) {
            throw new IOException("database down");
          }
        });
    publish(emitters, 3);
    assertThat(events).emitterIs("h", EmitterState.RETRYING).nothingDeliveredTo("h");
    assertThat(emitters.status("h").lastError()).contains("database down");
    test.advance(Duration.ofSeconds(5));
    assertThat(events).deliveredOnlyTo("h", id("1"), id("2"), id("3")).failedAttempts("h", 2);
  }

  @Test
  void survivesAnErrorOfTheApplication(TestEmitters test, Emitters emitters) {
    AtomicInteger calls = new AtomicInteger();
    emitters.on(
        "recursive",
        EU,
        (topic, event) -> {
          if (calls.getAndIncrement() == 0) {
            throw new StackOverflowError();
          }
        });
    publish(emitters, 1);
    test.advance(Duration.ofSeconds(1));
    assertThat(test.events()).deliveredTo("recursive", id("1")).failedAttempts("recursive", 1);
  }

  @Test
  void mayPublishItself(Emitters emitters, RecordedEvents events) {
    emitters.on("chain", EU, (topic, event) -> emitters.publish(Topic.of("next"), event));
    emitters.on("end", Topic.of("next"), NOTHING);
    publish(emitters, 3);
    assertThat(events).deliveredOnlyTo("end", id("1"), id("2"), id("3"));
  }

  @Test
  void isTakenBackByItsIdWhichIsThenFreeAgain(Emitters emitters, RecordedEvents events) {
    AtomicInteger handled = new AtomicInteger();
    emitters.on("mine", EU, (topic, event) -> handled.set(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> emitters.on("mine", EU, NOTHING));
    assertThat(emitters.remove("mine")).isTrue();
    assertThat(emitters.remove("mine")).isFalse();
    emitters.on("mine", EU, (topic, event) -> handled.incrementAndGet());
    publish(emitters, 1);
    assertThat(events).deliveredTo("mine", 1, event());
    assertThat(handled).hasValue(1);
  }

  @Test
  void staysWhenAnEmitterOfItsNameIsRemoved() {
    try (TestEmitters test =
        TestEmitters.builder()
            .handler("audit", NOTHING)
            .definition(
                "to-audit", "{\"type\": \"Handler\", \"parameters\": {\"name\": \"audit\"}}")
            .start()) {
      assertThat(test.emitters().remove("audit")).isFalse();
      publish(test.emitters(), 1);
      assertThat(test.events()).deliveredTo("to-audit", id("1"));
    }
  }

  private static EventHandler noting(List<String> calls, String name) {
    return (topic, event) -> calls.add(name + event.getId());
  }

  /** Fails once, then goes on. */
  private static EventHandler failingOnce(List<String> calls, String name) {
    AtomicInteger failures = new AtomicInteger(1);
    return (topic, event) -> {
      calls.add(name + event.getId());
      if (failures.getAndDecrement() > 0) {
        throw new IOException("down");
      }
    };
  }

  @Test
  @Tag("FPT")
  void severalAreCalledInOrderForOneEventAfterTheOther(Emitters emitters) {
    List<String> calls = new CopyOnWriteArrayList<>();
    emitters.on("all").topics(EU).handle(noting(calls, "a")).handle(noting(calls, "b")).start();
    publish(emitters, 2);
    emitters.awaitIdle(Duration.ofSeconds(60));
    assertThat(calls).containsExactly("a1", "b1", "a2", "b2");
  }

  @Test
  @Tag("FPT")
  void anEventIsTriedAgainFromTheFirstWhereOneFails(TestEmitters test, Emitters emitters) {
    List<String> calls = new CopyOnWriteArrayList<>();
    emitters
        .on("all")
        .handle(noting(calls, "a"))
        .handle(failingOnce(calls, "b"))
        .handle(noting(calls, "c"))
        .start();
    publish(emitters, 1);
    test.advance(Duration.ofSeconds(5));
    assertThat(test.events()).deliveredTo("all", id("1")).failedAttempts("all", 1);
    assertThat(calls).containsExactly("a1", "b1", "a1", "b1", "c1");
  }

  @Test
  @Tag("FPT")
  void theOthersAreCalledWhereOneMayFail(TestEmitters test, Emitters emitters) {
    List<String> calls = new CopyOnWriteArrayList<>();
    emitters
        .on("all")
        .handle(noting(calls, "a"))
        .handle(failingOnce(calls, "b"))
        .stopOnError(false)
        .handle(noting(calls, "c"))
        .start();
    publish(emitters, 2);
    test.advance(Duration.ofSeconds(5));
    assertThat(test.events()).deliveredOnlyTo("all", id("1"), id("2")).failedAttempts("all", 0);
    assertThat(calls).containsExactly("a1", "b1", "c1", "a2", "b2", "c2");
  }

  @Test
  void receivesWhatTopicsMessagesAndFilterSelect(Emitters emitters, RecordedEvents events) {
    emitters
        .on("some")
        .topics(EU, Topic.of("stock"))
        .messages("order.placed")
        .filter("event.id != \"2\"")
        .handle(NOTHING)
        .start();
    publish(emitters, 3);
    emitters.publish(Topic.of("stock"), Shop.event("4"));
    emitters.publish(Topic.of("elsewhere"), Shop.event("5"));
    emitters.publish(EU, CloudEventBuilder.v1(Shop.event("6")).withType("order.cancelled").build());
    assertThat(events).deliveredOnlyTo("some", id("1"), id("3"), id("4"));
  }

  @Test
  @Tag("D6")
  void aFaultySelectionIsRefusedAndLeavesTheNameFree(Emitters emitters) {
    HandlerBuilder faulty = emitters.on("mine").filter("total >").handle(NOTHING);
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(faulty::start)
        .withMessageContaining("$.filter");
    HandlerBuilder empty = emitters.on("mine");
    assertThatIllegalStateException().isThrownBy(() -> empty.stopOnError(false));
    assertThatIllegalStateException().isThrownBy(empty::start).withMessageContaining("add one");
    emitters.on("mine").handle(NOTHING).start();
    assertThat(emitters.definitions()).hasSize(1);
  }

  /** A tool looks at what an application has left, whose handlers it does not have. */
  @Test
  void areNotAskedForWhereNothingIsDelivered(@TempDir Path folder) throws IOException {
    String json = "{\"type\": \"Handler\", \"parameters\": {\"name\": \"stock\"}}";
    Files.writeString(folder.resolve("h.json"), json);
    EmittersBuilder builder = Emitters.builder().definitions(folder).watchDefinitions(false);
    try (Emitters working = builder.start()) {
      assertThat(working.definitions()).isEmpty();
      assertThat(working.problems()).singleElement().matches(problem -> !problem.isWarning());
    }
    try (Emitters looking = builder.delivering(false).refuseBrokenDefinitions(true).start()) {
      assertThat(looking.parked("h")).isEmpty();
      assertThat(looking.problems()).singleElement().matches(Problem::isWarning);
    }
  }
}
