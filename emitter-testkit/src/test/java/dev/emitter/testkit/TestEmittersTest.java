package dev.emitter.testkit;

import static dev.emitter.testkit.EmitterAssertions.assertThat;
import static dev.emitter.testkit.EmitterAssertions.event;
import static dev.emitter.testkit.Orders.EU;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.emitter.Emitters;
import dev.emitter.definition.DeliverySettings;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.definition.Ordering;
import dev.emitter.delivery.EmitterState;
import dev.emitter.problem.ConfigurationException;
import dev.emitter.problem.EmitterException;
import dev.emitter.topic.Topic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The emitters of an application at work in a test, with nothing leaving the process. */
@Tag("U2")
final class TestEmittersTest {

  private static final Path SHOP = Path.of("src/test/resources/shop-emitters");

  private final TestEmitters test =
      TestEmitters.builder()
          .definitions(SHOP)
          .definition("flaky", "{\"type\": \"Hook\", \"topics\": [[\"orders\"]]}")
          .channel(RecordingChannel.of("Hook"))
          .start();
  private final Emitters emitters = test.emitters();
  private final RecordedEvents events = test.events();
  private final ChannelScript flaky = test.script("flaky");

  @AfterEach
  void close() {
    test.close();
  }

  private void publish(int first, int last) {
    IntStream.rangeClosed(first, last)
        .forEach(i -> emitters.publish(EU, Orders.placed("" + i, i, "DE")));
  }

  private static EventPattern order(int number) {
    return event("order.placed").with("number", "" + number);
  }

  @Test
  void deliversWhatTheDefinitionsSelectToChannelsThatRecord() {
    PrintStream console = System.out;
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
    try {
      publish(99, 101);
      assertThat(events).deliveredOnlyTo("billing", order(101)).filteredBy("billing", order(99));
      assertThat(events).deliveredTo("everything", 3, event());
    } finally {
      System.setOut(console);
    }
    assertThat(written.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void failsTheStartWithEveryFaultOfTheDefinitions(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("a.json"), "{\"type\": \"Consol\", \"filter\": \"total >\"}");
    Files.writeString(
        folder.resolve("b.json"), "{\"type\": \"Console\", \"parameters\": {\"output\": \"x\"}}");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> TestEmitters.builder().definitions(folder).start())
        .withMessageContaining("a.json")
        .withMessageContaining("did you mean \"Console\"?")
        .withMessageContaining("$.filter")
        .withMessageContaining("b.json")
        .withMessageContaining("$.parameters.output");
  }

