package dev.emitter.cli;

import dev.emitter.Emitters;
import dev.emitter.delivery.EmitterState;
import dev.emitter.delivery.EmitterStatus;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Shows on a terminal how far a run is; elsewhere it says so once a minute, so that nobody takes a
 * long run for a hung one. Not thread-safe.
 */
final class Progress {

  private static final int USUAL_COLUMNS = 80;
  private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

  private final Emitters emitters;
  private final Messages messages;
  private final Terminal terminal;
  private final LongSupplier nanoTime;
  private long lastLine;

  Progress(Emitters emitters, Messages messages, Terminal terminal, LongSupplier nanoTime) {
    this.emitters = emitters;
    this.messages = messages;
    this.terminal = terminal;
    this.nanoTime = nanoTime;
    this.lastLine = nanoTime.getAsLong();
  }

  void show() {
    if (!messages.showsProgress()) {
      sayNowAndThen();
      return;
    }
    List<EmitterStatus> statuses = emitters.status();
    if (!isInTheWay(statuses)) {
      String text = text(emitters.publications().published(), statuses);
      int columns = terminal.columns() == 0 ? USUAL_COLUMNS : terminal.columns();
      messages.progress(Texts.shortened(text, columns - 1));
    }
  }

  private void sayNowAndThen() {
    long now = nanoTime.getAsLong();
    if (now - lastLine >= BETWEEN_LINES.toNanos()) {
      lastLine = now;
      messages.say(text(emitters.publications().published(), emitters.status()));
    }
  }

  /** Events that are printed on the same terminal show progress enough. */
  private boolean isInTheWay(List<EmitterStatus> statuses) {
    return terminal.output()
        && statuses.stream().anyMatch(status -> status.type().equalsIgnoreCase("Console"));
  }

  private static String text(long published, List<EmitterStatus> statuses) {
    long delivered = statuses.stream().mapToLong(EmitterStatus::delivered).sum();
    long backlog = statuses.stream().mapToLong(EmitterStatus::backlog).sum();
    List<String> troubled =
        statuses.stream()
            .filter(status -> status.state() != EmitterState.ACTIVE)
            .map(status -> Texts.oneLine(status.id()))
            .toList();
    return String.format(
            Locale.ROOT, "published %,d, delivered %,d, waiting %,d", published, delivered, backlog)
        + (troubled.isEmpty() ? "" : "; not delivering: " + String.join(", ", troubled));
  }
}
