package dev.emitter.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.emitter.Emitters;
import dev.emitter.channel.ChannelProvider;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.problem.Problem;
import dev.emitter.topic.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of emitters whose files go, come back or cannot be judged. */
@Tag("D2")
@Tag("R1")
final class FilesOfOwnersTest {

  private static final Duration ONE_MINUTE = Duration.ofMinutes(1);
  private static final Topic ORDERS = Topic.of("orders");

  private final RecordingChannel webhook = RecordingChannel.of("Webhook");

  @TempDir private Path folder;

  private void write(String name, String json) {
    try {
      Files.writeString(folder.resolve(name), json);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void isAtWork(Emitters emitters, String id, boolean wanted) {
    await()
        .atMost(ONE_MINUTE)
        .until(
            () ->
                emitters.definitions().stream().map(EmitterDefinition::id).anyMatch(id::equals)
                    == wanted);
  }

  /** The ids of users' emitters are never used again, but those of files are. */
  @Test
  void oneWithAnOwnerGoesOnWhereItWasWhenItsFileIsBack() throws IOException {
    String json = "{\"type\": \"Webhook\", \"owner\": \"ann\"}";
    write("x.json", json);
    LastingLog log = new LastingLog(Clock.systemUTC());
    try (Emitters emitters =
        Emitters.builder().definitions(folder).log(log.next()).channel(webhook).start()) {
      webhook.answer(delivery -> DeliveryResult.rejected("too large"));
      emitters.publish(ORDERS, Shop.event("parked"));
      assertThat(emitters.awaitIdle(ONE_MINUTE)).isTrue();
      webhook.mend();
      assertThat(emitters.disable("x", "by a test", null)).isTrue();
      for (String id : List.of("1", "2", "3")) {
        emitters.publish(ORDERS, Shop.event(id));
      }
      Files.delete(folder.resolve("x.json"));
      isAtWork(emitters, "x", false);
      write("x.json", json);
      isAtWork(emitters, "x", true);
      emitters.enable("x");
      assertThat(emitters.awaitIdle(ONE_MINUTE)).isTrue();
      assertThat(webhook.deliveredIds("x")).containsExactly("1", "2", "3");
      assertThat(emitters.parked("x")).hasSize(1);
    }
  }

  @Test
  void oneWhoseTypeLacksAClassIsRefusedAndKeepsNoneOfTheOthersFromWork() {
    AtomicBoolean lacking = new AtomicBoolean(true);
    ChannelProvider incomplete =
        new FaultyProvider(webhook, right -> right, () -> failWhile(lacking));
    write("first.json", "{\"type\": \"Webhook\"}");
    try (Emitters emitters = Emitters.builder().definitions(folder).channel(incomplete).start()) {
      assertThat(emitters.problems())
          .extracting(Problem::message)
          .containsExactly(
              "the type Webhook failed to check them: java.lang.NoClassDefFoundError: a/Client");
    }
    lacking.set(false);
    try (Emitters emitters = Emitters.builder().definitions(folder).channel(incomplete).start()) {
      lacking.set(true);
      write("second.json", "{\"type\": \"Webhook\"}");
      await().atMost(ONE_MINUTE).until(() -> emitters.problems().size() == 1);
      write("third.json", "{\"type\": \"Console\"}");
      isAtWork(emitters, "third", true);
      lacking.set(false); // and the file stays as it is
      isAtWork(emitters, "second", true);
      await().atMost(ONE_MINUTE).until(() -> emitters.problems().isEmpty());
    }
  }

  /** The classes of a type are not all there at times. */
  private static void failWhile(AtomicBoolean lacking) {
    if (lacking.get()) {
      throw new NoClassDefFoundError("a/Client");
    }
  }
}
