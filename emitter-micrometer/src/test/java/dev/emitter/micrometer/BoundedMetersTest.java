package dev.emitter.micrometer;

import static dev.emitter.micrometer.Measured.define;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.emitter.problem.LimitExceededException;
import io.micrometer.core.instrument.Meter;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** However many emitters there are, there are few meters. */
@Tag("U4")
final class BoundedMetersTest {

  private static final String OF_USER = "{\"type\": \"Mock\", \"topics\": [[\"orders\"]]}";

  private Measured shop = new Measured();

  @AfterEach
  void close() {
    shop.close();
  }

  private void restart(UnaryOperator<EmitterMetrics.Builder> meters) {
    shop.close();
    shop = new Measured(meters, UnaryOperator.identity());
  }

  private Set<String> named() {
    Set<String> names = new TreeSet<>();
    for (Meter meter : shop.registry.getMeters()) {
      String name = meter.getId().getTag("emitter");
      if (name != null) {
        names.add(name);
      }
    }
    return names;
  }

  @Test
  void countsEmittersBeyondTheMostTogether() {
    restart(meters -> meters.maxEmitters(2));
    shop.with(define("a"), define("b"), define("c"), define("d"));
    shop.publish(3, "order.placed").idle();
    assertThat(named()).containsExactly("/others", "a", "b");
    assertThat(shop.of("a", "emitter.delivered")).isEqualTo(3);
    assertThat(shop.of("/others", "emitter.delivered")).isEqualTo(6);
    assertThat(shop.of("/others", "emitter.state", "state", "active")).isEqualTo(2);
  }

  @Test
  void countsEmittersOfUsersTogetherByType() {
    for (int i = 0; i < 200; i++) {
      shop.emitters.registerUser("user" + i, OF_USER);
    }
    int meters = shop.registry.getMeters().size();
    assertThat(named()).containsExactly("/users");
    for (int i = 0; i < 200; i++) {
      shop.emitters.registerUser("user" + i, OF_USER);
    }
    shop.publish(2, "order.placed").idle();
    assertThat(shop.registry.getMeters()).hasSize(meters);
    assertThat(shop.of("/users", "emitter.delivered", "type", "Mock")).isEqualTo(800);
    assertThat(shop.of("/users", "emitter.state", "state", "active")).isEqualTo(400);
  }

  @Test
  void countsHowOftenOwnersHaveReachedALimit() {
    for (int i = 0; i < 100; i++) {
      shop.emitters.registerUser("ann", OF_USER);
    }
    assertThatExceptionOfType(LimitExceededException.class)
        .isThrownBy(() -> shop.emitters.registerUser("ann", OF_USER));
    assertThat(
            shop.registry.get("emitter.owner.limited").tag("limit", "emitters").functionCounter())
        .satisfies(counter -> assertThat(counter.count()).isEqualTo(1));
    assertThat(shop.registry.get("emitter.owner.limited").tag("limit", "log").functionCounter())
        .satisfies(counter -> assertThat(counter.count()).isZero());
  }

  @Test
  void namesEmittersOfUsersWhenAsked() {
    restart(meters -> meters.userEmitters(true).maxEmitters(1));
    String first = shop.emitters.registerUser("ann", OF_USER).id();
    shop.emitters.registerUser("bob", OF_USER);
    assertThat(named()).containsExactlyInAnyOrder(first, "/others");
  }

  @Test
  void takesOutTheMetersOfARemovedEmitterAndGivesItsPlaceToTheNext() {
    restart(meters -> meters.maxEmitters(1));
    shop.with(define("a")).publish(1, "order.placed").idle();
    shop.emitters.remove("a");
    shop.idle(); // metrics are told of it afterwards
    assertThat(named()).isEmpty();
    shop.with(define("b")).publish(1, "order.placed").idle();
    assertThat(named()).containsExactly("b");
    assertThat(shop.of("b", "emitter.delivered")).isEqualTo(1);
  }

  @Test
  void keepsTheCountsOfRemovedEmittersThatHaveNoName() {
    String id = shop.emitters.registerUser("ann", OF_USER).id();
    shop.publish(2, "order.placed").idle();
    shop.emitters.remove(id);
    shop.publish(2, "order.placed").idle();
    assertThat(shop.of("/users", "emitter.delivered")).isEqualTo(2);
    assertThat(shop.of("/users", "emitter.state", "state", "active")).isZero();
  }

  @Test
  void beginsAnewForAnEmitterThatComesBack() {
    shop.with(define("a")).publish(4, "order.placed").idle();
    assertThat(shop.of("a", "emitter.delivered")).isEqualTo(4);
    shop.emitters.remove("a");
    shop.with(define("a").messages("order.paid")).publish(3, "order.placed").idle();
    assertThat(shop.of("a", "emitter.delivered")).isZero();
    assertThat(shop.of("a", "emitter.filtered")).isEqualTo(3);
  }

  @Test
  void namesNoTopicAndNoEvent() {
    shop.with(define("a")).publish(3, "order.placed").idle();
    Set<String> keys = new TreeSet<>();
    shop.registry
        .getMeters()
        .forEach(meter -> meter.getId().getTags().forEach(tag -> keys.add(tag.getKey())));
    assertThat(keys).containsExactly("emitter", "limit", "outcome", "state", "type");
  }
}
