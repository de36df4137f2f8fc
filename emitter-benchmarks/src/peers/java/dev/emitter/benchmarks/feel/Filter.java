package dev.emitter.benchmarks.feel;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Predicate;

/** A filter as FEEL, and the same written by hand. */
public enum Filter {
  AND("amount > 1000 and customer.tier = \"gold\"", HandWritten::largeGoldOrder),
  IN("status in (\"Started\",\"Failed\")", HandWritten::startedOrFailed),
  LIST("list contains(tags, \"vip\")", HandWritten::taggedVip),
  SOME("some l in lines satisfies l.qty > 10", HandWritten::someLineAboveTen),
  TIME("date and time(at) > date and time(\"2024-01-01T00:00:00Z\")", HandWritten::after2023),
  TEXT("contains(name, \"abc\")", HandWritten::nameHasAbc),
  IF("if priority = \"high\" then amount > 10 else false", HandWritten::urgentAboveTen),
  COUNT("count(lines[price > 100]) > 2", HandWritten::moreThanTwoDearLines);

  private final String source;

  @SuppressWarnings("ImmutableEnumChecker") // All are method references, without state.
  private final Predicate<JsonNode> handWritten;

  Filter(String source, Predicate<JsonNode> handWritten) {
    this.source = source;
    this.handWritten = handWritten;
  }

  /** Returns the filter as FEEL, which is how tables name it. */
  @Override
  public String toString() {
    return source;
  }

  String source() {
    return source;
  }

  Predicate<JsonNode> handWritten() {
    return handWritten;
  }
}
