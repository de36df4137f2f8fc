package dev.emitter.cli;

import dev.emitter.Emitters;
import dev.emitter.delivery.EmitterState;
import dev.emitter.delivery.EmitterStatus;
import java.util.List;
import java.util.Locale;

/** Shows on a terminal how far a run is. Not thread-safe. */
final class Progress {

  private static final int USUAL_COLUMNS = 80;

  private final Emitters emitters;
  private final Messages messages;
  private final Terminal terminal;

  Progress(Emitters emitters, Messages messages, Terminal terminal) {
    this.emitters = emitters;
    this.messages = messages;
    this.terminal = terminal;
  }

  void show() {
    if (!messages.showsProgress()) {
      return;
    }
    List<EmitterStatus> statuses = emitters.status();
    if (!isInTheWay(statuses)) {
      String text = text(emitters.publications().published(), statuses);
      int columns = terminal.columns() == 0 ? USUAL_COLUMNS : terminal.columns();
      messages.progress(Texts.shortened(text, columns - 1));
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
