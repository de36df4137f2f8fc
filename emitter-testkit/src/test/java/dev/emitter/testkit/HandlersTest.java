package dev.emitter.testkit;

import static dev.emitter.testkit.Shop.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.emitter.definition.EmitterDefinition;
import dev.emitter.delivery.EmitterState;
import dev.emitter.topic.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Code of the application is an emitter like any other. */
@Tag("C9")
final class HandlersTest {

  private final List<String> handled = Collections.synchronizedList(new ArrayList<>());
  private final Shop shop = new Shop();

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void receivesItsTopicAndThoseBelowInOrder() {
    shop.emitters.on(Topic.of("orders"), (topic, event) -> handled.add(event.getId()));
    shop.emitters.publish(Topic.of("stock"), Shop.event("s"));
    shop.publish(100).idle();
    assertThat(handled).isEqualTo(Shop.ids(1, 100));
  }

  @Test
  void receivesAgainWhatItFailed() {
    AtomicInteger failures = new AtomicInteger(2);
    String id =
        shop.emitters.on(
            ORDERS,
            (topic, event) -> {
              if (failures.getAndDecrement() > 0) {
                throw new java.io.IOException("database down");
              }
              handled.add(event.getId());
            });
    shop.publish(3).quiet();
    assertThat(shop.emitters.status(id).state()).isEqualTo(EmitterState.RETRYING);
    assertThat(shop.emitters.status(id).lastError()).contains("database down");
    shop.advance(Duration.ofSeconds(5)).idle();
    assertThat(handled).containsExactly("1", "2", "3");
  }

  @Test
  void survivesAnErrorOfTheApplication() {
    shop.emitters.on(
        "recursive",
        ORDERS,
        (topic, event) -> {
          if (handled.isEmpty()) {
            handled.add("failed");
            throw new StackOverflowError();
          }
          handled.add(event.getId());
        });
    shop.publish(1).advance(Duration.ofSeconds(1)).idle();
    assertThat(handled).containsExactly("failed", "1");
  }

  @Test
  void mayPublishItself() {
    shop.emitters.on(
        "chain", ORDERS, (topic, event) -> shop.emitters.publish(Topic.of("next"), event));
    shop.emitters.on("end", Topic.of("next"), (topic, event) -> handled.add(event.getId()));
    shop.publish(3).idle();
    assertThat(handled).containsExactly("1", "2", "3");
  }

  @Test
  void isTakenBackByItsIdWhichIsThenFreeAgain() {
    shop.emitters.on("mine", ORDERS, (topic, event) -> handled.add("old"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> shop.emitters.on("mine", ORDERS, (topic, event) -> {}));
    assertThat(shop.emitters.remove("mine")).isTrue();
    assertThat(shop.emitters.remove("mine")).isFalse();
    shop.emitters.on("mine", ORDERS, (topic, event) -> handled.add("new"));
    shop.publish(1).idle();
    assertThat(handled).containsExactly("new");
  }

  @Test
  void staysWhenAnEmitterOfItsNameIsRemoved() {
    try (Shop other =
        new Shop(builder -> builder.handler("audit", (topic, event) -> handled.add("audit")))) {
      other.with(EmitterDefinition.builder("to-audit", "Handler").parameter("name", "audit"));
      assertThat(other.emitters.remove("audit")).isFalse();
      other.publish(1).advance(Duration.ofSeconds(1));
      assertThat(handled).containsExactly("audit");
    }
  }
}
