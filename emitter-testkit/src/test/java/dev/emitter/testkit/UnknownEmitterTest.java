package dev.emitter.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emitter.Emitters;
import dev.emitter.delivery.DeliveryQuery;
import dev.emitter.problem.EmitterException;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Whoever names an emitter that is not there is told so, and which one may be meant. */
final class UnknownEmitterTest {

  @Test
  void isNamedByEveryOperation() {
    try (Shop shop = new Shop().with(Shop.define("orders"))) {
      List<Consumer<Emitters>> operations =
          List.of(
              emitters -> emitters.status("order"),
              emitters -> emitters.enable("order"),
              emitters -> emitters.disable("order", "by a test"),
              emitters -> emitters.parked("order"),
              emitters -> emitters.discardParked("order"),
              emitters -> emitters.deliveries("order", DeliveryQuery.ALL),
              emitters -> emitters.resubmit("order", List.of()),
              emitters -> emitters.check("order"));
      for (Consumer<Emitters> operation : operations) {
        assertThatThrownBy(() -> operation.accept(shop.emitters))
            .isInstanceOf(EmitterException.class)
            .hasMessage("there is no emitter \"order\"; did you mean \"orders\"?");
      }
    }
  }
}
