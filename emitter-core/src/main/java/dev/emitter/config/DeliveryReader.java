package dev.emitter.config;

import dev.emitter.channel.Parameter;
import dev.emitter.channel.ParameterValues;
import dev.emitter.definition.DeliverySettings;
import dev.emitter.definition.DeliverySettings.OnRejected;
import dev.emitter.definition.Ordering;
import dev.emitter.definition.StartFrom;
import dev.emitter.problem.Suggestion;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes settings of the member {@code delivery}, of which every single value is right already. */
final class DeliveryReader {

  private static final DeliverySettings DEFAULT = DeliverySettings.DEFAULT;
  private static final String PATH = JsonPaths.member(JsonPaths.ROOT, "delivery");

  private final ParameterValues values;
  private final Faults faults;

  DeliveryReader(ParameterValues values, Faults faults) {
    this.values = values;
    this.faults = faults;
  }

  /** Returns the settings; where there was a fault, they are the default ones. */
  DeliverySettings read(String id) {
    ParameterValues retry = values.object("retry");
    ParameterValues disable = values.object("disable");
    return new DeliverySettings(
        initialDelay(retry),
        maxDelay(retry),
        integer(retry, DeliveryMembers.MAX_ATTEMPTS, DEFAULT.maxAttempts()),
        integer(disable, DeliveryMembers.AFTER_FAILURES, DEFAULT.disableAfter()),
        Objects.requireNonNullElse(disable.duration("over"), DEFAULT.disableOver()),
        OnRejected.valueOf(choice(DeliveryMembers.ON_REJECTED, DEFAULT.onRejected())),
        Ordering.valueOf(choice(DeliveryMembers.ORDERING, DEFAULT.ordering())),
        integer(values, DeliveryMembers.MAX_IN_FLIGHT, DEFAULT.maxInFlight()),
        integer(values, DeliveryMembers.QUEUE_CAPACITY, DEFAULT.queueCapacity()),
        startFrom(),
        after(id));
  }

  private Duration initialDelay(ParameterValues retry) {
    Duration delay =
        Objects.requireNonNullElse(retry.duration("initialDelay"), DEFAULT.initialDelay());
    Duration most = maxDelay(retry);
    if (delay.compareTo(most) > 0) {
      faults.add(
          JsonPaths.member(PATH, "retry") + ".initialDelay",
          Durations.format(delay)
              + " is longer than maxDelay; allowed: 1ms to "
              + Durations.format(most));
    }
    return delay;
  }

  private static Duration maxDelay(ParameterValues retry) {
    return Objects.requireNonNullElse(retry.duration("maxDelay"), DEFAULT.maxDelay());
  }

  private static int integer(ParameterValues in, Parameter member, int otherwise) {
    return Math.toIntExact(in.integer(member.name(), otherwise));
  }

  private String choice(Parameter member, Enum<?> otherwise) {
    String chosen = values.string(member.name());
    return chosen == null ? otherwise.name() : chosen.toUpperCase(Locale.ROOT);
  }

  private StartFrom startFrom() {
    String text = values.string("startFrom");
    StartFrom place = text == null ? DEFAULT.startFrom() : StartFromText.read(text);
    if (place == null) {
      faults.add(
          PATH + ".startFrom",
          "found " + Found.text(String.valueOf(text)) + "; allowed: " + StartFromText.ALLOWED,
          startFromHint(String.valueOf(text)));
      return DEFAULT.startFrom();
    }
    return place;
  }

  private static @Nullable String startFromHint(String text) {
    return Suggestion.nearest(text, List.of(StartFromText.NOW, StartFromText.BEGINNING));
  }

  private List<String> after(String id) {
    Set<String> ids = new LinkedHashSet<>();
    int index = 0;
    for (Object item : values.list("after")) {
      String path = JsonPaths.item(PATH + ".after", index++);
      if (item.equals(id)) {
        faults.add(path, "found the emitter's own id " + Found.text(id) + "; name other emitters");
      } else if (!ids.add((String) item)) {
        faults.add(path, "found " + Found.text((String) item) + " twice; name it once");
      }
    }
    return List.copyOf(ids);
  }
}
