package dev.emitter.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.Emitters;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.definition.DeliverySettings;
import dev.emitter.definition.DeliverySettings.OnRejected;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.definition.Ordering;
import dev.emitter.delivery.AttemptQuery;
import dev.emitter.delivery.DeliveryAttempt;
import dev.emitter.delivery.EmitterState;
import dev.emitter.delivery.EmitterStatus;
import dev.emitter.delivery.InMemoryDeliveryLog;
import dev.emitter.topic.Topic;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A batch that the receiver refuses as a whole is halved until the faulty events stand alone. */
@Tag("R1")
@Timeout(240)
final class RefusedBatchTest {

  private static final Topic ORDERS = Topic.of("orders");
  private static final DeliverySettings QUICK =
      DeliverySettings.DEFAULT
          .withRetry(Duration.ofMillis(1), Duration.ofMillis(5))
          .withDisablePerDay(0);

  private final InMemoryDeliveryLog attempts = new InMemoryDeliveryLog(Clock.systemUTC());

  private static Function<List<String>, Integer> refusing(Set<Integer> faulty) {
    return ids -> ids.stream().anyMatch(id -> faulty.contains(Integer.valueOf(id))) ? 400 : 200;
  }

  private static List<String> others(int count, Set<Integer> faulty) {
    return IntStream.range(0, count)
        .filter(n -> !faulty.contains(n))
        .mapToObj(Integer::toString)
        .toList();
  }

  /** Lets so many events wait, and delivers them. */
  private Emitters deliver(BatchServer server, DeliverySettings settings, int events) {
    Emitters emitters = Emitters.builder().channel(server).deliveryLog(attempts).start();
    emitters.register(
        EmitterDefinition.builder("a", "Batches").topic("orders").delivery(settings).build());
    emitters.disable("a", "so that many go together");
    emitters.publishAll(
        ORDERS,
        IntStream.range(0, events)
            .mapToObj(
                n ->
                    CloudEventBuilder.v1()
                        .withId("" + n)
                        .withSource(URI.create("https://shop.example"))
                        .withType("order.placed")
                        .withExtension("partitionkey", "k" + n % 50)
                        .build())
            .toList());
    emitters.enable("a");
    assertThat(emitters.awaitIdle(Duration.ofSeconds(60))).isTrue();
    return emitters;
  }

  private static List<String> parked(Emitters emitters) {
    return emitters.parked("a").stream().map(one -> one.event().event().event().getId()).toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 317, 500, 998, 999})
  void parksOneOfAThousandAndDeliversTheOthersOnceAndInOrder(int faulty) throws Exception {
    try (BatchServer server = new BatchServer(refusing(Set.of(faulty)));
        Emitters emitters = deliver(server, QUICK, 1000)) {
      assertThat(server.stored).isEqualTo(others(1000, Set.of(faulty)));
      assertThat(parked(emitters)).containsExactly("" + faulty);
      assertThat(server.requests).hasSizeLessThanOrEqualTo(30);
      EmitterStatus status = emitters.status("a");
      assertThat(status.state()).isEqualTo(EmitterState.ACTIVE);
      assertThat(status.delivered()).isEqualTo(999);
      assertThat(status.retried()).isZero();
      assertThat(status.failuresInDay()).isEqualTo(1);
    }
  }

  @Test
  void tellsOfTheFaultyEventAlone() throws Exception {
    try (BatchServer server = new BatchServer(refusing(Set.of(40)));
        Emitters emitters = deliver(server, QUICK, 100)) {
      List<DeliveryAttempt> told = emitters.attempts(AttemptQuery.ALL.emitter("a"));
      assertThat(told).hasSize(100);
      assertThat(told)
          .filteredOn(one -> one.outcome() != DeliveryAttempt.Outcome.DELIVERED)
          .singleElement()
          .satisfies(
              one -> {
                assertThat(one.eventId()).isEqualTo("40");
                assertThat(one.attempt()).isEqualTo(1);
                assertThat(one.outcome()).isEqualTo(DeliveryAttempt.Outcome.REJECTED);
              });
    }
  }

  @ParameterizedTest
  @EnumSource(Ordering.class)
  void parksSeveralWhateverTheOrder(Ordering ordering) throws Exception {
    Set<Integer> faulty = Set.of(0, 1, 42, 300, 301, 302, 499);
    try (BatchServer server = new BatchServer(refusing(faulty));
        Emitters emitters = deliver(server, QUICK.withOrdering(ordering, 4), 500)) {
      assertThat(server.stored).containsExactlyInAnyOrderElementsOf(others(500, faulty));
      assertThat(parked(emitters))
          .containsExactlyInAnyOrderElementsOf(
              faulty.stream().map(id -> Integer.toString(id)).toList());
      if (ordering == Ordering.STRICT) {
        assertThat(server.stored).isEqualTo(others(500, faulty));
      }
    }
  }

  /** The receiver is down now and then while the faulty event is looked for. */
  @ParameterizedTest
  @EnumSource(Ordering.class)
  void goesOnLookingAfterFailuresThatEnd(Ordering ordering) throws Exception {
    AtomicInteger asked = new AtomicInteger();
    Function<List<String>, Integer> refusing = refusing(Set.of(77, 150));
    try (BatchServer server =
            new BatchServer(ids -> asked.incrementAndGet() % 3 == 0 ? 503 : refusing.apply(ids));
        Emitters emitters = deliver(server, QUICK.withOrdering(ordering, 4), 200)) {
      assertThat(server.stored).containsExactlyInAnyOrderElementsOf(others(200, Set.of(77, 150)));
      assertThat(parked(emitters)).containsExactlyInAnyOrder("77", "150");
      if (ordering == Ordering.STRICT) {
        assertThat(server.stored).isEqualTo(others(200, Set.of(77, 150)));
      }
    }
  }

  @Test
  void disablesForTheFaultyEventWhereADefinitionSaysSo() throws Exception {
    DeliverySettings settings =
        QUICK.withOrdering(Ordering.NONE, 1).withOnRejected(OnRejected.DISABLE);
    try (BatchServer server = new BatchServer(refusing(Set.of(20)));
        Emitters emitters = deliver(server, settings, 50)) {
      assertThat(emitters.status("a").state()).isEqualTo(EmitterState.DISABLED);
      assertThat(emitters.status("a").reason()).contains("the receiver refused an event: 400");
      assertThat(server.requests.get(server.requests.size() - 1)).containsExactly("20");
    }
  }

  /** One that refuses a batch and takes each event of it alone has no faulty one. */
  @Test
  void deliversAllToAReceiverThatRefusesLargeBatches() throws Exception {
    try (BatchServer server = new BatchServer(ids -> ids.size() > 3 ? 400 : 200);
        Emitters emitters = deliver(server, QUICK, 100)) {
      assertThat(server.stored).isEqualTo(others(100, Set.of()));
      assertThat(parked(emitters)).isEmpty();
    }
  }

  @Test
  void saysWhatItIs() {
    DeliveryResult.Rejected alone = DeliveryResult.rejected("no");
    assertThat(alone.isOfBatch()).isFalse();
    assertThat(alone.ofBatch().with(alone.evidence()).isOfBatch()).isTrue();
    assertThat(alone.ofBatch())
        .isNotEqualTo(alone)
        .hasToString("Rejected with others: no (" + alone.evidence() + ")");
  }
}
