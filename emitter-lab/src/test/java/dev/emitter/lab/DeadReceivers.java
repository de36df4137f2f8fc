package dev.emitter.lab;

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
import dev.emitter.delivery.EmitterState;
import dev.emitter.log.disk.DiskEventLog;
import dev.emitter.topic.Topic;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A process with little memory whose receivers are dead while large events are published, and well
 * again afterwards. It ends with 0 if all are delivered.
 */
final class DeadReceivers {

  private static final Topic TOPIC = Topic.of("n");
  private static final int LOST = 3;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private DeadReceivers() {}

  /**
   * Takes a folder, how many emitters, how many events, how many bytes each has, and perhaps the
   * owner of all emitters.
   */
  public static void main(String[] args) throws InterruptedException {
    int count = Integer.parseInt(args[1]);
    int events = Integer.parseInt(args[2]);
    Receiver receiver = new Receiver();
    Emitters emitters =
        Emitters.builder()
            .log(DiskEventLog.open(Path.of(args[0]).resolve("log")))
            .channel(receiver)
            .closeGrace(Duration.ZERO)
            .start();
    DeliverySettings settings =
        DeliverySettings.DEFAULT
            .withQueueCapacity(args.length > 4 ? 1_024 : 1_000_000)
            .withDisable(1_000_000, Duration.ofDays(1))
            .withRetry(Duration.ofMillis(50), Duration.ofMillis(100));
    for (int i = 0; i < count; i++) {
      emitters.register(
          EmitterDefinition.builder("e" + i, "Receiver")
              .owner(args.length > 4 ? args[4] : null)
              .topics(List.of(TOPIC))
              .delivery(settings)
              .build());
    }
    byte[] data =
        ("\"" + "x".repeat(Integer.parseInt(args[3])) + "\"").getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < events; i++) {
      emitters.publish(
          TOPIC,
          CloudEventBuilder.v1()
              .withId("n-" + i)
              .withSource(URI.create("https://lab.example"))
              .withType("t")
              .withData("application/json", data)
              .build());
    }
    receiver.down = false;
    boolean idle = emitters.awaitIdle(PATIENCE);
    boolean active = emitters.status().stream().allMatch(one -> one.state() == EmitterState.ACTIVE);
    System.out.printf("%d of %d delivered%n", receiver.delivered.get(), count * events);
    System.exit(idle && active && receiver.delivered.get() == count * events ? 0 : LOST);
  }

  private static final class Receiver implements ChannelProvider, Channel {

    private final AtomicInteger delivered = new AtomicInteger();
    private volatile boolean down = true;

    @Override
    public String type() {
      return "Receiver";
    }

    @Override
    public String description() {
      return "Is down at first.";
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
      return ChannelTraits.of(1);
    }

    @Override
    public CompletionStage<List<DeliveryResult>> deliver(List<Delivery> batch) {
      if (!down) {
        delivered.addAndGet(batch.size());
      }
      DeliveryResult result = down ? DeliveryResult.retry("down") : DeliveryResult.delivered();
      return CompletableFuture.completedFuture(Collections.nCopies(batch.size(), result));
    }

    @Override
    public void close(Duration grace) {}
  }
}