  @Test
  void failsTheStartForADefinitionOfTheTestToo() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> TestEmitters.builder().definition("x", "{\"type\": 1}").start())
        .withMessageContaining("x.json:1:10");
  }

  @Test
  void triesAgainForHoursInNoTime() {
    flaky.failNext(3, "connection refused").answerNext(503, Duration.ofHours(5)).answerNext(429);
    publish(1, 3);
    assertThat(events).nothingDeliveredTo("flaky").deliveredTo("everything", 3, event());
    assertThat(events).emitterIs("flaky", EmitterState.RETRYING).failedAttempts("flaky", 1);
    test.advance(Duration.ofHours(5));
    assertThat(events).nothingDeliveredTo("flaky").failedAttempts("flaky", 4);
    test.advance(Duration.ofMinutes(2));
    assertThat(events).deliveredOnlyTo("flaky", order(1), order(2), order(3));
    assertThat(events).failedAttempts("flaky", 5).emitterIs("flaky", EmitterState.ACTIVE);
  }

  @Test
  void movesTimeNoFurtherThanNeeded() {
    flaky.answerNext(503, Duration.ofHours(7));
    publish(1, 1);
    test.advanceUntilIdle(Duration.ofDays(1));
    assertThat(events).deliveredTo("flaky", order(1));
    assertThat(test.clock().now()).isEqualTo("2026-01-01T07:00:00Z");
    flaky.failWhile(delivery -> true);
    publish(2, 2);
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> test.advanceUntilIdle(Duration.ofMinutes(1)))
        .withMessageContaining("not idle after PT1M");
  }

  @Test
  void disablesAnEmitterThatKeepsFailingAndRecovers() {
    flaky.failWhile(delivery -> true);
    publish(1, 2);
    test.advanceUntilIdle(Duration.ofDays(1));
    assertThat(events).emitterIs("flaky", EmitterState.DISABLED).nothingDeliveredTo("flaky");
    flaky.mend();
    emitters.enable("flaky");
    assertThat(events).deliveredOnlyTo("flaky", order(1), order(2));
  }

  @Test
  void refusesOneEventAndDisablesAsTheReceiverAsks() {
    flaky.rejectNext("too large").answerNext(200).answerNext(410);
    publish(1, 3);
    assertThat(events).parkedBy("flaky", order(1)).deliveredOnlyTo("flaky", order(2));
    assertThat(events).emitterIs("flaky", EmitterState.DISABLED);
    assertThat(emitters.status("flaky").reason()).contains("410");
  }

  @Test
  void doesNotWaitForACallThatHangs() {
    flaky.hang();
    publish(1, 100);
    assertThat(events).nothingDeliveredTo("flaky").deliveredTo("everything", 100, event());
    assertThat(flaky.hanging()).isEqualTo(1);
    test.advance(Duration.ofHours(1));
    assertThat(events).nothingDeliveredTo("flaky");
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> test.advanceUntilIdle(Duration.ofHours(1)))
        .withMessageContaining("not idle");
    flaky.release();
    assertThat(events).deliveredTo("flaky", 100, event());
  }

  @Test
  void takesTimeByTheClockOfTheTest() {
    flaky.answerAfter(Duration.ofMinutes(5));
    publish(1, 1);
    test.advance(Duration.ofMinutes(5).minusNanos(1));
    assertThat(events).notDeliveredTo("flaky", order(1));
    test.advance(Duration.ofNanos(1));
    assertThat(events).deliveredTo("flaky", order(1));
    flaky.answerNext(500);
    publish(2, 2);
    test.advanceUntilIdle(Duration.ofMinutes(11));
    assertThat(events).deliveredTo("flaky", order(2)).failedAttempts("flaky", 1);
  }

  @Test
  void hangsAlthoughSeveralCallsMayBeUnderWay() {
    emitters.register(
        EmitterDefinition.builder("wide", "Hook")
            .delivery(DeliverySettings.DEFAULT.withOrdering(Ordering.NONE, 4))
            .build());
    test.script("wide").hang();
    for (int i = 1; i <= 8; i++) {
      publish(i, i);
      test.settle();
    }
    assertThat(events).nothingDeliveredTo("wide");
    test.script("wide").release();
    assertThat(events).deliveredTo("wide", 8, event());
  }

  @Test
  void givesUpACallThatHangsOnceTheDefinitionHasChanged() {
    flaky.hang();
    publish(1, 1);
    test.settle();
    emitters.register(EmitterDefinition.builder("flaky", "Hook").topic("orders").build());
    test.advance(Duration.ofSeconds(10));
    assertThat(events).nothingDeliveredTo("flaky");
    flaky.mend();
    assertThat(events).deliveredTo("flaky", 1, order(1));
  }

  @Test
  void answersWithAStatusAsAWebhookDoes() {
    for (int status : List.of(301, 401, 404, 408, 429, 500, 503)) {
      flaky.answerNext(status);
    }
    publish(1, 1);
    test.advanceUntilIdle(Duration.ofHours(1));
    assertThat(events).failedAttempts("flaky", 7).deliveredTo("flaky", order(1));
    for (int status : List.of(400, 409, 413, 422, 430)) {
      flaky.answerNext(status);
    }
    publish(2, 6);
    assertThat(events).deliveredOnlyTo("flaky", order(1));
    assertThat(emitters.parked("flaky")).hasSize(5);
  }

  @Test
  void callsHandlersReally() {
    List<String> handled = Collections.synchronizedList(new ArrayList<>());
    try (TestEmitters other =
        TestEmitters.builder()
            .handler("stock", (topic, event) -> handled.add(event.getId()))
            .definition("stock", "{\"type\": \"Handler\", \"parameters\": {\"name\": \"stock\"}}")
            .environment("LEVEL", "INFO")
            .definition(
                "log",
                "{\"type\": \"Console\", \"parameters\": {\"level\": \"${env:LEVEL}\","
                    + " \"output\": \"log\"}}")
            .configure(builder -> builder.source(URI.create("https://other.example")))
            .start()) {
      other.emitters().publish(EU, "order.placed", 1);
      assertThat(other.events())
          .deliveredTo("stock", event().from("https://other.example"))
          .deliveredTo("log", event());
      assertThat(handled).hasSize(1);
    }
  }

  @Test
  void letsAChannelBeReal() {
    RecordingChannel own = RecordingChannel.of("Own");
    try (TestEmitters other =
        TestEmitters.builder().realChannel(own).definition("o", "{\"type\": \"Own\"}").start()) {
      other.emitters().publish(Topic.of("x"), "y", 1);
      assertThat(other.events()).deliveredTo("o", event("y"));
      assertThat(own.delivered()).hasSize(1);
    }
  }

  @Test
  void namesTheEmitterThatAScriptWasMeantFor() {
    assertThatExceptionOfType(EmitterException.class)
        .isThrownBy(() -> test.script("flakey"))
        .withMessageContaining("did you mean \"flaky\"?");
    assertThatIllegalArgumentException().isThrownBy(() -> flaky.answerNext(99));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> flaky.answerNext(413, Duration.ofSeconds(1)))
        .withMessageContaining("use 503");
    assertThatIllegalArgumentException().isThrownBy(() -> flaky.answerAfter(Duration.ofNanos(-1)));
  }

  @Test
  void keepsWhatItRecordedWhenItIsClosedWhileCallsHang() {
    flaky.hang();
    publish(1, 3);
    test.settle().close();
    assertThat(events).published(3, event()).nothingDeliveredTo("flaky");
  }
}
