package dev.emitter.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Several patterns that are expected one after the other. */
final class Expected {

  private static final int LETTERS = 26;

  private final List<EventPattern> patterns;
  private final List<PublishedEvent> events;

  Expected(List<EventPattern> patterns, List<PublishedEvent> events) {
    this.patterns = patterns;
    this.events = events;
  }

  /** Returns the patterns, each with its letter. */
  String list() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < patterns.size(); i++) {
      lines.add(letter(i) + " " + patterns.get(i));
    }
    return Shown.lines(lines, "  ");
  }

  private static String letter(int index) {
    String letter = String.valueOf((char) ('a' + index % LETTERS));
    return letter + (index < LETTERS ? "" : String.valueOf(index / LETTERS)) + ")";
  }

  /**
   * Returns for each pattern in turn the index of the first event that is it, as far as it goes.
   */
  List<Integer> inOrder() {
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < events.size() && found.size() < patterns.size(); i++) {
      if (patterns.get(found.size()).matches(events.get(i))) {
        found.add(i);
      }
    }
    return found;
  }

  /** Returns whether each event is the pattern at its place. */
  boolean arePairs() {
    boolean same = patterns.size() == events.size();
    for (int i = 0; same && i < events.size(); i++) {
      same = patterns.get(i).matches(events.get(i));
    }
    return same;
  }

  /** Says which one is missing where the order was found no further than this. */
  String missing(List<Integer> found) {
    int next = found.size();
    String after = next == 0 ? "" : " after " + (found.get(next - 1) + 1) + ".";
    return "there is no " + letter(next) + after;
  }

  /** Says of each event which pattern it is, or why it is not the one that is missing. */
  IntFunction<List<String>> notes(List<Integer> found) {
    int next = found.size();
    int from = next == 0 ? 0 : found.get(next - 1) + 1;
    return index -> {
      if (found.contains(index)) {
        return List.of("is " + letter(found.indexOf(index)));
      }
      PublishedEvent event = events.get(index);
      if (index >= from) {
        return patterns.get(next).faults(event);
      }
      boolean early = patterns.get(next).matches(event);
      return early ? List.of("is " + letter(next) + ", but comes before") : List.of();
    };
  }

  /** Says of each event why it is not the pattern at its place. */
  List<String> pair(int index) {
    if (index >= patterns.size()) {
      return List.of("is not expected");
    }
    return patterns.get(index).faults(events.get(index)).stream()
        .map(fault -> "not " + letter(index) + ": " + fault)
        .toList();
  }

  /** Says which patterns there is no event for; empty for none. */
  String lacking() {
    if (events.size() >= patterns.size()) {
      return "";
    }
    List<String> letters = new ArrayList<>();
    for (int i = events.size(); i < patterns.size(); i++) {
      letters.add(letter(i));
    }
    return "\n  and nothing for " + String.join(", ", letters);
  }
}
