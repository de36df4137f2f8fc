package dev.emitter.testkit;

import dev.emitter.Emitters;
import dev.emitter.Receipt;
import dev.emitter.definition.DeliverySettings;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.definition.Ordering;
import dev.emitter.delivery.EmitterListener;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.MemoryEventLog;
import dev.emitter.log.Position;
import dev.emitter.log.WhenFull;
import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * One round at random: publishers, emitters that stay while they are disabled, enabled and changed,
 * emitters that come and go, channels that fail, small queues and small logs. Everything that is
 * chosen follows from the seed; what the threads make of it does not.
 */
final class Storm {

  private static final List<Topic> TOPICS =
      List.of(Topic.of("a"), Topic.of("a", "b"), Topic.of("a", "b", "c"), Topic.of("d"));
  private static final List<Ordering> ORDERINGS = List.of(Ordering.values());
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Random random;
  private final int publishers;
  private final int eventsEach;
  private final boolean disturbed;
  final boolean drops;
  final StormChannel channel;
  final MemoryEventLog log;
  final List<EmitterDefinition> staying = new ArrayList<>();
  final Map<Position, Published> published = Collections.synchronizedMap(new TreeMap<>());
  final List<String> matched = Collections.synchronizedList(new ArrayList<>());
  final List<String> dropped = Collections.synchronizedList(new ArrayList<>());

  record Published(Topic topic, CloudEvent event) {}

  /**
   * Creates a round.
   *
   * @param drops whether a full log drops the oldest event instead of letting publishers wait
   * @param disturbs whether definitions may change and emitters be disabled
   */
  Storm(long seed, boolean drops, boolean disturbs) {
    this.drops = drops;
    this.random = new Random(seed);
    this.publishers = 1 + random.nextInt(3);
    this.eventsEach = 20 + random.nextInt(80);
    this.disturbed = disturbs && random.nextInt(3) > 0;
    this.channel = new StormChannel(seed, random.nextInt(3) == 0 ? 0 : random.nextDouble() / 3);
    this.log =
        MemoryEventLog.builder()
            .whenFull(drops ? WhenFull.DROP_OLDEST : WhenFull.BLOCK)
            .maxEvents(random.nextBoolean() ? 100_000 : 5 + random.nextInt(50))
            .blockFor(PATIENCE)
            .build();
    // with many on the same topics, the index decides who is asked at all
    int emitters = random.nextInt(3) == 0 ? 8 + random.nextInt(12) : 1 + random.nextInt(4);
    for (int i = 0; i < emitters; i++) {
      staying.add(define("stay" + i, i).build());
    }
  }

  private EmitterDefinition.Builder define(String id, int others) {
    EmitterDefinition.Builder definition = EmitterDefinition.builder(id, "Storm");
    if (random.nextInt(3) > 0) {
      definition.topics(List.of(TOPICS.get(random.nextInt(TOPICS.size()))));
    }
    if (random.nextInt(3) == 0) {
      definition.messages("even");
    }
    DeliverySettings delivery = settings(ORDERINGS.get(random.nextInt(ORDERINGS.size())));
    boolean waits = others > 0 && random.nextInt(4) == 0;
    return definition.delivery(
        waits ? delivery.withAfter("stay" + random.nextInt(others)) : delivery);
  }

  private DeliverySettings settings(Ordering ordering) {
    return DeliverySettings.DEFAULT
        .withRetry(Duration.ofMillis(1), Duration.ofMillis(2))
        .withDisable(1_000_000, Duration.ofHours(1))
        .withOrdering(ordering, 1 + random.nextInt(4))
        .withQueueCapacity(1 << random.nextInt(8));
  }

  /** Runs the round and returns what was found wrong; empty if nothing was. */
  List<String> run() throws Exception {
    Emitters emitters =
        Emitters.builder()
            .channel(channel)
            .log(log)
            .listener(new Matches())
            .closeGrace(Duration.ZERO)
            .start();
    List<String> wrong;
    try {
      if (random.nextBoolean()) {
        emitters.register(
            EmitterDefinition.builder("watcher", "Storm")
                .topic("emitter")
                .delivery(settings(Ordering.STRICT))
                .build());
      }
      staying.forEach(emitters::register);
      storm(emitters);
      boolean idle = emitters.awaitIdle(PATIENCE);
      wrong = new StormOracle(this, emitters).judge(idle);
    } finally {
      emitters.close();
    }
    wrong.addAll(new StormOracle(this, emitters).judgeClosed());
    channel.stop();
    return wrong;
  }

  private void storm(Emitters emitters) throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      List<CompletableFuture<Void>> running = new ArrayList<>();
      for (int i = 0; i < publishers; i++) {
        String name = "p" + i;
        Random own = new Random(random.nextLong());
        running.add(CompletableFuture.runAsync(() -> publish(emitters, name, own), threads));
      }
      disturb(emitters);
      staying.forEach(definition -> emitters.enable(definition.id()));
      for (CompletableFuture<Void> publisher : running) {
        publisher.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private void publish(Emitters emitters, String name, Random own) {
    for (int i = 0; i < eventsEach; i++) {
      Topic topic = TOPICS.get(own.nextInt(TOPICS.size()));
      CloudEvent event =
          io.cloudevents.core.builder.CloudEventBuilder.v1(
                  Shop.event(name + "-" + i, i % 2 == 0 ? "even" : "odd"))
              .withExtension("partitionkey", "k" + own.nextInt(3))
              .build();
      Receipt receipt = emitters.publish(topic, event);
      published.put(Objects.requireNonNull(receipt.position()), new Published(topic, event));
    }
  }

  private void disturb(Emitters emitters) {
    int steps = disturbed ? 10 + random.nextInt(40) : 0;
    for (int i = 0; i < steps; i++) {
      EmitterDefinition one = staying.get(random.nextInt(staying.size()));
      switch (random.nextInt(6)) {
        case 0 -> emitters.disable(one.id(), "at random");
        case 1, 2 -> emitters.enable(one.id());
        case 3 -> emitters.register(changed(one));
        case 4 -> emitters.register(define("comes" + random.nextInt(2), 1).build());
        default -> emitters.remove("comes" + random.nextInt(2));
      }
      if (random.nextInt(3) == 0) {
        emitters.awaitQuiet(Duration.ofMillis(1));
      }
    }
    emitters.remove("comes0");
    emitters.remove("comes1");
  }

  /** The same selection and ordering, delivered in another way. */
  private EmitterDefinition changed(EmitterDefinition one) {
    EmitterDefinition.Builder definition =
        EmitterDefinition.builder(one.id(), one.type())
            .messages(one.messages().toArray(new String[0]))
            .delivery(
                settings(one.delivery().ordering())
                    .withAfter(one.delivery().after().toArray(new String[0])));
    return one.subscription().isEverything()
        ? definition.build()
        : definition.topics(one.subscription().topics()).build();
  }

  private final class Matches implements EmitterListener {
    @Override
    public void matched(String emitterId, LoggedEvent event) {
      matched.add(emitterId + ":" + event.event().event().getId());
    }

    @Override
    public void dropped(String emitterId, Topic topic, CloudEvent event) {
      dropped.add(emitterId + ":" + event.getId());
    }
  }
}
