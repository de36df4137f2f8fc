package dev.emitter.config;

import static dev.emitter.channel.ParameterType.DURATION;
import static dev.emitter.channel.ParameterType.INTEGER;
import static dev.emitter.channel.ParameterType.LIST;
import static dev.emitter.channel.ParameterType.OBJECT;
import static dev.emitter.channel.ParameterType.STRING;
import static dev.emitter.definition.DeliverySettings.DEFAULT;

import dev.emitter.channel.Parameter;
import dev.emitter.definition.DeliverySettings.OnRejected;
import dev.emitter.definition.Ordering;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Declares the members of {@code delivery} once; their defaults are those of the settings. */
final class DeliveryMembers {

  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final long MONTH = Duration.ofDays(30).toMillis();

  static final Parameter INITIAL_DELAY =
      Parameter.of(
              "initialDelay",
              DURATION,
              "The longest wait after the first failure; it doubles each time. Each wait is a"
                  + " random part of it, at least a tenth. Longer than a maxDelay that is given"
                  + " too, it is refused; if left out, a shorter maxDelay takes its place.")
          .between(1, DAY)
          .withDefault(Durations.format(DEFAULT.initialDelay()));

  static final Parameter MAX_DELAY =
      Parameter.of(
              "maxDelay",
              DURATION,
              "The longest wait between two attempts. If left out, a longer initialDelay takes its"
                  + " place.")
          .between(1, DAY)
          .withDefault(Durations.format(DEFAULT.maxDelay()));

  static final Parameter MAX_ATTEMPTS =
      Parameter.of(
              "maxAttempts", INTEGER, "Attempts after which an event is parked; 0 for no limit.")
          .between(0, 1_000_000)
          .withDefault(DEFAULT.maxAttempts());

  static final Parameter RETRY =
      Parameter.of("retry", OBJECT, "How often a delivery that failed is tried again.")
          .containing(INITIAL_DELAY, MAX_DELAY, MAX_ATTEMPTS);

  static final Parameter AFTER_FAILURES =
      Parameter.of(
              "afterFailures",
              INTEGER,
              "Failures in a row after which the emitter is disabled, if they lasted long enough.")
          .between(1, 1_000_000_000)
          .withDefault(DEFAULT.disableAfter());

  static final Parameter OVER =
      Parameter.of("over", DURATION, "For how long at least the failures must have lasted.")
          .between(0, MONTH)
          .withDefault(Durations.format(DEFAULT.disableOver()));

  static final Parameter PER_DAY =
      Parameter.of(
              "perDay",
              INTEGER,
              "Failures within 24 hours after which the emitter is disabled; 0 for no such limit."
                  + " If left out, 100 for Webhook unless 95 of 100 events were delivered since"
                  + " the first of them, and none for others.")
          .between(0, 1_000_000_000);

  static final Parameter DISABLE =
      Parameter.of("disable", OBJECT, "When failures disable the emitter.")
          .containing(AFTER_FAILURES, OVER, PER_DAY);

  static final Parameter ON_REJECTED =
      Parameter.choice(
              "onRejected",
              "What happens when the receiver refuses an event for good: the event is set aside"
                  + " (park) or the emitter is disabled.",
              names(OnRejected.values()))
          .withDefault(name(DEFAULT.onRejected()));

  static final Parameter ORDERING =
      Parameter.choice(
              "ordering",
              "Which deliveries keep their order: all (strict), those of the same partitionkey"
                  + " (key), or none.",
              names(Ordering.values()))
          .withDefault(name(DEFAULT.ordering()));

  static final Parameter MAX_IN_FLIGHT =
      Parameter.of(
              "maxInFlight",
              INTEGER,
              "How many batches may be under way at once, when the ordering allows it.")
          .between(1, 1_000)
          .withDefault(DEFAULT.maxInFlight());

  static final Parameter QUEUE_CAPACITY =
      Parameter.of(
              "queueCapacity",
              INTEGER,
              "How many matched events wait in memory before the emitter reads the log itself.")
          .between(1, 1_000_000)
          .atMostForUsers(DEFAULT.queueCapacity())
          .withDefault(DEFAULT.queueCapacity());

  static final Parameter START_FROM =
      Parameter.of(
              "startFrom",
              STRING,
              "Where the emitter begins when it is added: resume (where one of this id was when it"
                  + " was removed, else now), now, beginning (the oldest event that is kept), or an"
                  + " RFC 3339 time such as 2026-11-01T00:00:00Z.")
          .withDefault(StartFromText.write(DEFAULT.startFrom()));

  static final Parameter AFTER =
      Parameter.of(
              "after", LIST, "Emitters that must have settled an event before this one gets it.")
          .containing(Parameter.of("id", STRING, "The id of an emitter.").between(1, 200));

  static final Parameter SLOW_AFTER =
      Parameter.of(
              "slowAfter",
              DURATION,
              "The mean time of recent answers from which on status says that the receiver is"
                  + " slow.")
          .between(1, DAY)
          .withDefault(Durations.format(DEFAULT.slowAfter()));

  static final List<Parameter> ALL =
      List.of(
          RETRY,
          DISABLE,
          ON_REJECTED,
          ORDERING,
          MAX_IN_FLIGHT,
          QUEUE_CAPACITY,
          START_FROM,
          AFTER,
          SLOW_AFTER);

  private DeliveryMembers() {}

  static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String[] names(Enum<?>[] values) {
    return Arrays.stream(values).map(DeliveryMembers::name).toArray(String[]::new);
  }
}
