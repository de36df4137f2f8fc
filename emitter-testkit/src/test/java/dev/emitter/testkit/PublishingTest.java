package dev.emitter.testkit;

import static dev.emitter.testkit.Shop.ORDERS;
import static dev.emitter.testkit.Shop.define;
import static dev.emitter.testkit.Shop.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.emitter.Receipt;
import dev.emitter.event.InvalidEventException;
import io.cloudevents.CloudEvent;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Publishing needs no ceremony. */
@Tag("U1")
final class PublishingTest {

  private final Shop shop =
      new Shop(builder -> builder.maxEventBytes(10_000)).with(define("a").topic("orders"));

  @AfterEach
  void close() {
    shop.close();
  }

  record Order(String number, LocalDate day, List<String> items) {}

  @Test
  @Tag("E2")
  void makesAnEventOfARecord() {
    Order order = new Order("4711", LocalDate.of(2026, 11, 1), List.of("tea"));
    Receipt receipt = shop.emitters.publish(ORDERS, "order.placed", order);
    shop.idle();
    CloudEvent event = shop.webhook.delivered("a").get(0).event().event();
    assertThat(event.getId()).isEqualTo(receipt.eventId());
    assertThat(event.getType()).isEqualTo("order.placed");
    assertThat(event.getSource()).hasToString("https://shop.example");
    assertThat(event.getTime()).isEqualTo(shop.clock.now().atOffset(java.time.ZoneOffset.UTC));
    assertThat(SampleEvents.json(shop.webhook.delivered("a").get(0).event()))
        .contains("\"data\":{\"number\":\"4711\",\"day\":\"2026-11-01\",\"items\":[\"tea\"]}");
  }

  @Test
  void publishesABatchInOrder() {
    List<Receipt> receipts =
        shop.emitters.publishAll(ORDERS, List.of(event("1"), event("2"), event("3")));
    shop.idle();
    assertThat(receipts).extracting(Receipt::eventId).containsExactly("1", "2", "3");
    assertThat(shop.webhook.deliveredIds("a")).containsExactly("1", "2", "3");
    assertThat(shop.emitters.publications().published()).isEqualTo(3);
  }

  @Test
  void publishesNothingOfABatchWithAnEventThatIsNotValid() {
    CloudEvent wrong = event("2", " ".repeat(0));
    assertThatExceptionOfType(InvalidEventException.class)
        .isThrownBy(() -> shop.emitters.publishAll(ORDERS, List.of(event("1"), wrong)))
        .withMessageContaining("type");
    shop.idle();
    assertThat(shop.webhook.delivered()).isEmpty();
  }

  @Test
  void refusesDataThatCannotBeWritten() {
    Object endless = new Object() {};
    assertThatExceptionOfType(InvalidEventException.class)
        .isThrownBy(() -> shop.emitters.publish(ORDERS, "order.placed", endless))
        .withMessageContaining("cannot be written as JSON");
  }

  @Test
  void refusesAnEventThatIsTooLarge() {
    assertThatExceptionOfType(InvalidEventException.class)
        .isThrownBy(() -> shop.emitters.publish(ORDERS, "x", Map.of("text", "y".repeat(10_000))))
        .withMessageContaining("10000");
  }

  @Test
  void givesAFutureWhenAsked() {
    Receipt receipt = Awaiting.result(shop.emitters.publishAsync(ORDERS, event("1")));
    assertThat(receipt.position()).isNotNull();
    shop.idle();
    assertThat(shop.webhook.deliveredIds("a")).containsExactly("1");
  }
}
