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
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Asks a filter about events. Thread-safe. */
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

  private Judge(EventFilter filter) {
    this.filter = filter;
  }

  /**
   * Returns one for an expression, with what its author is warned of printed; null, with every
   * fault printed, if it is refused.
   */
  static @Nullable Judge of(Dialect dialect, String expression, Faults faults) {
    Problems problems = new Problems();
    Judge judge = of(object(dialect, expression), problems, faults);
    faults.add(problems.warnings());
    return judge;
  }

  /** Returns one for a filter of any dialect; null, with every fault printed, if it is refused. */
  static @Nullable Judge of(JsonNode json, Faults faults) {
    return of(json, new Problems(), faults);
  }

  private static @Nullable Judge of(JsonNode json, Problems problems, Faults faults) {
    EventFilter filter = FilterDialects.standard().compile(json, "expression", problems);
    faults.add(problems.list());
    return filter == null ? null : new Judge(filter);
  }

  private static JsonNode object(Dialect dialect, String expression) {
    String name = dialect.name().toLowerCase(Locale.ROOT);
    return JsonNodeFactory.instance.objectNode().put(name, expression);
  }

  /** Returns, in lines, how each clause of the filter judges an event, and what it read there. */
  List<String> explain(EventLine line) {
    FilterInput input = new FilterInput(line.topic(), completer.complete(line.event()));
    return filter.explain(input).toString().lines().toList();
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
    if (result.isNull()) {
      String reason = filter.explain(input).reason();
      return new Judgement(Answer.NULL, reason.isEmpty() ? NO_REASON : reason);
    }
    return result.matches() ? TRUE : FALSE;
  }
}
