package dev.emitter.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.Emitters;
import dev.emitter.definition.DeliverySettings;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.definition.Ordering;
import dev.emitter.http.RawServer;
import dev.emitter.topic.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A receiver that refuses a request for some of its events. */
@Tag("C1")
@Timeout(240)
final class RefusedEventsTest {

  private static final Topic TOPIC = Topic.of("orders");
  private static final Set<Integer> FAULTY = Set.of(1000, 1003, 1250, 1499);
  private static final int MANY = 500;

  private static boolean isFaulty(RawServer.Request request) {
    return FAULTY.stream().anyMatch(number -> request.text().contains("" + number));
  }

  private static List<Integer> numbers(RawServer server) {
    List<Integer> taken = new ArrayList<>();
    for (RawServer.Request request : server.requests()) {
      if (!isFaulty(request)) {
        for (String number : request.text().replaceAll("[\\[\\]]", "").split(",", -1)) {
          taken.add(Integer.valueOf(number));
        }
      }
    }
    return taken;
  }

  /**
   * Batches are larger than requests, so that some of a batch is sent when a request is refused.
   */
  @ParameterizedTest
  @EnumSource(Ordering.class)
  void getsTheOthersOnceAndInFewRequests(Ordering ordering) throws Exception {
    RawServer.Behaviour refusing =
        Posting.replying(one -> Posting.Reply.of(isFaulty(one) ? 422 : 200));
    try (RawServer server = RawServer.start(refusing);
        Emitters emitters = Emitters.builder().start()) {
      emitters.register(
          EmitterDefinition.builder("hook", "Webhook")
              .topic("orders")
              .parameter("url", server.uri("/in").toString())
              .parameter("mode", "records")
              .parameter("maxBytes", 250)
              .parameter("batch", Map.of("max", 200))
              .delivery(DeliverySettings.DEFAULT.withOrdering(ordering, 4))
              .build());
      emitters.disable("hook", "so that many go together");
      emitters.publishAll(
          TOPIC,
          IntStream.range(1000, 1000 + MANY)
              .mapToObj(n -> Posting.event("e" + n, "" + n).event())
              .toList());
      emitters.enable("hook");
      assertThat(emitters.awaitIdle(Duration.ofSeconds(60))).isTrue();

      List<Integer> expected =
          IntStream.range(1000, 1000 + MANY).filter(n -> !FAULTY.contains(n)).boxed().toList();
      List<Integer> taken = numbers(server);
      assertThat(taken).containsExactlyInAnyOrderElementsOf(expected);
      if (ordering == Ordering.STRICT) {
        assertThat(taken).isEqualTo(expected);
      }
      assertThat(emitters.parked("hook"))
          .extracting(one -> Integer.valueOf(one.event().event().event().getId().substring(1)))
          .containsExactlyInAnyOrderElementsOf(FAULTY);
      assertThat(emitters.status("hook").retried()).isZero();
      assertThat(server.requests()).hasSizeLessThan(80);
    }
  }
}
