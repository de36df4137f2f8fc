package dev.emitter.lab;

import dev.emitter.Emitters;
import dev.emitter.channel.Channel;
import dev.emitter.channel.ChannelContext;
import dev.emitter.channel.ChannelProvider;
import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.Parameter;
import dev.emitter.definition.StoredDefinition;
import dev.emitter.lab.LibraryInputs.Published;
import dev.emitter.log.EventLogException;
import dev.emitter.topic.Topic;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Users register, change and remove emitters by themselves. What was answered holds, also in the
 * next process; what has failed may hold or not. An emitter gets all that was published after it
 * was registered, and nothing that was published before. Not thread-safe.
 */
final class UserDefinitions implements ChannelProvider {

  private final SplittableRandom random;
  private final SimulatedMachine machine;
  private final UserRights rights;
  private final Map<String, UserEmitter> emitters = new TreeMap<>();
  private final Set<Integer> acknowledged = new HashSet<>();
  private double failing;
  private boolean mayLose;
  private int ids;
  private @Nullable Violation failure;

  UserDefinitions(
      SplittableRandom random, SimulatedMachine machine, UserRights rights, RoundLimits limits) {
    this.random = random;
    this.machine = machine;
    this.rights = rights;
    this.mayLose = limits.drops() || limits.tight();
    this.failing = random.nextDouble() / 2;
  }

  /** Whether an emitter is there. */
  private enum Presence {
    THERE,
    GONE,
    UNKNOWN
  }

  /** One of them, as far as it is known. */
  private static final class UserEmitter {

    private final String id;
    private final String owner;
    private final String topic;
    private final Set<Integer> before;
    private final Set<Integer> needed = new HashSet<>();
    private final Set<Integer> received = new HashSet<>();
    private Presence presence = Presence.UNKNOWN;
    private long version;
    private String json = "";

    UserEmitter(String id, String owner, String topic, Set<Integer> before) {
      this.id = id;
      this.owner = owner;
      this.topic = topic;
      this.before = Set.copyOf(before);
    }
  }

  /** Returns the id of the next emitter that is registered. */
  String nextId() {
    return "user-" + ++ids;
  }

  // What happens.

  /** Another process has started: all must be there that was said to be. */
  void started(Emitters process) {
    Map<String, StoredDefinition> listed = new HashMap<>();
    for (String user : UserRights.USERS) {
      process.userDefinitions(user).forEach(one -> listed.put(one.id(), one));
    }
    for (UserEmitter one : emitters.values()) {
      StoredDefinition found = listed.remove(one.id);
      if (one.presence == Presence.UNKNOWN) {
        one.presence = found == null ? Presence.GONE : Presence.THERE;
        one.needed.clear();
      } else if ((found == null) == (one.presence == Presence.THERE)) {
        throw new Violation("a user's emitter should be " + one.presence + ": " + one.id);
      } else if (found != null
          && (found.version() != one.version || !found.json().equals(one.json))) {
        throw new Violation("a user's emitter is not as it was changed last: " + one.id);
      }
      if (found != null) {
        one.version = found.version();
        one.json = found.json();
      }
    }
    if (!listed.isEmpty()) {
      throw new Violation("nobody has registered " + listed.keySet());
    }
  }

  /** A user does something. */
  void step(Emitters process) {
    List<UserEmitter> there =
        emitters.values().stream().filter(one -> one.presence == Presence.THERE).toList();
    if (there.isEmpty() || (there.size() < 3 && random.nextInt(3) == 0)) {
      register(process);
      return;
    }
    UserEmitter one = there.get(random.nextInt(there.size()));
    if (random.nextInt(3) == 0) {
      remove(process, one);
    } else {
      change(process, one);
    }
  }

