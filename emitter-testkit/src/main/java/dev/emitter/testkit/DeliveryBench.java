package dev.emitter.testkit;

import dev.emitter.channel.Channel;
import dev.emitter.channel.ChannelProvider;
import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.config.ChannelTypes;
import dev.emitter.config.DefinitionReader;
import dev.emitter.config.Identities;
import dev.emitter.config.Placeholders;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.filter.FilterDialects;
import dev.emitter.topic.Topic;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One channel, opened as the library would, and a supply of numbered deliveries. */
final class DeliveryBench {

  private static final Topic TOPIC = Topic.of("contract", "channel");

  private final ChannelProvider provider;
  private final Channel channel;
  private final SampleEvents samples = new SampleEvents();
  private boolean closed;

  private DeliveryBench(ChannelProvider provider, Channel channel) {
    this.provider = provider;
    this.channel = channel;
  }

  /**
   * Opens a channel.
   *
   * @param identities those that the definition may name
   * @throws dev.emitter.problem.ConfigurationException if the definition has faults
   */
  static DeliveryBench open(
      ChannelProvider provider, EmitterDefinition definition, Identities identities) {
    DefinitionReader reader =
        new DefinitionReader(
            ChannelTypes.of(List.of(provider)),
            FilterDialects.standard(),
            identities,
            new Placeholders(name -> null),
            Clock.systemUTC());
    return new DeliveryBench(provider, provider.open(reader.resolve(definition).context()));
  }

  ChannelProvider provider() {
    return provider;
  }

  Channel channel() {
    return channel;
  }

  /** Returns deliveries of events whose ids count up from 1. */
  List<Delivery> next(int deliveries) {
    List<Delivery> batch = new ArrayList<>();
    for (int i = 0; i < deliveries; i++) {
      batch.add(Delivery.of("contract", TOPIC, samples.next(), SampleEvents.TIME));
    }
    return List.copyOf(batch);
  }

  List<DeliveryResult> deliver(int deliveries) {
    return deliver(next(deliveries));
  }

  /** Delivers and waits for the results; a channel that throws has broken its contract. */
  List<DeliveryResult> deliver(List<Delivery> batch) {
    return await(begin(batch));
  }

  /** Begins to deliver, without waiting for the results. */
  CompletionStage<List<DeliveryResult>> begin(List<Delivery> batch) {
    try {
      return channel.deliver(batch);
    } catch (RuntimeException e) {
      throw thrown(e);
    }
  }

  /** Waits for the results of what was begun. */
  List<DeliveryResult> await(CompletionStage<List<DeliveryResult>> answer) {
    try {
      return Awaiting.result(answer);
    } catch (RuntimeException e) {
      throw thrown(e);
    }
  }

  private static AssertionError thrown(RuntimeException e) {
    return new AssertionError("a failure must be a result, but this was thrown: " + e, e);
  }

  List<String> ids(int first, int last) {
    return IntStream.rangeClosed(first, last).mapToObj(Integer::toString).toList();
  }

  void close(Duration grace) {
    if (!closed) {
      closed = true;
      channel.close(grace);
    }
  }

  /** Returns why a delivery was not made, or null if it was. */
  static @Nullable String reason(DeliveryResult result) {
    if (result instanceof DeliveryResult.Retry retry) {
      return retry.reason();
    } else if (result instanceof DeliveryResult.Rejected rejected) {
      return rejected.reason();
    } else if (result instanceof DeliveryResult.Disable disable) {
      return disable.reason();
    }
    return null;
  }
}
