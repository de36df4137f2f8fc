package dev.emitter.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.emitter.Emitters;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.topic.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Definition files change while events are published. */
@Tag("D2")
@Tag("R1")
final class HotReloadTest {

  private static final int PUBLISHERS = 4;
  private static final int ROUNDS = 10;
  private static final int EVENTS_EACH = 250;
  private static final String GOOD =
      "{\"type\": \"Webhook\", \"delivery\": {\"queueCapacity\": %d}}";

  private final RecordingChannel webhook = RecordingChannel.of("Webhook");
  private final ExecutorService threads = Executors.newFixedThreadPool(PUBLISHERS);
  private int published;

  @Test
  void losesAndRepeatsNothingWhileFilesAreAddedChangedBrokenMendedAndRemoved(@TempDir Path folder)
      throws Exception {
    write(folder, "untouched", "{\"type\": \"Webhook\"}");
    write(folder, "narrow", "{\"type\": \"Webhook\", \"topics\": [[\"load\", \"1\"]]}");
    write(folder, "changed", GOOD.formatted(100));
    write(folder, "broken", GOOD.formatted(100));
    try (Emitters emitters = Emitters.builder().definitions(folder).channel(webhook).start()) {
      for (int round = 0; round < ROUNDS; round++) {
        CompletableFuture<Void> load = publish(emitters);
        edit(folder, emitters, round);
        load.get();
      }
      assertThat(emitters.awaitIdle(Duration.ofSeconds(60))).isTrue();
      assertThat(published).isEqualTo(10_000);
      requireAllInOrder("untouched", List.of(0, 1, 2, 3));
      requireAllInOrder("narrow", List.of(1));
      requireAllInOrder("changed", List.of(0, 1, 2, 3));
      requireAllInOrder("broken", List.of(0, 1, 2, 3));
      assertThat(webhook.deliveredIds("added")).isNotEmpty().doesNotHaveDuplicates();
    } finally {
      threads.shutdownNow();
    }
    assertThat(webhook.open()).isZero();
  }

  /** Each publisher goes on, on a topic of its own, where it stopped in the round before. */
  private CompletableFuture<Void> publish(Emitters emitters) {
    int first = published / PUBLISHERS;
    List<CompletableFuture<Void>> running = new ArrayList<>();
    for (int i = 0; i < PUBLISHERS; i++) {
      int publisher = i;
      running.add(CompletableFuture.runAsync(() -> publish(emitters, publisher, first), threads));
    }
    published += PUBLISHERS * EVENTS_EACH;
    return CompletableFuture.allOf(running.toArray(new CompletableFuture<?>[0]));
  }

  private static void publish(Emitters emitters, int publisher, int first) {
    Topic topic = Topic.of("load", Integer.toString(publisher));
    for (int i = first; i < first + EVENTS_EACH; i++) {
      emitters.publish(topic, Shop.event(publisher + "-" + i));
    }
  }

  private static void edit(Path folder, Emitters emitters, int round) throws IOException {
    int capacity = 1 + round * 7;
    write(folder, "changed", GOOD.formatted(capacity));
    until(() -> capacity(emitters, "changed") == capacity);
    if (round % 2 == 0) {
      write(folder, "broken", "{\"type\": \"Webhok\",");
      write(folder, "added", GOOD.formatted(capacity));
      until(() -> !emitters.problems().isEmpty() && find(emitters, "added").isPresent());
    } else {
      write(folder, "broken", GOOD.formatted(capacity));
      Files.delete(folder.resolve("added.json"));
      until(() -> emitters.problems().isEmpty() && find(emitters, "added").isEmpty());
    }
  }

  private static void write(Path folder, String id, String json) throws IOException {
    Files.writeString(folder.resolve(id + ".json"), json);
  }

  private static void until(Callable<Boolean> condition) {
    await().pollInterval(Duration.ofMillis(2)).atMost(Duration.ofSeconds(60)).until(condition);
  }

  private static Optional<EmitterDefinition> find(Emitters emitters, String id) {
    return emitters.definitions().stream().filter(one -> one.id().equals(id)).findFirst();
  }

  private static int capacity(Emitters emitters, String id) {
    return find(emitters, id).map(one -> one.delivery().queueCapacity()).orElse(0);
  }

  private void requireAllInOrder(String emitter, List<Integer> publishers) {
    List<String> delivered = webhook.deliveredIds(emitter);
    for (int publisher : publishers) {
      String prefix = publisher + "-";
      assertThat(delivered.stream().filter(id -> id.startsWith(prefix)))
          .as("%s: events of publisher %s", emitter, publisher)
          .containsExactlyElementsOf(
              IntStream.range(0, ROUNDS * EVENTS_EACH).mapToObj(i -> prefix + i).toList());
    }
    assertThat(delivered).hasSize(publishers.size() * ROUNDS * EVENTS_EACH);
  }
}
