package dev.emitter.filter;

import java.util.List;
import java.util.stream.Collectors;

/**
 * How one clause of a filter judged an event, with the clauses it is made of (requirement D8).
 * Immutable.
 *
 * @param text the clause as its author would recognise it
 * @param result its judgement
 * @param found what was found in the event, such as {@code type = "a"}; often empty when it has
 *     parts
 * @param parts the clauses within, in order
 */
public record Clause(String text, FilterResult result, String found, List<Clause> parts) {

  /** Creates a clause with a copy of its parts. */
  public Clause {
    parts = List.copyOf(parts);
  }

  /** Creates a clause without parts. */
  public static Clause leaf(String text, FilterResult result, String found) {
    return new Clause(text, result, found, List.of());
  }

  /** Returns the clause and its parts, one a line, indented. */
  @Override
  public String toString() {
    String failure = result.failure();
    String verdict = failure != null ? "failed: " + failure : Boolean.toString(result.matches());
    String line = text + " -> " + verdict + (found.isEmpty() ? "" : " (" + found + ")");
    return parts.stream()
        .map(part -> "\n  " + part.toString().replace("\n", "\n  "))
        .collect(Collectors.joining("", line, ""));
  }
}
