package dev.emitter.lab;

import dev.emitter.Emitters;
import dev.emitter.definition.StoredDefinition;
import dev.emitter.log.EventLogException;
import dev.emitter.problem.EmitterException;
import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A user who does at random all that could harm others: emitters with receivers that are dead or
 * hang, costly filters, names that are never looked up to the end, large events, floods of events
 * that are set aside, and definitions that come, change and go. Used by one thread.
 */
final class HostileOwner {

  /** What a name begins with whose look-up hangs. */
  static final String HANGING_NAME = "hangs";

  private static final String EVE = "eve";
  private static final String TOPIC = "eve";
  private static final int LARGE = 900_000;
  private static final int FIELDS = 9_000;

  private static final String MANY_FILTERS =
      IntStream.range(0, 300)
          .mapToObj(i -> "\"some i in 1..30 satisfies i * i = " + (-1 - i) + "\"")
          .collect(Collectors.joining(", ", "{\"any\": [", ", \"event.id != null\"]}"));

  private static final List<String> FILTERS =
      List.of(
          "\"event.id != null\"",
          "\"count(get entries(event.data)) > 1\"",
          "\"some i in 1..10000 satisfies i < 0\"",
          MANY_FILTERS);

  private final SplittableRandom random;
  private final Emitters emitters;
  private final Map<Act, Integer> done = new EnumMap<>(Act.class);
  private final Map<Act, Integer> refused = new EnumMap<>(Act.class);
  private int number;

  HostileOwner(long seed, Emitters emitters) {
    this.random = new SplittableRandom(seed);
    this.emitters = emitters;
  }

  /** What he can do. */
  enum Act {
    REGISTER,
    CHANGE,
    CHANGE_AN_OLD_VERSION,
    REMOVE,
    DISABLE,
    ENABLE,
    PUBLISH_SMALL,
    PUBLISH_LARGE,
    PUBLISH_MANY_FIELDS,
    SEND_AGAIN,
    FORGET,
    LOOK
  }

  /** Does something; that it is refused is right, unless the log itself fails. */
  void act() {
    Act[] acts = Act.values();
    Act act = acts[random.nextInt(acts.length)];
    try {
      act(act);
      done.merge(act, 1, Integer::sum);
    } catch (EventLogException e) {
      throw e;
    } catch (EmitterException e) {
      refused.merge(act, 1, Integer::sum);
    }
  }

  private void act(Act act) {
    List<StoredDefinition> own = emitters.userDefinitions(EVE);
    if (act == Act.REGISTER || own.isEmpty()) {
      emitters.registerUser(EVE, definition());
      return;
    }
    StoredDefinition one = own.get(random.nextInt(own.size()));
    switch (act) {
      case CHANGE -> emitters.changeUser(EVE, one.id(), one.version(), definition());
      case CHANGE_AN_OLD_VERSION ->
          emitters.changeUser(EVE, one.id(), one.version() - 1, definition());
      case REMOVE -> emitters.removeUser(EVE, one.id(), one.version());
      case DISABLE -> emitters.disable(one.id(), "as she likes", EVE);
      case ENABLE -> emitters.enable(one.id());
      case PUBLISH_SMALL -> publish(20, "1");
      case PUBLISH_LARGE -> publish(2, "\"" + "x".repeat(LARGE) + "\"");
      case PUBLISH_MANY_FIELDS -> publish(1, fields());
      case SEND_AGAIN -> emitters.resubmitParked(one.id());
      case FORGET -> emitters.discardParked(one.id());
      default -> emitters.status(one.id());
    }
  }

  private String definition() {
    String topic = random.nextInt(3) == 0 ? InnocentOwners.TOPIC : TOPIC;
    String filter = FILTERS.get(random.nextInt(FILTERS.size()));
    HostileReceivers.Kind[] kinds = HostileReceivers.Kind.values();
    int kind = random.nextInt(kinds.length + 2);
    String type = kind < kinds.length ? kinds[kind].type() : "Webhook";
    String host = kind == kinds.length ? HANGING_NAME + random.nextInt(300) + ".example" : "dead";
    String parameters =
        type.equals("Webhook")
            ? ", \"parameters\": {\"url\": \"http://" + host + ":9/\", \"timeout\": \"30s\"}"
            : "";
    return "{\"type\": \"%s\", \"topics\": [[\"%s\"]], \"filter\": %s%s}"
        .formatted(type, topic, filter, parameters);
  }

  private static String fields() {
    return IntStream.range(0, FIELDS)
        .mapToObj(i -> "\"field" + i + "\": " + i)
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private void publish(int count, String json) {
    for (int i = 0; i < count; i++) {
      CloudEvent event = KilledLife.event("eve-" + ++number, json);
      emitters.publish(Topic.of(TOPIC), event);
    }
  }

  /** Takes back all that she has registered. */
  void leave() {
    for (StoredDefinition one : emitters.userDefinitions(EVE)) {
      emitters.removeUser(EVE, one.id(), one.version());
    }
  }

  /** Returns what she has done how often, and what was refused. */
  String said() {
    return "done " + done + ", refused " + refused;
  }
}
