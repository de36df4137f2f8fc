package dev.emitter.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.awaitility.Durations.ONE_MINUTE;

import dev.emitter.Emitters;
import dev.emitter.channel.Channel;
import dev.emitter.channel.ChannelContext;
import dev.emitter.channel.ChannelProvider;
import dev.emitter.channel.ChannelTraits;
import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.Parameter;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.log.disk.DiskEventLog;
import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether a channel is told rightly which events do not come again. */
@Tag("X1")
class SettledPositionsTest {

  private final Map<String, ChannelContext> contexts = new ConcurrentHashMap<>();

  @Test
  void anEventIsSettledOnceTheCursorBehindItIsStored(@TempDir Path folder) {
    String first;
    String second;
    try (Emitters emitters = start(folder)) {
      first = publish(emitters);
      await().atMost(ONE_MINUTE).until(() -> context("quick").isSettled(first));
      second = publish(emitters);
      await().atMost(ONE_MINUTE).until(() -> context("quick").isSettled(second));
      assertThat(context("stuck").isSettled(first)).isFalse();
      assertThat(context("quick").isSettled(next(second))).isFalse();
      assertThat(context("quick").isSettled("of another log")).isTrue();
    }
    try (Emitters again = start(folder)) {
      assertThat(again.absent()).isEmpty();
      assertThat(context("quick").isSettled(second)).isTrue();
      assertThat(context("stuck").isSettled(first)).isFalse();
      again.remove("quick");
      again.register(definition("quick"));
      String third = publish(again);
      await().atMost(ONE_MINUTE).until(() -> context("quick").isSettled(third));
      assertThat(context("stuck").isSettled(first)).isFalse();
    }
  }

  private ChannelContext context(String id) {
    return Objects.requireNonNull(contexts.get(id), id);
  }

  private static String next(String position) {
    return Long.toString(Long.parseLong(position) + 1);
  }

  private Emitters start(Path folder) {
    Emitters emitters =
        Emitters.builder()
            .log(DiskEventLog.open(folder))
            .channel(new Noting())
            .closeGrace(Duration.ZERO)
            .start();
    emitters.register(definition("quick"));
    emitters.register(definition("stuck"));
    return emitters;
  }

  private static EmitterDefinition definition(String id) {
    return EmitterDefinition.builder(id, "Noting").topics(List.of(Topic.of("n"))).build();
  }

  private static String publish(Emitters emitters) {
    CloudEvent event =
        CloudEventBuilder.v1()
            .withId("1")
            .withSource(URI.create("https://lab.example"))
            .withType("t")
            .build();
    return String.valueOf(emitters.publish(Topic.of("n"), event).position());
  }

  /** Notes the context it is opened with; an emitter that is stuck never delivers. */
  private final class Noting implements ChannelProvider {

    @Override
    public String type() {
      return "Noting";
    }

    @Override
    public String description() {
      return "Delivers nowhere.";
    }

    @Override
    public List<Parameter> parameters() {
      return List.of();
    }

    @Override
    public Channel open(ChannelContext context) {
      contexts.put(context.definition().id(), context);
      return new Channel() {
        @Override
        public ChannelTraits traits() {
          return ChannelTraits.of(1);
        }

        @Override
        public CompletionStage<List<DeliveryResult>> deliver(List<Delivery> batch) {
          boolean stuck = batch.get(0).emitterId().equals("stuck");
          return CompletableFuture.completedFuture(
              List.of(stuck ? DeliveryResult.retry("stuck") : DeliveryResult.delivered()));
        }

        @Override
        public void close(Duration grace) {}
      };
    }
  }
}
