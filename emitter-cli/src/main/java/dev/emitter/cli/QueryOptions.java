package dev.emitter.cli;

import dev.emitter.delivery.DeliveryQuery;
import dev.emitter.delivery.DeliveryRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which events of an emitter are meant. */
final class QueryOptions {

  private static final int AT_ONCE = 256;

  @Option(
      names = "--state",
      paramLabel = "delivered|failed|waiting|parked|skipped",
      description = "Only events that stand so with the emitter. May be repeated.")
  private final Set<DeliveryRecord.State> states = EnumSet.noneOf(DeliveryRecord.State.class);

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "Only events of this message type. May be repeated.")
  private final List<String> types = new ArrayList<>();

  @Option(
      names = "--from",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description = "Only events published then or later, such as 2025-12-31T23:59:59Z.")
  private @Nullable Instant from;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description = "Only events published before that time.")
  private @Nullable Instant until;

  /** Returns whether anything is said at all. */
  boolean isGiven() {
    return !states.isEmpty() || !types.isEmpty() || from != null || until != null;
  }

  /** Returns the question for a first part of the answer. */
  DeliveryQuery query() {
    return new DeliveryQuery(from, until, Set.copyOf(types), states, null, AT_ONCE);
  }
}
