package dev.emitter.cli;

import dev.emitter.channel.ResolvedEmitter;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.event.EventCompleter;
import dev.emitter.filter.Clause;
import dev.emitter.filter.EventFilter;
import dev.emitter.filter.FilterInput;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Asks the filters of definitions about sample events, and warns of one, or of a clause of one,
 * that never has an answer: most likely it reads a field by a wrong name. Not thread-safe.
 */
final class SampleEvents {

  private static final Duration LOOK = Duration.ofSeconds(1);

  private final EventCompleter completer =
      new EventCompleter(
          RunCommand.DEFAULT_SOURCE,
          Clock.systemUTC(),
          () -> UUID.randomUUID().toString(),
          EventCompleter.DEFAULT_MAX_BYTES);

  private final List<Trial> trials = new ArrayList<>();

  /** Creates a check of these definitions, those without a filter left out. */
  SampleEvents(List<ResolvedEmitter> emitters) {
    for (ResolvedEmitter emitter : emitters) {
      EventFilter filter = emitter.filter();
      if (filter != null) {
        trials.add(new Trial(emitter.definition(), filter));
      }
    }
  }

  /** Reads the events and adds the warnings; a line that is no event is a fault. */
  void check(EventSource source, Messages messages, Faults faults) throws InterruptedException {
    Feed feed = new Feed(List.of(source), this::take, messages);
    feed.start();
    boolean read = false;
    while (!read) {
      read = feed.await(LOOK);
    }
    feed.stop(Deadline.LONGEST);
    faults.count(feed.badLines() + feed.brokenInputs());
    trials.forEach(trial -> trial.warn(faults));
  }

  private void take(LineReader line) throws LineFault {
    EventLine parsed = EventLineParser.parse(line.bytes(), line.length());
    FilterInput input = new FilterInput(parsed.topic(), completer.complete(parsed.event()));
    trials.forEach(trial -> trial.take(input));
  }

  /** What one filter has said so far. */
  private static final class Trial {

    private final EmitterDefinition definition;
    private final EventFilter filter;

    /** The clauses without an answer so far, by their place in the filter, each with a reason. */
    private Map<List<Integer>, Clause> unanswered = new HashMap<>();

    private long asked;

    Trial(EmitterDefinition definition, EventFilter filter) {
      this.definition = definition;
      this.filter = filter;
    }

    /** Once every clause has had an answer, there is nothing more to learn. */
    void take(FilterInput input) {
      if ((asked > 0 && unanswered.isEmpty()) || !isFor(input)) {
        return;
      }
      Map<List<Integer>, Clause> now = new HashMap<>();
      collect(filter.explain(input), List.of(), now);
      if (asked > 0) {
        now.keySet().retainAll(unanswered.keySet());
      }
      unanswered = now;
      asked++;
    }

    private boolean isFor(FilterInput input) {
      return definition.subscription().selects(input.topic())
          && (definition.messages().isEmpty()
              || definition.messages().contains(input.event().getType()));
    }

    /** A clause within one without an answer has nothing to add. */
    private static void collect(Clause clause, List<Integer> place, Map<List<Integer>, Clause> to) {
      boolean none = clause.result().isNull() || clause.result().failure() != null;
      if (none) {
        to.put(place, clause);
      }
      for (int i = 0; i < clause.parts().size(); i++) {
        List<Integer> within = new ArrayList<>(place);
        within.add(i);
        collect(clause.parts().get(i), within, to);
      }
    }

    void warn(Faults faults) {
      unanswered.forEach(
          (place, clause) -> {
            if (isOutermost(place)) {
              faults.warn(message(place, clause));
            }
          });
    }

    private boolean isOutermost(List<Integer> place) {
      for (int length = 0; length < place.size(); length++) {
        if (unanswered.containsKey(place.subList(0, length))) {
          return false;
        }
      }
      return true;
    }

    private String message(List<Integer> place, Clause clause) {
      String failure = clause.result().failure();
      String what = place.isEmpty() ? "" : Texts.quoted(Texts.shortened(clause.text(), 100)) + " ";
      String reason = failure != null ? failure : clause.reason();
      return "emitter "
          + Texts.quoted(definition.id())
          + ": warning: $.filter: "
          + what
          + (failure != null ? "fails" : "is null")
          + " for every sample event that it is asked about ("
          + asked
          + ")"
          + (reason.isEmpty() ? "" : ": " + reason);
    }
  }
}
