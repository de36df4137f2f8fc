package dev.emitter.testkit;

import java.util.List;
import java.util.function.Consumer;

/** Asks for data that a Java type can hold and that passes the test's own assertions. */
record TypedClause<T>(Class<T> type, Consumer<? super T> assertions) implements PatternClause {

  @Override
  public String text() {
    return "whose data as " + TypedData.name(type) + " satisfies the given assertions";
  }

  @Override
  public List<String> faults(PublishedEvent event) {
    try {
      assertions.accept(TypedData.read(event, type));
      return List.of();
    } catch (AssertionError | RuntimeException e) { // whatever the test's code throws is its answer
      return List.of(
          TypedData.name(type)
              + ": "
              + String.valueOf(e.getMessage()).strip().replaceAll("\\s*\\R\\s*", " "));
    }
  }
}
