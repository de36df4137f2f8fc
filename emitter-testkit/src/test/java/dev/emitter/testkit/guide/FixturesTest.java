package dev.emitter.testkit.guide;

import static dev.emitter.testkit.EmitterAssertions.assertThat;
import static dev.emitter.testkit.EmitterAssertions.event;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emitter.Emitters;
import dev.emitter.EmittersBuilder;
import dev.emitter.testkit.EmitterExtension;
import dev.emitter.testkit.RecordedEvents;
import dev.emitter.testkit.TestEmitters;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The kit without JUnit, and with more than it configures by itself. */
final class FixturesTest {

  @Test
  void worksWithoutJUnit() {
    Path folder = Path.of("src/test/resources/guide-emitters");
    try (TestEmitters test = TestEmitters.builder().definitions(folder).start()) {
      new OrderService(test.emitters()).place(new Order("4711", 140, "de"));
      assertThat(test.events()).deliveredTo("billing", event("order.placed"));
    }
  }

  @Test
  void refusesWhatTheApplicationWouldRefuse() {
    TestEmitters.Builder strict =
        TestEmitters.builder()
            .definition("stock", "{\"type\": \"Handler\", \"parameters\": {\"name\": \"stock\"}}")
            .withoutDummies();
    assertThatThrownBy(strict::start).hasMessageContaining("no handler is registered as \"stock\"");
  }

  @Test
  void watchesEmittersOfTheApplication() {
    RecordedEvents events = RecordedEvents.create();
    EmittersBuilder shop = Emitters.builder().source(URI.create("https://shop.example"));
    try (Emitters emitters = events.start(shop)) {
      new OrderService(emitters).place(new Order("4711", 140, "de"));
      assertThat(events).publishedOnce(event("order.placed"));
    }
  }

  @RegisterExtension
  static final EmitterExtension EMITTERS =
      EmitterExtension.with(
          builder ->
              builder
                  .environment("SHOP_LEVEL", "FINE")
                  .handler("stock", (topic, event) -> {})
                  .definition(
                      "stock",
                      """
                      {"type": "Handler", "topics": [["orders"]], "parameters": {"name": "stock"}}
                      """));

  @Test
  void isConfigured(Emitters emitters, RecordedEvents events) {
    new OrderService(emitters).place(new Order("4711", 140, "de"));
    assertThat(events).deliveredTo("stock", event("order.placed"));
  }
}
