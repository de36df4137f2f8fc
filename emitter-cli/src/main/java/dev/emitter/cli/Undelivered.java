package dev.emitter.cli;

import dev.emitter.delivery.EmitterState;
import dev.emitter.delivery.EmitterStatus;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Says what emitters have yet to deliver. */
final class Undelivered {

  private static final int MOST_TOLD = 10;
  private static final int MOST_OF_ID = 60;

  private Undelivered() {}

  /** Returns how many events wait, in all and for each emitter, those with the most first. */
  static String text(List<EmitterStatus> statuses) {
    List<EmitterStatus> left =
        statuses.stream()
            .filter(status -> status.backlog() > 0)
            .sorted(Comparator.comparingLong(EmitterStatus::backlog).reversed())
            .toList();
    if (left.isEmpty()) {
      return "no event waits to be delivered";
    }
    long sum = left.stream().mapToLong(EmitterStatus::backlog).sum();
    int more = left.size() - MOST_TOLD;
    return left.stream()
        .limit(MOST_TOLD)
        .map(Undelivered::one)
        .collect(
            Collectors.joining(
                ", ",
                Texts.count(sum, "event") + " to be delivered (",
                more > 0 ? ", and for " + Texts.count(more, "more emitter") + ")" : ")"));
  }

  private static String one(EmitterStatus status) {
    String id = Texts.shortened(Texts.oneLine(status.id()), MOST_OF_ID);
    String state = status.state().name().toLowerCase(Locale.ROOT);
    return String.format(Locale.ROOT, "%s: %,d", id, status.backlog())
        + (status.state() == EmitterState.ACTIVE ? "" : " " + state);
  }
}
