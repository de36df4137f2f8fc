package dev.emitter.engine;

import dev.emitter.definition.EmitterDefinition;
import dev.emitter.delivery.Explanation;
import dev.emitter.expressions.SharedSteps;
import dev.emitter.filter.Clause;
import dev.emitter.filter.Condition;
import dev.emitter.filter.EventField;
import dev.emitter.filter.EventFilter;
import dev.emitter.filter.FilterInput;
import dev.emitter.filter.FilterResult;
import dev.emitter.topic.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether an event is for one emitter: topic, rights, messages, filter, in this order. A
 * filter never gets to see what its owner may not receive. Immutable and thread-safe.
 */
final class Selection {

  private final EmitterDefinition definition;
  private final Set<String> messages;
  private final @Nullable EventFilter filter;
  private final Rights rights;
  private final List<Condition> conditions;

  Selection(EmitterDefinition definition, @Nullable EventFilter filter, Rights rights) {
    this.definition = definition;
    this.messages = definition.messages();
    this.filter = filter;
    this.rights = rights;
    this.conditions = conditions(messages, filter);
  }

  private static List<Condition> conditions(Set<String> messages, @Nullable EventFilter filter) {
    List<Condition> conditions = new ArrayList<>();
    if (!messages.isEmpty()) {
      conditions.add(new Condition(EventField.attribute("type"), Set.copyOf(messages)));
    }
    if (filter != null) {
      conditions.addAll(filter.conditions());
    }
    return List.copyOf(conditions);
  }

  /** Returns whether an event can be left out by more than its topic, rights and message. */
  boolean hasFilter() {
    return filter != null;
  }

  /** Returns conditions without each of which no event is for the emitter; perhaps none. */
  List<Condition> conditions() {
    return conditions;
  }

  /**
   * Returns steps for the filter and one event: as many as it may take, but no more than so many.
   */
  SharedSteps steps(int most) {
    int own = filter == null ? 0 : filter.steps();
    return new SharedSteps(own == 0 ? most : Math.min(own, most));
  }

  /** Returns whether the filter has decided with these steps, or would not with more either. */
  boolean isDecided(SharedSteps steps) {
    return steps.left() > 0 || (filter != null && steps.all() == filter.steps());
  }

  /** Decides about an event that may be on any topic. */
  Verdict judge(FilterInput input) {
    return judge(input, null);
  }

  /**
   * Decides about an event that may be on any topic.
   *
   * @param steps those of the filter; null for as many as it may take
   */
  Verdict judge(FilterInput input, @Nullable SharedSteps steps) {
    return definition.subscription().selects(input.topic())
        ? judgeOnTopic(input, steps)
        : Verdict.OTHER_TOPIC;
  }

  /**
   * Decides about an event that is known to be on the emitter's topics.
   *
   * @param steps those of the filter; null for as many as it may take
   */
  Verdict judgeOnTopic(FilterInput input, @Nullable SharedSteps steps) {
    if (isAbout(definition.id(), input.topic())) {
      return Verdict.OTHER_TOPIC;
    }
    try {
      if (!rights.mayReceive(definition.owner(), input.topic(), input.event())) {
        return Verdict.NOT_ALLOWED;
      }
    } catch (UnknownRightsException e) {
      return Verdict.rightsUnknown(e.getMessage());
    }
    if (!messages.isEmpty() && !messages.contains(input.event().getType())) {
      return Verdict.OTHER_MESSAGE;
    }
    return filter == null ? Verdict.MATCHED : filtered(filter, input, steps);
  }

  /** The library's own events about an emitter are never given to that emitter. */
  private static boolean isAbout(String id, Topic topic) {
    return topic.isReserved() && topic.depth() > 1 && topic.segments().get(1).equals(id);
  }

  private static Verdict filtered(
      EventFilter filter, FilterInput input, @Nullable SharedSteps steps) {
    try {
      FilterResult result = steps == null ? filter.test(input) : filter.test(input, steps);
      String failure = result.failure();
      if (failure != null) {
        return Verdict.filterFailed(failure);
      }
      return result.matches() ? Verdict.MATCHED : Verdict.FILTERED;
    } catch (Throwable e) { // whatever a filter does, the router goes on
      return Verdict.filterFailed("the filter failed: " + e);
    }
  }

  /** Returns how each question is answered for an event, down to the clauses of the filter. */
  Explanation explain(FilterInput input) {
    Verdict verdict = judge(input);
    boolean decidedByFilter = verdict.matches() || verdict.isAboutFilter();
    return new Explanation(
        definition.id(),
        verdict.matches(),
        reason(verdict, input),
        filter != null && decidedByFilter ? clauses(filter, input) : null);
  }

  private static @Nullable Clause clauses(EventFilter filter, FilterInput input) {
    try {
      return filter.explain(input);
    } catch (Throwable e) { // the verdict says already that the filter failed
      return null;
    }
  }

  private String reason(Verdict verdict, FilterInput input) {
    return switch (verdict.outcome()) {
      case OTHER_TOPIC ->
          isAbout(definition.id(), input.topic())
              ? "the library's events about an emitter are never given to that emitter"
              : "topic " + input.topic() + " is not within " + definition.subscription();
      case NOT_ALLOWED ->
          "owner " + definition.owner() + " may not receive messages of topic " + input.topic();
      case OTHER_MESSAGE ->
          "type \"" + input.event().getType() + "\" is not among messages " + messages;
      case FILTERED -> "the filter does not match";
      case RIGHTS_UNKNOWN, FILTER_FAILED -> String.valueOf(verdict.reason());
      case MATCHED -> filter == null ? "it has no filter" : "the filter matches";
    };
  }
}
