package dev.emitter.lab;

import dev.emitter.channel.Channel;
import dev.emitter.channel.ChannelContext;
import dev.emitter.channel.ChannelProvider;
import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.Parameter;
import dev.emitter.definition.DeliverySettings;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.log.LogReader;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.Position;
import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An emitter that selects the library's own events, and its receiver: all of them that are in the
 * log when a process begins must come, in order, and to a user only those about emitters of that
 * user. Not thread-safe.
 */
final class OwnEvents implements ChannelProvider {

  private static final int READ = 256;

  private final SplittableRandom random;
  private final EmitterDefinition definition;
  private final TreeSet<Position> expected = new TreeSet<>();
  private final TreeSet<Position> received = new TreeSet<>();
  private double failing;
  private boolean mayLose;
  private @Nullable Violation failure;

  OwnEvents(SplittableRandom random, RoundLimits limits) {
    this.random = random;
    boolean ofUser = random.nextInt(3) == 0;
    DeliverySettings settings =
        DeliverySettings.DEFAULT
            .withRetry(Duration.ofMillis(1), Duration.ofMillis(20))
            .withDisable(1_000_000, Duration.ofDays(30))
            .withDisablePerDay(0)
            .withQueueCapacity(1 << random.nextInt(6));
    this.definition =
        EmitterDefinition.builder("own", type())
            .topics(List.of(Topic.of(Topic.RESERVED)))
            .owner(ofUser ? UserRights.USERS.get(0) : null)
            .delivery(settings)
            .build();
    this.failing = random.nextDouble() / 2;
    this.mayLose = limits.drops() || (ofUser && limits.tight());
  }

  EmitterDefinition definition() {
    return definition;
  }

  /** Its receiver does not fail any more. */
  void mend() {
    failing = 0;
  }

  /** Events may leave the log before it has got them. */
  void mayLose() {
    mayLose = true;
  }

  /**
   * What is in the log must come. What failed to be published may be found in the log once, and be
   * gone after the next power cut: nobody was told that it is there.
   */
  void expect(LogReader log) {
    Position last = log.start();
    List<LoggedEvent> events = log.read(last, READ);
    while (!events.isEmpty()) {
      for (LoggedEvent event : events) {
        if (mayGet(event.topic(), event.event().event())) {
          expected.add(event.position());
        }
        last = event.position();
      }
      events = log.read(last, READ);
    }
    expected.tailSet(last, false).clear();
  }

  private boolean mayGet(Topic topic, CloudEvent event) {
    String owner = definition.owner();
    return topic.isReserved()
        && !topic.segments().contains(definition.id()) // nobody is told of oneself
        && (owner == null || owner.equals(event.getExtension("owner")));
  }

  /**
   * Checks what has come, once all is delivered.
   *
   * @throws Violation if it is not what it should be
   */
  void judge() {
    if (failure != null) {
      throw failure;
    }
    expected.removeAll(received);
    if (!mayLose && !expected.isEmpty()) {
      throw new Violation(definition.id() + " lost " + expected);
    }
  }

  private DeliveryResult receive(Delivery delivery) {
    CloudEvent event = delivery.event().event();
    if (!mayGet(delivery.topic(), event)) {
      fail("an event came to the receiver of own events that is not for it: " + event.getType());
    }
    if (random.nextDouble() < failing) {
      return DeliveryResult.retry("not reached");
    }
    Position position = delivery.position();
    if (position != null && !received.contains(position)) {
      // what was dropped may come back, where the disk could not delete it
      if (!mayLose && !received.isEmpty() && position.compareTo(received.last()) < 0) {
        fail("the own event at " + position + " came after that at " + received.last());
      }
      received.add(position);
    }
    return DeliveryResult.delivered();
  }

  private void fail(String what) {
    if (failure == null) {
      failure = new Violation(what);
    }
  }

  @Override
  public String type() {
    return "Own";
  }

  @Override
  public String description() {
    return "A receiver of the library's own events.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of();
  }

  @Override
  public Channel open(ChannelContext context) {
    return new InOrderChannel(this::receive);
  }
}
