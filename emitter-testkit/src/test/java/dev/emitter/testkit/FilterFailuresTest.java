package dev.emitter.testkit;

import static dev.emitter.testkit.Shop.ORDERS;
import static dev.emitter.testkit.Shop.define;
import static dev.emitter.testkit.Shop.event;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.delivery.DeliveryError;
import dev.emitter.delivery.EmitterStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which filters that had no answer are counted, and what is said of them. */
@Tag("D4")
final class FilterFailuresTest {

  private final Shop shop =
      new Shop()
          .with(
              filter("string", "event.type and event.id != \"x\""),
              filter("afterMissing", "event.region = null and event.lacking > 1 and event.type"),
              filter("satisfies", "some segment in event.topic satisfies segment"),
              filter("decided", "event.type and event.id = \"x\""),
              filter("missing", "event.region and event.id != \"x\""));

  private static EmitterDefinition.Builder filter(String id, String feel) {
    return define(id).topic("orders").filter(new TextNode(feel));
  }

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void countsAValueWhereTrueOrFalseIsNeeded() {
    shop.publish(2).idle();

    assertThat(failures("string")).isEqualTo(2);
    assertThat(failures("afterMissing")).isEqualTo(2);
    assertThat(failures("satisfies")).isEqualTo(2);
    assertThat(shop.emitters.status("string").lastErrors())
        .extracting(DeliveryError::reason)
        .containsOnly(
            "line 1, column 1: a string where true or false is needed; compare it with something");
    assertThat(shop.emitters.status("afterMissing").lastErrors().get(0).reason())
        .startsWith("line 1, column 47: a string where true or false is needed");
    assertThat(shop.webhook.attempts()).isEmpty();
  }

  @Test
  void countsNeitherWhatIsDecidedNorWhatIsMissing() {
    shop.publish(2).idle();

    for (String id : new String[] {"decided", "missing"}) {
      EmitterStatus status = shop.emitters.status(id);
      assertThat(status.filterFailures()).as(id).isZero();
      assertThat(status.filtered()).as(id).isEqualTo(2);
      assertThat(status.lastErrors()).as(id).isEmpty();
    }
  }

  @Test
  @Tag("D8")
  void explainsNullAndFalseApartWithTheValues() {
    assertThat(explain("missing"))
        .contains("event.region -> null (event.region is missing)")
        .contains("event.id != \"x\" -> true (event.id = \"1\")");
    assertThat(explain("decided")).contains("event.id = \"x\" -> false (event.id = \"1\")");
    assertThat(explain("string"))
        .contains("a string where true or false is needed")
        .contains("event.type -> failed: ", "(event.type = \"order.placed\")");
  }

  private String explain(String id) {
    return shop.emitters.explain(ORDERS, event("1"), id).toString();
  }

  private long failures(String id) {
    return shop.emitters.status(id).filterFailures();
  }
}
