package dev.emitter.testkit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Lists events in a failure message: where there are many, the nearest to what was expected. */
final class Report {

  private static final int MOST = 10;

  private Report() {}

  private record Line(int number, PublishedEvent event, List<String> notes) {}

  /**
   * Returns events with what is to say about each.
   *
   * @param notes what stands below an event; the fewer, the nearer it is
   */
  static String list(List<PublishedEvent> events, Function<PublishedEvent, List<String>> notes) {
    return numbered(events, index -> notes.apply(events.get(index)));
  }

  /** Returns events with what is to say about the one at each index. */
  static String numbered(List<PublishedEvent> events, IntFunction<List<String>> notes) {
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      lines.add(new Line(i + 1, events.get(i), notes.apply(i)));
    }
    Set<Line> nearest = new HashSet<>(nearest(lines));
    StringBuilder list = new StringBuilder();
    lines.stream().filter(nearest::contains).forEach(line -> append(list, line));
    if (lines.size() > MOST) {
      list.append("\n  .. and ").append(lines.size() - MOST).append(" more, further off");
    }
    return list.toString();
  }

  private static List<Line> nearest(List<Line> lines) {
    return lines.stream()
        .sorted(Comparator.comparingInt(line -> line.notes().size()))
        .limit(MOST)
        .toList();
  }

  private static void append(StringBuilder list, Line line) {
    PublishedEvent event = line.event();
    list.append("\n  ").append(line.number()).append(". ").append(event);
    if (!event.data().isMissingNode()) {
      list.append(", ").append(Shown.json(event.data()));
    }
    list.append(Shown.lines(line.notes().stream().map(note -> "- " + note).toList(), "     "));
  }
}
