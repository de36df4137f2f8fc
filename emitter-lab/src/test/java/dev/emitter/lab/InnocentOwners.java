package dev.emitter.lab;

import dev.emitter.Emitters;
import dev.emitter.channel.Channel;
import dev.emitter.channel.ChannelContext;
import dev.emitter.channel.ChannelProvider;
import dev.emitter.channel.ChannelTraits;
import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.Parameter;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Users and operators with fast receivers, for whom numbered events are published. Each event says
 * when that was. Thread-safe; one thread publishes.
 */
final class InnocentOwners implements ChannelProvider {

  static final String TOPIC = "shared";

  private static final String DEFINITION =
      "{\"type\": \"Innocent\", \"topics\": [[\""
          + TOPIC
          + "\"]], \"filter\": \"event.id != null\"}";

  private final Map<String, Integer> last = new ConcurrentHashMap<>();
  private final List<String> faults = Collections.synchronizedList(new ArrayList<>());
  private volatile DeliveryTimes times = new DeliveryTimes();
  private volatile int published;

  /** Registers emitters of operators and of users. */
  void register(Emitters emitters) {
    for (String id : List.of("ops-1", "ops-2")) {
      emitters.register(
          EmitterDefinition.builder(id, type()).topics(List.of(Topic.of(TOPIC))).build());
      last.put(id, 0);
    }
    for (String owner : List.of("ann", "ben", "cleo")) {
      last.put(emitters.registerUser(owner, DEFINITION).id(), 0);
    }
  }

  /** Publishes the next event. */
  void publish(Emitters emitters) {
    int number = published + 1;
    byte[] data = Long.toString(System.nanoTime()).getBytes(StandardCharsets.UTF_8);
    CloudEvent event =
        KilledLife.event(Integer.toString(number)).withData("application/json", data).build();
    published = number; // it may arrive before this returns
    emitters.publish(Topic.of(TOPIC), event);
  }

  /** Measures anew. */
  void measure(DeliveryTimes from) {
    times = from;
  }

  int published() {
    return published;
  }

  /** Returns whether each has got all that was published. */
  boolean haveAll() {
    return last.values().stream().allMatch(number -> number == published);
  }

  /** Returns what came that should not have come then. */
  List<String> faults() {
    return List.copyOf(faults);
  }

  private void take(Delivery delivery) {
    int number = Integer.parseInt(delivery.event().event().getId());
    byte[] data = Objects.requireNonNull(delivery.event().event().getData()).toBytes();
    times.add(System.nanoTime() - Long.parseLong(new String(data, StandardCharsets.UTF_8)));
    Integer before = last.put(delivery.emitterId(), number);
    if (before == null || before != number - 1) {
      faults.add(delivery.emitterId() + " got " + number + " after " + before);
    }
  }

  @Override
  public String type() {
    return "Innocent";
  }

  @Override
  public String description() {
    return "A fast receiver.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of();
  }

  @Override
  public Channel open(ChannelContext context) {
    return new Connection();
  }

  private final class Connection implements Channel {

    @Override
    public ChannelTraits traits() {
      return ChannelTraits.of(16);
    }

    @Override
    public CompletionStage<List<DeliveryResult>> deliver(List<Delivery> batch) {
      batch.forEach(InnocentOwners.this::take);
      return CompletableFuture.completedFuture(
          Collections.nCopies(batch.size(), DeliveryResult.delivered()));
    }

    @Override
    public void close(Duration grace) {}
  }
}
