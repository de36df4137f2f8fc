package dev.emitter.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.awaitility.Durations.ONE_MINUTE;

import dev.emitter.channel.DeliveryResult;
import dev.emitter.delivery.EmitterState;
import dev.emitter.delivery.EmitterStatus;
import dev.emitter.delivery.ParkedEvent;
import dev.emitter.delivery.Resubmission;
import dev.emitter.log.LoggedEvent;
import dev.emitter.problem.ConfigurationException;
import dev.emitter.topic.Catalogue;
import dev.emitter.topic.CatalogueMode;
import dev.emitter.topic.SecurityConstraint;
import dev.emitter.topic.User;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Users receive what they may at this moment, and nothing else. */
@Tag("D3")
@Tag("T4")
final class UserEmittersTest {

  private static final String ORDERS = "{\"type\": \"Webhook\", \"topics\": [[\"orders\"]]}";

  private final Set<String> administrators = ConcurrentHashMap.newKeySet();
  private final Shop shop =
      new Shop(
          builder ->
              builder
                  .catalogue(catalogue(), CatalogueMode.OFF)
                  .users(name -> new User(name, administrators.contains(name))));

  @AfterEach
  void close() {
    shop.close();
  }

  private static Catalogue catalogue() {
    return new Catalogue(
        List.of(
            new Catalogue.Declaration(
                "orders",
                "",
                List.of(),
                "the user named",
                SecurityConstraint.userNamedInEvent(),
                true,
                Map.of())));
  }

  @Test
  void receiveOnlyWhatTheConstraintAllows() {
    String ann = shop.emitters.registerUser("ann@shop.example", ORDERS).id();
    publish("1", "ann@shop.example");
    publish("2", "bob@shop.example");
    shop.publish(1).idle();
    assertThat(shop.webhook.deliveredIds(ann)).containsExactly("1");
    assertThat(shop.emitters.status(ann).filtered()).isZero();
  }

  @Test
  void haveTheRightsOfTheMomentForTheirBacklogToo() {
    String ann = shop.emitters.registerUser("ann@shop.example", ORDERS).id();
    shop.emitters.disable(ann, "by a test");
    publish("1", "bob@shop.example");
    shop.idle();
    administrators.add("ann@shop.example");
    shop.emitters.enable(ann);
    publish("2", "bob@shop.example");
    shop.idle();
    administrators.clear();
    publish("3", "bob@shop.example");
    shop.idle();
    assertThat(shop.webhook.deliveredIds(ann)).containsExactly("1", "2");
  }

  @Test
  void areNotSentWhatWaitsWhenTheRightIsLost() {
    administrators.add("ann@shop.example");
    String ann = shop.emitters.registerUser("ann@shop.example", ORDERS).id();
    shop.webhook.failNext(1);
    publish("1", "bob@shop.example");
    publish("2", "ann@shop.example");
    publish("3", "bob@shop.example");
    shop.quiet();
    administrators.clear();
    shop.clock.advance(Duration.ofMinutes(1), shop.emitters);
    shop.idle();
    assertThat(shop.webhook.deliveredIds(ann)).containsExactly("2");
    EmitterStatus status = shop.emitters.status(ann);
    assertThat(status.withheld()).isEqualTo(2);
    assertThat(status.delivered()).isEqualTo(1);
    assertThat(status.failuresInDay()).as("the attempt before alone").isEqualTo(1);
    assertThat(status.state()).isEqualTo(EmitterState.ACTIVE);
    assertThat(shop.emitters.parked(ann)).isEmpty();
  }

  @Test
  void areNotSentAgainWhatWasSetAsideWhenTheRightIsLost() {
    administrators.add("ann@shop.example");
    String ann = shop.emitters.registerUser("ann@shop.example", ORDERS).id();
    shop.webhook.rejectNext("400").rejectNext("400");
    publish("1", "bob@shop.example");
    publish("2", "ann@shop.example");
    shop.idle();
    List<LoggedEvent> parked = shop.emitters.parked(ann).stream().map(ParkedEvent::event).toList();
    assertThat(parked).hasSize(2);
    administrators.clear();
    List<Resubmission> answers = shop.emitters.resubmit(ann, parked).toCompletableFuture().join();
    assertThat(answers.get(0).result())
        .isInstanceOfSatisfying(
            DeliveryResult.Rejected.class,
            refused -> assertThat(refused.reason()).contains("may not receive this event"));
    assertThat(answers.get(1).result()).isInstanceOf(DeliveryResult.Delivered.class);
    assertThat(shop.webhook.deliveredIds(ann)).containsExactly("2");
    await().atMost(ONE_MINUTE).until(() -> shop.emitters.parked(ann).isEmpty());
    await().atMost(ONE_MINUTE).until(() -> shop.emitters.status(ann).withheld() == 1);
  }

  @Test
  void mayNotHaveTypesThatReachTheSystem() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(
            () ->
                shop.emitters.registerUser(
                    "ann@shop.example", "{\"type\": \"Console\", \"topics\": [[\"orders\"]]}"))
        .withMessageContaining("Console");
  }

  @Test
  void mustNameTheirTopics() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> shop.emitters.registerUser("ann@shop.example", "{\"type\": \"Webhook\"}"))
        .withMessageContaining("$.topics");
  }

  private void publish(String id, String user) {
    CloudEvent event = CloudEventBuilder.v1(Shop.event(id)).withExtension("user", user).build();
    shop.emitters.publish(Shop.ORDERS, event);
  }
}
