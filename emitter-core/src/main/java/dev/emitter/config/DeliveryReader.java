package dev.emitter.config;

import com.fasterxml.jackson.databind.JsonNode;
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
  private static final String INITIAL_DELAY = DeliveryMembers.INITIAL_DELAY.name();
  private static final String MAX_DELAY = DeliveryMembers.MAX_DELAY.name();
  private static final String PATH = JsonPaths.member(JsonPaths.ROOT, "delivery");

  private final ParameterValues values;
  private final JsonNode written;
  private final Faults faults;

  /**
   * Creates a reader.
   *
   * @param written the member itself, which tells what was left out
   */
  DeliveryReader(ParameterValues values, JsonNode written, Faults faults) {
    this.values = values;
    this.written = written;
    this.faults = faults;
  }

  /** Returns the settings; where there was a fault, they are the default ones. */
  DeliverySettings read(String id) {
    ParameterValues retry = values.object("retry");
    ParameterValues disable = values.object("disable");
    checkDelays(retry);
    DeliverySettings settings =
        new DeliverySettings(
            initialDelay(retry),
            maxDelay(retry),
            integer(retry, DeliveryMembers.MAX_ATTEMPTS, DEFAULT.maxAttempts()),
            integer(disable, DeliveryMembers.AFTER_FAILURES, DEFAULT.disableAfter()),
            Objects.requireNonNullElse(disable.duration("over"), DEFAULT.disableOver()),
            integer(disable, DeliveryMembers.PER_DAY, DEFAULT.disablePerDay()),
            OnRejected.valueOf(choice(DeliveryMembers.ON_REJECTED, DEFAULT.onRejected())),
            Ordering.valueOf(choice(DeliveryMembers.ORDERING, DEFAULT.ordering())),
            integer(values, DeliveryMembers.MAX_IN_FLIGHT, DEFAULT.maxInFlight()),
            integer(values, DeliveryMembers.QUEUE_CAPACITY, DEFAULT.queueCapacity()),
            startFrom(),
            after(id),
            Objects.requireNonNullElse(
                values.duration(DeliveryMembers.SLOW_AFTER.name()), DEFAULT.slowAfter()));
    return settings.equals(DEFAULT) ? DEFAULT : settings; // as in most of many thousands
  }

  private void checkDelays(ParameterValues retry) {
    Duration initial = retry.duration(INITIAL_DELAY);
    Duration longest = retry.duration(MAX_DELAY);
    boolean given = isGiven(INITIAL_DELAY) && isGiven(MAX_DELAY);
    if (given && initial != null && longest != null && initial.compareTo(longest) > 0) {
      faults.add(
          JsonPaths.member(JsonPaths.member(PATH, "retry"), INITIAL_DELAY),
          Durations.format(initial)
              + " is longer than maxDelay; allowed: 1ms to "
              + Durations.format(longest));
    }
  }

  /** Returns the delay; the default one gives way to a shorter {@code maxDelay}. */
  private Duration initialDelay(ParameterValues retry) {
    Duration initial = initial(retry);
    Duration longest = longest(retry);
    return isGiven(INITIAL_DELAY) || initial.compareTo(longest) < 0 ? initial : longest;
  }

  /** Returns the delay; the default one gives way to a longer {@code initialDelay}. */
  private Duration maxDelay(ParameterValues retry) {
    Duration initial = initial(retry);
    Duration longest = longest(retry);
    return isGiven(MAX_DELAY) || longest.compareTo(initial) > 0 ? longest : initial;
  }

  private static Duration initial(ParameterValues retry) {
    return Objects.requireNonNullElse(retry.duration(INITIAL_DELAY), DEFAULT.initialDelay());
  }

  private static Duration longest(ParameterValues retry) {
    return Objects.requireNonNullElse(retry.duration(MAX_DELAY), DEFAULT.maxDelay());
  }

  private boolean isGiven(String member) {
    return written.path("retry").has(member);
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
    return Suggestion.nearest(
        text, List.of(StartFromText.RESUME, StartFromText.NOW, StartFromText.BEGINNING));
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