  private void register(Emitters process) {
    String first = LibraryInputs.FIRST_SEGMENTS.get(random.nextInt(2));
    String owner = UserRights.USERS.get(random.nextInt(2));
    UserEmitter next = new UserEmitter("user-" + (ids + 1), owner, first, acknowledged);
    emitters.put(next.id, next);
    machine.note("user registers " + next.id);
    one(
        next,
        () -> {
          next.json = json(first);
          next.version = process.registerUser(owner, next.json).version();
          next.presence = Presence.THERE;
        });
  }

  private void change(Emitters process, UserEmitter one) {
    machine.note("user changes " + one.id);
    String json = json(one.topic);
    one(
        one,
        () -> {
          one.version = process.changeUser(one.owner, one.id, one.version, json).version();
          one.json = json;
          one.presence = Presence.THERE;
        });
  }

  private void remove(Emitters process, UserEmitter one) {
    machine.note("user removes " + one.id);
    one(
        one,
        () -> {
          process.removeUser(one.owner, one.id, one.version);
          one.presence = Presence.GONE;
          one.needed.clear();
        });
  }

  /** What fails because of the disk may have been done all the same. */
  private void one(UserEmitter of, Runnable call) {
    of.presence = Presence.UNKNOWN;
    try {
      call.run();
    } catch (EventLogException e) {
      machine.requireBadDisk(e);
    }
  }

  private String json(String first) {
    return "{\"type\": \"User\", \"topics\": [[\"%s\"]], \"delivery\": {\"queueCapacity\": %d, %s}}"
        .formatted(
            first,
            1 << random.nextInt(6),
            "\"retry\": {\"initialDelay\": \"1ms\", \"maxDelay\": \"20ms\"}");
  }

  /** The publication of an event was acknowledged. */
  void acknowledged(Published event) {
    acknowledged.add(event.number());
    for (UserEmitter one : emitters.values()) {
      boolean gets =
          event.topic().first().equals(one.topic) && rights.allows(one.owner, event.topic());
      if (gets && one.presence == Presence.THERE) {
        one.needed.add(event.number());
      }
    }
  }

  /** A right changes: what is on its way need not arrive. */
  void changingRight(String user, Topic topic) {
    emitters.values().stream()
        .filter(one -> one.owner.equals(user) && one.topic.equals(topic.first()))
        .forEach(one -> one.needed.clear());
  }

  /** Their receivers do not fail any more; those that were disabled for that go on. */
  void mend(Emitters process) {
    failing = 0;
    emitters.values().stream()
        .filter(one -> one.presence == Presence.THERE)
        .forEach(one -> process.enable(one.id));
  }

  /** Events may be lost that they need. */
  void mayLose() {
    mayLose = true;
  }

  // What must come.

  /**
   * Checks what has come, once all is delivered.
   *
   * @throws Violation if it is not what it should be
   */
  void judge() {
    if (failure != null) {
      throw failure;
    }
    for (UserEmitter one : emitters.values()) {
      one.needed.removeAll(one.received);
      if (!mayLose && one.presence == Presence.THERE && !one.needed.isEmpty()) {
        throw new Violation(one.id + " lost " + one.needed);
      }
    }
  }

  private DeliveryResult receive(Delivery delivery) {
    UserEmitter one = emitters.get(delivery.emitterId());
    int number = Integer.parseInt(delivery.event().event().getId());
    if (one == null || one.before.contains(number) || one.presence == Presence.GONE) {
      fail(delivery.emitterId() + " delivers " + number + ", which is not for it");
      return DeliveryResult.delivered();
    }
    if (!rights.allows(one.owner, delivery.topic())) {
      fail(one.id + " delivers " + number + ", which " + one.owner + " may not receive");
    }
    if (random.nextDouble() < failing) {
      return DeliveryResult.retry("not reached");
    }
    one.received.add(number);
    return DeliveryResult.delivered();
  }

  private void fail(String what) {
    if (failure == null) {
      failure = new Violation(what);
    }
  }

  @Override
  public String type() {
    return "User";
  }

  @Override
  public String description() {
    return "A receiver of users.";
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
