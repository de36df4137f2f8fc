package dev.emitter.testkit;

import static dev.emitter.testkit.Shop.ORDERS;
import static dev.emitter.testkit.Shop.define;
import static dev.emitter.testkit.Shop.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.emitter.EventAttributes;
import dev.emitter.Receipt;
import dev.emitter.delivery.ParkedEvent;
import dev.emitter.event.InvalidEventException;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.SequencePosition;
import io.cloudevents.CloudEvent;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
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

  record Parcel(Optional<String> note, Optional<String> none, Instant at, Duration took) {}

  @Test
  void writesOptionalsAndTimes() {
    Parcel parcel =
        new Parcel(Optional.of("fragile"), Optional.empty(), Instant.EPOCH, Duration.ofMinutes(5));
    shop.emitters.publish(ORDERS, "parcel.sent", parcel);
    shop.idle();
    assertThat(SampleEvents.json(shop.webhook.delivered("a").get(0).event()))
        .contains(
            "{\"note\":\"fragile\",\"none\":null,\"at\":\"1970-01-01T00:00:00Z\",\"took\":\"PT5M\"}");
  }

  @Test
  void setsAttributesBesideTypeAndData() {
    Consumer<EventAttributes> attributes =
        event ->
            event
                .subject("order-7")
                .partitionKey("customer-3")
                .extension("retries", 2)
                .extension("gone", "x")
                .extension("gone", null)
                .dataSchema(URI.create("urn:schema:1"));
    shop.emitters.publish(ORDERS, "order.placed", Map.of("n", 1), attributes);
    Awaiting.result(shop.emitters.publishAsync(ORDERS, "order.placed", Map.of("n", 1), attributes));
    Receipt named =
        shop.emitters.publish(
            ORDERS,
            "order.placed",
            null,
            event ->
                event
                    .id("own")
                    .source(URI.create("/own"))
                    .time(OffsetDateTime.parse("2026-01-01T00:00:00+01:00")));
    Awaiting.result(shop.emitters.publishAsync(ORDERS, "order.paid", List.of()));
    shop.idle();
    assertThat(named.eventId()).isEqualTo("own");
    List<CloudEvent> events =
        shop.webhook.delivered("a").stream().map(one -> one.event().event()).toList();
    assertThat(events).hasSize(4);
    for (CloudEvent event : events.subList(0, 2)) {
      assertThat(event.getSubject()).isEqualTo("order-7");
      assertThat(event.getExtensionNames()).containsExactly("partitionkey", "retries");
      assertThat(event.getExtension("retries")).isEqualTo(2);
      assertThat(event.getDataSchema()).hasToString("urn:schema:1");
      assertThat(event.getSource()).hasToString("https://shop.example");
      assertThat(event.getDataContentType()).isEqualTo("application/json");
    }
    assertThat(events.get(2).getSource()).hasToString("/own");
    assertThat(events.get(2).getTime()).hasToString("2026-01-01T00:00+01:00");
    assertThat(SampleEvents.json(shop.webhook.delivered("a").get(2).event()))
        .endsWith("\"data\":null}");
    assertThat(events.get(3).getType()).isEqualTo("order.paid");
  }

  /** One kind of mistake, one type of exception, and always at once. */
  @Test
  @SuppressWarnings("NullAway")
  void refusesWhatIsNotThereAsItRefusesWhatIsNotValid() {
    assertRefused("topic", () -> shop.emitters.publish(null, event("1")));
    assertRefused("topic", () -> shop.emitters.publish(null, "t", Map.of()));
    assertRefused("topic", () -> shop.emitters.publishAsync(null, event("1")));
    assertRefused("topic", () -> shop.emitters.publishAll(null, List.of(event("1"))));
    assertRefused("type", () -> shop.emitters.publish(ORDERS, null, Map.of()));
    assertRefused("type", () -> shop.emitters.publishAsync(ORDERS, null, Map.of()));
    assertRefused("type", () -> shop.emitters.publish(ORDERS, "", Map.of()));
    assertRefused("event", () -> shop.emitters.publish(ORDERS, null));
    assertRefused("event", () -> shop.emitters.publishAsync(ORDERS, (CloudEvent) null));
    assertRefused("event", () -> shop.emitters.publishAll(ORDERS, Arrays.asList(event("1"), null)));
    assertRefused("subject", event -> event.subject(""));
    assertRefused("id", event -> event.id("a\nb"));
    assertRefused("dataschema", event -> event.dataSchema(URI.create("relative")));
    assertRefused("partitionkey", event -> event.partitionKey(""));
    assertRefused("\"Bad\"", event -> event.extension("Bad", 1));
    assertRefused("extension", event -> event.extension("", 1));
    assertRefused("source", event -> event.extension("source", "/x"));
    assertRefused("list", event -> event.extension("list", List.of()));
    shop.idle();
    assertThat(shop.webhook.delivered()).isEmpty();
  }

  private void assertRefused(String attribute, Consumer<EventAttributes> attributes) {
    assertRefused(attribute, () -> shop.emitters.publish(ORDERS, "t", 1, attributes));
    assertRefused(attribute, () -> shop.emitters.publishAsync(ORDERS, "t", 1, attributes));
  }

  private static void assertRefused(String attribute, ThrowingCallable publishing) {
    assertThatExceptionOfType(InvalidEventException.class)
        .isThrownBy(publishing)
        .satisfies(e -> assertThat(e.attribute()).isEqualTo(attribute));
  }

  @Test
  void showsWhichEventWasSetAsideAndWhy() {
    shop.emitters.publish(ORDERS, event("e-1", "order.placed"));
    shop.idle();
    LoggedEvent event =
        new LoggedEvent(
            new SequencePosition(17),
            ORDERS,
            shop.webhook.delivered("a").get(0).event(),
            Instant.EPOCH);
    assertThat(new ParkedEvent("a", event, "its receiver said no", 3, Instant.EPOCH).toString())
        .contains("a", "e-1", "orders", "17", "its receiver said no", "3")
        .doesNotContain("@");
  }

  @Test
  void givesAFutureWhenAsked() {
    Receipt receipt = Awaiting.result(shop.emitters.publishAsync(ORDERS, event("1")));
    assertThat(receipt.position()).isNotNull();
    shop.idle();
    assertThat(shop.webhook.deliveredIds("a")).containsExactly("1");
  }

  @Test
  @Tag("E1")
  void refusesANumberThatJsonDoesNotHave() {
    for (double number : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatExceptionOfType(InvalidEventException.class)
          .isThrownBy(() -> shop.emitters.publish(ORDERS, "order.placed", Map.of("total", number)))
          .withMessageContaining("data")
          .withMessageContaining(Double.toString(number).substring(0, 3));
    }
  }
}
