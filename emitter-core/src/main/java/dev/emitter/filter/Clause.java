package dev.emitter.filter;

import java.util.List;
import java.util.stream.Collectors;

/**
 * How one clause of a filter judged an event, with the clauses it is made of. Immutable.
 *
 * @param text the clause as its author would recognise it
 * @param result its judgement
 * @param found what was read of the event, such as {@code type = "a", amount is missing}, each
 *     value shortened; often empty when the clause has parts
 * @param reason why parts of the clause, and perhaps all of it, had no value, with places in its
 *     text; empty if there is nothing to say. It holds no values of the event
 * @param parts the clauses within, in order
 */
public record Clause(
    String text, FilterResult result, String found, String reason, List<Clause> parts) {

  /** Creates a clause with a copy of its parts. */
  public Clause {
    parts = List.copyOf(parts);
  }

  /** Creates a clause without parts and without a reason. */
  public static Clause leaf(String text, FilterResult result, String found) {
    return new Clause(text, result, found, "", List.of());
  }

  /** Returns the clause and its parts, one a line, indented. */
  @Override
  public String toString() {
    String line = text + " -> " + verdict() + (found.isEmpty() ? "" : " (" + found + ")");
    return parts.stream()
        .map(part -> "\n  " + part.toString().replace("\n", "\n  "))
        .collect(Collectors.joining("", line, ""));
  }

  private String verdict() {
    String failure = result.failure();
    if (failure != null) {
      return "failed: " + failure;
    } else if (result.isNull()) {
      return reason.isEmpty() ? "null" : "null: " + reason;
    }
    return Boolean.toString(result.matches());
  }
}
