package dev.emitter.cli;

import dev.emitter.Emitters;
import dev.emitter.delivery.EmitterState;
import dev.emitter.delivery.EmitterStatus;
import java.util.List;
import java.util.Locale;

/** Shows on a terminal how far a run is. Not thread-safe. */
final class Progress {

  private final Emitters emitters;
  private final Messages messages;
  private final int columns;

  Progress(Emitters emitters, Messages messages, int columns) {
    this.emitters = emitters;
    this.messages = messages;
    this.columns = columns;
  }

  void show() {
    if (messages.showsProgress()) {
      String text = text(emitters.publications().published(), emitters.status());
      messages.progress(Texts.shortened(text, columns == 0 ? 79 : columns - 1));
    }
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
