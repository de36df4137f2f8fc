package dev.emitter.testkit;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.emitter.Emitters;
import dev.emitter.delivery.Acknowledgement;
import dev.emitter.delivery.DeliveryQuery;
import dev.emitter.problem.EmitterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever names an emitter that is not there is told so, and which one may be meant. */
final class UnknownEmitterTest {

  private static final List<Consumer<Emitters>> OPERATIONS =
      List.of(
          emitters -> emitters.status("order"),
          emitters -> emitters.enable("order"),
          emitters -> emitters.disable("order", "by a test"),
          emitters -> emitters.disable("order", "by a test", "ann"),
          emitters -> emitters.parked("order"),
          emitters -> emitters.discardParked("order"),
          emitters -> emitters.deliveries("order", DeliveryQuery.ALL),
          emitters -> emitters.resubmit("order", List.of()),
          emitters -> emitters.skipToNow("order"),
          emitters -> emitters.skipToEvent("order", "1"),
          emitters -> emitters.check("order"),
          emitters -> emitters.unwrap("order", Object.class),
          emitters -> emitters.explain(Shop.ORDERS, Shop.event("1"), "order"),
          emitters ->
              emitters.acknowledge(
                  new Acknowledgement(
                      "order", "1", Acknowledgement.Status.RECEIVED, "", Instant.EPOCH)));

  private static final String USERS = "{\"type\": \"Webhook\", \"topics\": [[\"orders\"]]}";

  private static void isRefusedBy(Emitters emitters, String message) {
    for (Consumer<Emitters> operation : OPERATIONS) {
      assertThatThrownBy(() -> operation.accept(emitters))
          .isInstanceOf(EmitterException.class)
          .hasMessage(message);
    }
  }

  @Test
  void isNamedByEveryOperation() {
    try (Shop shop = new Shop().with(Shop.define("orders"))) {
      isRefusedBy(shop.emitters, "there is no emitter \"order\"; did you mean \"orders\"?");
    }
  }

  @Test
  void thatAnEarlierProcessHadIsToldApart() {
    LastingLog log = new LastingLog(Clock.systemUTC());
    new Shop(builder -> builder.log(log.next())).with(Shop.define("order")).close();
    try (Shop shop = new Shop(builder -> builder.log(log.next())).with(Shop.define("x"))) {
      isRefusedBy(
          shop.emitters,
          "there is no emitter \"order\" now, but an earlier process had it; what waits for it is"
              + " kept until one of this id is back, as long as the log keeps events");
    }
  }

  @Test
  void whoseDefinitionIsBrokenIsToldSoUntilItIsMended(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(folder.resolve("order.json"), "{\"type\": \"Wbhook\", \"topcs\": 7}");
    try (Shop shop = new Shop(builder -> builder.definitions(folder))) {
      isRefusedBy(
          shop.emitters,
          "emitter \"order\" is not at work, as its definition is broken: "
              + shop.emitters.problems().get(0)
              + "; and 1 more fault");
      Files.writeString(file, "{\"type\": \"Webhook\", \"id\": \"orders\"}");
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () ->
                  isRefusedBy(
                      shop.emitters, "there is no emitter \"order\"; did you mean \"orders\"?"));
    }
  }

  /** Nobody is told the ids of other users. */
  @Test
  void ofAUserIsSoughtAmongTheOwnOnes() {
    try (Shop shop = new Shop()) {
      String id = shop.emitters.registerUser("ann", USERS).id();
      String misspelt = id.substring(1);
      assertThatExceptionOfType(EmitterException.class)
          .isThrownBy(() -> shop.emitters.removeUser("ann", misspelt, 1))
          .withMessage(
              "there is no emitter \"" + misspelt + "\" of user ann; did you mean \"" + id + "\"?");
      assertThatExceptionOfType(EmitterException.class)
          .isThrownBy(() -> shop.emitters.changeUser("bob", misspelt, 1, "{}"))
          .withMessage("there is no emitter \"" + misspelt + "\" of user bob");
    }
  }
}
