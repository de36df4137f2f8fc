package dev.emitter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.Emitters;
import dev.emitter.channel.Channel;
import dev.emitter.channel.ChannelContext;
import dev.emitter.channel.ChannelProvider;
import dev.emitter.channel.ChannelTraits;
import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.Parameter;
import dev.emitter.definition.DeliverySettings;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.topic.Topic;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("R1")
@Timeout(240)
final class DrainTimeTest {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final Messages messages =
      new Messages(new PrintStream(said, true, StandardCharsets.UTF_8), false);
  private final Termination termination = new Termination();

  private DrainTime drain(Emitters emitters, Duration drain, boolean durable) {
    RunSettings settings =
        new RunSettings(
            List.of(),
            drain,
            Duration.ofMinutes(20),
            durable,
            false,
            null,
            null,
            Map.of(),
            () -> 0);
    return new DrainTime(emitters, settings, messages, termination);
  }

  /** Starts an emitter that fails, and one that waits for it; both have an event, and wait. */
  private static Emitters waiting(Duration linger, DeliveryResult answer) {
    Emitters emitters = Emitters.builder().channel(new Answering(linger, answer)).start();
    emitters.register(EmitterDefinition.builder("first", "Answering").build());
    emitters.register(
        EmitterDefinition.builder("second", "Answering")
            .delivery(DeliverySettings.DEFAULT.withAfter("first"))
            .build());
    emitters.publish(Topic.of("a"), "t", null);
    assertThat(emitters.awaitQuiet(PATIENCE)).isTrue();
    assertThat(emitters.awaitIdle(Duration.ZERO)).isFalse();
    return emitters;
  }

  @Test
  void whatOnlyWaitsToBeTriedAgainIsLeftToTheNextRunThatFindsIt() {
    try (Emitters emitters =
        waiting(Duration.ZERO, DeliveryResult.retry("down").after(Duration.ofHours(1)))) {
      DrainTime kept = drain(emitters, PATIENCE, true);
      assertThat(kept.isLeftToTheNext()).isFalse(); // nobody has asked
      termination.request();
      assertThat(kept.isLeftToTheNext()).isTrue();
      assertThat(drain(emitters, PATIENCE, false).isLeftToTheNext()).isFalse();
      emitters.close(Duration.ZERO);
    }
  }

  /** It is delivered within its time if nothing goes wrong. */
  @Test
  void anEventThatWaitsForCompanyIsWaitedFor() {
    try (Emitters emitters = waiting(Duration.ofHours(1), DeliveryResult.delivered())) {
      termination.request();
      assertThat(drain(emitters, PATIENCE, true).isLeftToTheNext()).isFalse();
      emitters.close(Duration.ZERO);
    }
  }

  @Test
  void theTimeIsShorterOnceTheProcessIsAskedToEnd() {
    try (Emitters emitters = waiting(Duration.ofHours(1), DeliveryResult.delivered())) {
      DrainTime time = drain(emitters, Duration.ofHours(1), false);
      assertThat(time.left()).isGreaterThan(Duration.ofMinutes(20));
      assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
      termination.request();
      assertThat(time.left()).isLessThanOrEqualTo(Duration.ofMinutes(20));
      assertThat(time.limit()).isEqualTo(Duration.ofMinutes(20));
      assertThat(time.left()).isPositive(); // and it is told only once
      assertThat(said.toString(StandardCharsets.UTF_8).lines())
          .singleElement()
          .asString()
          .startsWith("asked to end: 2 events to be delivered (")
          .endsWith("; waiting at most 20m for them; ask again to end at once");
      emitters.close(Duration.ZERO);
    }
  }

  @Test
  void theTimeIsNotLongerForThat() {
    try (Emitters emitters = waiting(Duration.ofHours(1), DeliveryResult.delivered())) {
      DrainTime time = drain(emitters, Duration.ofMinutes(10), false);
      termination.request();
      assertThat(time.left()).isLessThanOrEqualTo(Duration.ofMinutes(10));
      assertThat(time.limit()).isEqualTo(Duration.ofMinutes(10));
      emitters.close(Duration.ZERO);
    }
  }

  private record Answering(Duration linger, DeliveryResult answer)
      implements ChannelProvider, Channel {

    @Override
    public String type() {
      return "Answering";
    }

    @Override
    public String description() {
      return "Answers alike.";
    }

    @Override
    public List<Parameter> parameters() {
      return List.of();
    }

    @Override
    public Channel open(ChannelContext context) {
      return this;
    }

    @Override
    public ChannelTraits traits() {
      return ChannelTraits.of(64).withLinger(linger);
    }

    @Override
    public CompletionStage<List<DeliveryResult>> deliver(List<Delivery> batch) {
      return CompletableFuture.completedFuture(batch.stream().map(delivery -> answer).toList());
    }

    @Override
    public void close(Duration grace) {}
  }
}
