package dev.emitter.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.emitter.event.EventCompleter;
import dev.emitter.filter.EventFilter;
import dev.emitter.filter.FilterDialects;
import dev.emitter.filter.FilterInput;
import dev.emitter.filter.FilterResult;
import dev.emitter.problem.Problems;
import java.time.Clock;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Asks a filter about events. A filter takes null for no match, so whether a FEEL expression was
 * null is asked with a second one. Thread-safe.
 */
final class Judge {

  private static final Judgement TRUE = new Judgement(Answer.TRUE, "");
  private static final Judgement FALSE = new Judgement(Answer.FALSE, "");
  private static final String NO_REASON = "what the expression reads is null";

  private final EventCompleter completer =
      new EventCompleter(
          RunCommand.DEFAULT_SOURCE,
          Clock.systemUTC(),
          () -> UUID.randomUUID().toString(),
          EventCompleter.DEFAULT_MAX_BYTES);

  private final EventFilter filter;
  private final @Nullable EventFilter isNull;

  private Judge(EventFilter filter, @Nullable EventFilter isNull) {
    this.filter = filter;
    this.isNull = isNull;
  }

  /** Returns one for an expression; null, with every fault printed, if it is refused. */
  static @Nullable Judge of(Dialect dialect, String expression, Faults faults) {
    if (dialect != Dialect.FEEL) {
      return of(object(dialect, expression), faults);
    }
    EventFilter filter = compile(object(dialect, expression), faults);
    if (filter == null) {
      return null;
    }
    // on a line of its own, since a comment may end the expression; ignored if over the budget
    JsonNode asksForNull = object(dialect, "(" + expression + "\n) = null");
    return new Judge(filter, compile(asksForNull, new Problems()));
  }

  /** Returns one for a filter of any dialect; null, with every fault printed, if it is refused. */
  static @Nullable Judge of(JsonNode json, Faults faults) {
    EventFilter filter = compile(json, faults);
    return filter == null ? null : new Judge(filter, null);
  }

  private static JsonNode object(Dialect dialect, String expression) {
    String name = dialect.name().toLowerCase(Locale.ROOT);
    return JsonNodeFactory.instance.objectNode().put(name, expression);
  }

  private static @Nullable EventFilter compile(JsonNode json, Faults faults) {
    Problems problems = new Problems();
    EventFilter filter = compile(json, problems);
    faults.add(problems.list());
    return filter;
  }

  private static @Nullable EventFilter compile(JsonNode json, Problems problems) {
    return FilterDialects.standard().compile(json, "expression", problems);
  }

  /**
   * Judges an event.
   *
   * @throws LineFault if {@code run} would not publish it either
   */
  Judgement judge(EventLine line) throws LineFault {
    if (line.topic().isReserved()) {
      throw new LineFault("topic: " + line.topic() + " belongs to the library");
    }
    FilterInput input = new FilterInput(line.topic(), completer.complete(line.event()));
    FilterResult result = filter.test(input);
    String failure = result.failure();
    if (failure != null) {
      return new Judgement(Answer.FAILED, failure);
    }
    return result.matches() ? TRUE : noMatch(input);
  }

  private Judgement noMatch(FilterInput input) {
    if (isNull != null && !isNull.test(input).matches()) {
      return FALSE;
    }
    String found = filter.explain(input).found();
    if (isNull == null && found.isEmpty()) {
      return FALSE;
    }
    return new Judgement(Answer.NULL, found.isEmpty() ? NO_REASON : found);
  }
}
