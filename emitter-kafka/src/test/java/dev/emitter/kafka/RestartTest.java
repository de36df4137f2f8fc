package dev.emitter.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.emitter.Emitters;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.log.MemoryEventLog;
import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A broker that goes away and comes back during a run. {@code -Dkafka.events=100000} makes the run
 * longer.
 */
@Tag("R1")
final class RestartTest {

  private static final int EVENTS = Integer.getInteger("kafka.events", 20_000);
  private static final int KEYS = 50;

  private final Kafka kafka = Kafka.get();
  private final String topic = kafka.topic(4, Map.of());

  /** The producer repeats what was not answered, and the broker drops what it has already. */
  @Test
  void losesNothingAndRepeatsNothingWhenTheBrokerRestartsInTime() {
    List<ConsumerRecord<byte[], byte[]>> records = recordsOfARunWithARestart(EVENTS, "2m");
    requireInOrder(records, EVENTS);
    assertThat(records).hasSize(EVENTS);
  }

  /** Attempts are given up while the broker is away, with many records on their way. */
  @Test
  void keepsTheOrderOfEachKeyWhenAttemptsAreGivenUp() {
    int events = EVENTS / 4;
    requireInOrder(recordsOfARunWithARestart(events, "1s"), events);
  }

  private List<ConsumerRecord<byte[], byte[]>> recordsOfARunWithARestart(
      int events, String timeout) {
    EmitterDefinition definition =
        Bench.definition(kafka.broker().plaintext(), topic)
            .parameter("keyFrom", "partitionkey")
            .parameter("timeout", timeout)
            .build();
    try (Emitters emitters = Emitters.builder().log(MemoryEventLog.create()).start()) {
      emitters.register(definition);
      CompletableFuture<Void> restart =
          CompletableFuture.runAsync(() -> restartAfter(emitters, events / 4));
      for (int i = 0; i < events; i++) {
        emitters.publish(Topic.of("orders", "eu"), event(i));
      }
      restart.orTimeout(90, TimeUnit.SECONDS).join();
      await()
          .atMost(Duration.ofMinutes(2))
          .untilAsserted(() -> assertThat(delivered(emitters)).isEqualTo(events));
    }
    return kafka.records(topic);
  }

  private static CloudEvent event(int number) {
    return Bench.event(Integer.toString(number))
        .withExtension("partitionkey", "k" + number % KEYS)
        .withData("text/plain", Integer.toString(number).getBytes(StandardCharsets.UTF_8))
        .build();
  }

  private static long delivered(Emitters emitters) {
    return emitters.status().get(0).delivered();
  }

  private void restartAfter(Emitters emitters, int events) {
    await().atMost(Duration.ofMinutes(1)).until(() -> delivered(emitters) >= events);
    kafka.broker().stop();
    kafka.broker().start();
  }

  /** What is repeated comes again as a whole, and never behind what follows it for good. */
  private static void requireInOrder(List<ConsumerRecord<byte[], byte[]>> records, int events) {
    Map<String, List<Integer>> byKey = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      String key = new String(record.key(), StandardCharsets.UTF_8);
      int number = Integer.parseInt(new String(record.value(), StandardCharsets.UTF_8));
      byKey.computeIfAbsent(key, k -> new ArrayList<>()).add(number);
    }
    assertThat(byKey).hasSize(KEYS);
    byKey.forEach(
        (key, numbers) -> {
          List<Integer> firsts = numbers.stream().distinct().toList();
          assertThat(firsts).as("first of each, key " + key).isSorted().hasSize(events / KEYS);
          assertThat(numbers.get(numbers.size() - 1)).isEqualTo(firsts.get(firsts.size() - 1));
        });
  }
}
