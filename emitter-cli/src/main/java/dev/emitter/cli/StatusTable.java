package dev.emitter.cli;

import dev.emitter.delivery.DeliveryError;
import dev.emitter.delivery.EmitterStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Lays out how emitters are doing, one row each. */
final class StatusTable {

  private static final List<String> HEADER =
      List.of(
          "id",
          "type",
          "state",
          "matched",
          "delivered",
          "filtered",
          "retried",
          "parked",
          "last error");

  private static final int FIRST_NUMBER = 3;
  private static final int LAST_ERROR = 8;
  private static final int LEAST_FOR_ERROR = 20;
  private static final int MOST_FOR_ERROR = 200;
  private static final int MOST_FOR_ID = 60;

  private StatusTable() {}

  /**
   * Returns the lines of the table.
   *
   * @param columns the width that the last errors are shortened to; 0 when not known
   */
  static List<String> of(List<EmitterStatus> emitters, int columns) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEADER);
    emitters.forEach(emitter -> rows.add(row(emitter)));
    int[] widths = widths(rows);
    int before = Arrays.stream(widths, 0, LAST_ERROR).sum() + 2 * LAST_ERROR;
    int left = columns == 0 ? MOST_FOR_ERROR : Math.max(LEAST_FOR_ERROR, columns - before);
    return rows.stream().map(row -> line(row, widths, left)).toList();
  }

  private static List<String> row(EmitterStatus emitter) {
    return List.of(
        Texts.shortened(Texts.oneLine(emitter.id()), MOST_FOR_ID),
        Texts.oneLine(emitter.type()),
        state(emitter),
        Long.toString(emitter.matched()),
        Long.toString(emitter.delivered()),
        Long.toString(emitter.filtered()),
        Long.toString(emitter.retried()),
        Long.toString(emitter.parked()),
        Texts.oneLine(reason(emitter)));
  }

  private static String state(EmitterStatus emitter) {
    String state = emitter.state().name().toLowerCase(Locale.ROOT);
    if (emitter.disabledBy() == null) {
      return state;
    }
    String person = emitter.disabledByPerson();
    String who = emitter.disabledBy().name().toLowerCase(Locale.ROOT);
    return state + " by " + (person == null ? who : Texts.oneLine(person));
  }

  /** The time tells an error that is over; one whom an earlier run has disabled has none yet. */
  private static String reason(EmitterStatus emitter) {
    if (emitter.lastErrors().isEmpty()) {
      return Objects.requireNonNullElse(emitter.reason(), "");
    }
    DeliveryError last = emitter.lastErrors().get(0);
    return EventColumns.time(last.at()) + " " + last.reason();
  }

  private static int[] widths(List<List<String>> rows) {
    int[] widths = new int[HEADER.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], length(row.get(i)));
      }
    }
    return widths;
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private static String line(List<String> row, int[] widths, int left) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < LAST_ERROR; i++) {
      String padding = " ".repeat(widths[i] - length(row.get(i)));
      boolean number = i >= FIRST_NUMBER;
      line.append(number ? padding + row.get(i) : row.get(i) + padding).append("  ");
    }
    line.append(Texts.shortened(row.get(LAST_ERROR), left));
    return line.toString().stripTrailing();
  }
}
