package dev.emitter.benchmarks.delivery;

import dev.emitter.channel.Channel;
import dev.emitter.channel.ChannelContext;
import dev.emitter.channel.ChannelProvider;
import dev.emitter.channel.ChannelTraits;
import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.Parameter;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Events that say in their id when they were published, and a channel that does nothing but note
 * how long ago that was.
 */
final class StampedEvents implements ChannelProvider {

  private static final URI SOURCE = URI.create("https://shop.example");
  private static final OffsetDateTime TIME =
      OffsetDateTime.of(2026, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);
  private static final byte[] DATA =
      "{\"order\":4711,\"customer\":{\"name\":\"Ada\",\"tier\":\"gold\"},\"total\":129.9}"
          .getBytes(StandardCharsets.UTF_8);

  private final String type;
  private final Latencies latencies;

  /** Creates a type of channel. */
  StampedEvents(String type, Latencies latencies) {
    this.type = type;
    this.latencies = latencies;
  }

  /** Returns an event of this moment. */
  static CloudEvent now() {
    return CloudEventBuilder.v1()
        .withId(Long.toString(System.nanoTime()))
        .withSource(SOURCE)
        .withType("order.placed")
        .withTime(TIME)
        .withData("application/json", DATA)
        .build();
  }

  @Override
  public String type() {
    return type;
  }

  @Override
  public String description() {
    return "Notes how old events are.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of();
  }

  @Override
  public Channel open(ChannelContext context) {
    return new Stamp(latencies);
  }

  private record Stamp(Latencies latencies) implements Channel {

    private static final ChannelTraits TRAITS = ChannelTraits.of(512);

    @Override
    public ChannelTraits traits() {
      return TRAITS;
    }

    @Override
    public CompletionStage<List<DeliveryResult>> deliver(List<Delivery> batch) {
      long now = System.nanoTime();
      for (Delivery delivery : batch) {
        latencies.add(now - Long.parseLong(delivery.event().event().getId()));
      }
      return CompletableFuture.completedFuture(
          Collections.nCopies(batch.size(), DeliveryResult.delivered()));
    }

    @Override
    public void close(Duration grace) {}
  }
}
