package dev.emitter.testkit;

import static dev.emitter.testkit.EmitterAssertions.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.emitter.topic.Topic;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A pattern says of an event whether it is meant, and if not, why. */
@Tag("U2")
final class EventPatternTest {

  private final PublishedEvent order =
      new PublishedEvent(Orders.EU, Orders.placed("4711", 40, "FR"));

  @Test
  void takesAnyEventThatIsAllItAsksFor() {
    EventPattern pattern =
        event("order.placed")
            .on("orders")
            .exactlyOn(Orders.EU)
            .from("https://shop.example")
            .withAttribute("id", "4711")
            .with("customer.country", "FR")
            .with("lines[0].sku", "tea")
            .with("/total", 40.0)
            .withData(Orders.Order.class, one -> assertThat(one.total()).isPositive())
            .where("total < 100 and event.type = \"order.placed\"");
    assertThat(pattern.faults(order)).isEmpty();
    assertThat(pattern.matches(order)).isTrue();
    assertThat(event().matches(order)).isTrue();
    assertThat(event()).hasToString("any event");
  }

  @Test
  void saysWhichSegmentOfTheTopicDiffers() {
    assertFault(event().on("orders", "us"), "topic [orders, eu]: segment 2 is \"eu\", not \"us\"");
    assertFault(
        event().on("orders", "eu", "berlin"),
        "topic [orders, eu] ends before segment 3, \"berlin\"");
    assertFault(event().exactlyOn(Topic.of("orders")), "topic [orders, eu] is below [orders]");
  }

  @Test
  void saysWhatAnAttributeIsInstead() {
    assertFault(event("order.paid"), "type is \"order.placed\", not \"order.paid\"");
    assertFault(event().from("urn:x"), "source is \"https://shop.example\", not \"urn:x\"");
    assertFault(event().withAttribute("tenant", "a"), "it has no tenant");
    PublishedEvent extended =
        new PublishedEvent(
            Orders.EU, CloudEventBuilder.v1(order.event()).withExtension("tenant", "b").build());
    assertThat(event().withAttribute("tenat", "b").faults(extended))
        .containsExactly("it has no tenat; did you mean \"tenant\"?");
  }

  @Test
  void saysWhatIsAtAPlaceInTheDataInstead() {
    assertFault(event().with("customer.country", "DE"), "customer.country is \"FR\", not \"DE\"");
    assertFault(event().with("total", null), "total is 40, not null");
    assertFault(
        event().with("customer.contry", "FR"),
        "customer.contry is missing: customer has name, country (did you mean \"country\"?)");
    assertFault(event().with("lines[1].sku", "x"), "lines[1].sku is missing: lines is a list of 1");
    assertFault(event().with("/total/net", 1), "/total/net is missing: total is 40");
    PublishedEvent empty = new PublishedEvent(Orders.EU, Shop.event("1"));
    assertThat(event().with("total", 1).faults(empty))
        .containsExactly("total is missing: there is no JSON data");
  }

  @Test
  void comparesNumbersByValueAndShortensWhatIsLong() {
    assertThat(event().with("total", 40.00).faults(order)).isEmpty();
    assertThat(event().with("total", "x".repeat(1_000)).faults(order).get(0))
        .hasSizeLessThan(250)
        .endsWith("x..");
  }

  @Test
  void saysWhereTheWholeDataDiffers() {
    assertThat(
            event()
                .withData(new Orders.Order("4711", 41, new Orders.Customer("Ada", "FR")))
                .faults(order))
        .containsExactly(
            "total is 40, not 41", "lines is [{\"sku\":\"tea\"}], but must not be there");
    assertThat(event().withData(Map.of("lines", List.of(Map.of("sku", "x")))).faults(order))
        .contains("lines[0].sku is \"tea\", not \"x\"");
    PublishedEvent empty = new PublishedEvent(Orders.EU, Shop.event("1"));
    assertThat(event().withData(Map.of()).faults(empty)).containsExactly("it has no JSON data");
  }

  @Test
  void saysWhatTheGivenAssertionsSay() {
    assertThat(
            event()
                .withData(Orders.Order.class, one -> assertThat(one.total()).isGreaterThan(100))
                .faults(order))
        .singleElement()
        .asString()
        .startsWith("Order: ")
        .contains("40", "100")
        .doesNotContain("\n");
    assertThat(event().withData(Integer.class, number -> {}).faults(order).get(0))
        .contains("its data is no Integer");
    assertThat(
            event()
                .withData(
                    Orders.Order.class,
                    one -> assertThat(one.customer().name().charAt(9)).isEqualTo('x'))
                .faults(order))
        .hasSize(1);
  }

  @Test
  void saysWhichPartsOfAConditionAreFalse() {
    assertThat(
            event()
                .where("total > 100 and customer.country = \"FR\" and customer.vip = true")
                .faults(order))
        .containsExactly(
            "total > 100 is false: total = 40",
            "customer.vip = true is false: customer.vip is missing");
    assertThat(event().where("total > 100 or event.subject = \"x\"").faults(order))
        .containsExactly(
            "total > 100 or event.subject = \"x\" is false: total = 40, event.subject is missing");
    assertThat(event().where("total > \"x\"").faults(order).get(0)).contains("failed: ");
    assertThat(event().where("event.topic[1] = \"stock\"").faults(order).get(0))
        .endsWith("event.topic = [orders, eu]");
  }

  @Test
  void refusesWhatIsNoPattern() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> event().where("total >"))
        .withMessageContaining("where \"total >\"")
        .withMessageContaining("is not FEEL");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> event().with("a..b", 1))
        .withMessageContaining("path = \"a..b\"");
    assertThatIllegalArgumentException().isThrownBy(() -> event().with("", 1));
  }

  private void assertFault(EventPattern pattern, String fault) {
    assertThat(pattern.faults(order)).containsExactly(fault);
    assertThat(pattern.matches(order)).isFalse();
  }
}
