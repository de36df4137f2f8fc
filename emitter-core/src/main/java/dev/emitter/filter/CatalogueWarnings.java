package dev.emitter.filter;

import dev.emitter.expressions.ExpressionWarning;
import dev.emitter.expressions.feel.Feel;
import dev.emitter.expressions.feel.FeelExpression;
import dev.emitter.problem.Problem;
import dev.emitter.topic.Catalogue;
import dev.emitter.topic.Subscription;
import dev.emitter.topic.Topic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a catalogue shows to be wrong with a filter: a field that no event of the selected types
 * has, a comparison with a constant of another type, or a whole that can never be true. They are
 * warnings, since events may have more than is declared. To find them, filters are compiled for
 * each type of event; those of very long definitions are not all looked at.
 */
public final class CatalogueWarnings {

  private static final EventField TYPE = EventField.attribute("type");

  /** How many characters of filters are compiled, each as often as there are types to ask. */
  private static final int MOST_CHARACTERS = 1_000_000;

  private final List<Catalogue.MessageType> types;
  private final List<Problem> warnings;
  private int characters = MOST_CHARACTERS;

  private CatalogueWarnings(List<Catalogue.MessageType> types, List<Problem> warnings) {
    this.types = types;
    this.warnings = warnings;
  }

  /**
   * Returns the warnings for a filter that compiles; none when the catalogue says nothing of an
   * event that it may be shown.
   *
   * @param filter the compiled filter
   * @param path the JSON path of the filter in its definition, {@code $.filter}
   * @param subscription the topics of the definition
   * @param messages the types of events that the definition names; empty for all
   * @param catalogue what is declared
   * @return warnings without a place in a file
   */
  public static List<Problem> of(
      EventFilter filter,
      String path,
      Subscription subscription,
      Set<String> messages,
      Catalogue catalogue) {
    List<Catalogue.MessageType> types = selected(subscription, messages, catalogue);
    List<Problem> warnings = new ArrayList<>();
    List<Catalogue.MessageType> possible = types.stream().filter(asks(filter)).toList();
    if (!possible.isEmpty()) {
      new CatalogueWarnings(possible, warnings).collect(filter, path);
    } else if (!types.isEmpty()) {
      warnings.add(ofOtherTypes(path, types));
    }
    return warnings;
  }

  /**
   * Tells which types the filter may be true for, as far as it compares the type with constants.
   */
  private static Predicate<Catalogue.MessageType> asks(EventFilter filter) {
    List<Set<Object>> named =
        filter.conditions().stream()
            .filter(condition -> condition.field().equals(TYPE))
            .map(Condition::values)
            .toList();
    return type -> named.stream().allMatch(values -> values.contains(type.name()));
  }

  private static Problem ofOtherTypes(String path, List<Catalogue.MessageType> types) {
    String declared =
        types.stream().map(Catalogue.MessageType::name).sorted().collect(Collectors.joining(", "));
    return Problem.warning(
        path,
        "asks for a type of event that the catalogue does not declare here",
        "declared are " + declared);
  }

  /** Returns the message types that may arrive; none when one of them is not declared. */
  private static List<Catalogue.MessageType> selected(
      Subscription subscription, Set<String> messages, Catalogue catalogue) {
    List<Catalogue.MessageType> types = new ArrayList<>();
    for (Catalogue.Declaration declaration : declarations(subscription, catalogue)) {
      if (declaration.messages().isEmpty()) {
        return List.of();
      }
      declaration.messages().values().stream()
          .filter(type -> messages.isEmpty() || messages.contains(type.name()))
          .forEach(types::add);
    }
    boolean declared =
        types.stream().map(Catalogue.MessageType::name).toList().containsAll(messages);
    return declared ? types : List.of();
  }

  private static Collection<Catalogue.Declaration> declarations(
      Subscription subscription, Catalogue catalogue) {
    if (subscription.isEverything()) {
      return catalogue.declarations().values();
    }
    Map<String, Catalogue.Declaration> declarations = new LinkedHashMap<>();
    for (Topic topic : subscription.topics()) {
      Catalogue.Declaration declaration = topic.isReserved() ? null : catalogue.declaration(topic);
      if (declaration == null) {
        return List.of();
      }
      declarations.put(declaration.name(), declaration);
    }
    return declarations.values();
  }

  private void collect(EventFilter filter, String path) {
    if (filter instanceof DefinitionFilter all) {
      collect(all.whole(), path);
    } else if (filter instanceof FeelFilter feel) {
      feel(feel, path);
    } else if (filter instanceof NotDialect.NotFilter not) {
      collect(not.negated(), path + ".not");
    } else if (filter instanceof ListFilter list) {
      for (int i = 0; i < list.filters().size(); i++) {
        String item = path + "." + list.dialect() + "[" + i + "]";
        collect(list.filters().get(i), item);
      }
    }
  }

  private void feel(FeelFilter filter, String path) {
    long wanted = (1L + types.size()) * filter.expression().source().length();
    if (wanted > characters) {
      return;
    }
    characters -= (int) wanted;
    List<ExpressionWarning> known = filter.expression().warnings();
    List<ExpressionWarning> found = compile(filter, types).warnings();
    List<ExpressionWarning> more = found.stream().filter(w -> !known.contains(w)).toList();
    for (ExpressionWarning warning : more) {
      String message = warning.position() + ": " + warning.message();
      warnings.add(Problem.warning(path, message, warning.hint()));
    }
    if (more.isEmpty() && filter.expression().canBeTrue() && !canBeTrue(filter)) {
      warnings.add(
          Problem.warning(
              path,
              "is never true for an event as the catalogue declares it",
              "compare fields that one type of event declares, with values of their types"));
    }
  }

  private boolean canBeTrue(FeelFilter filter) {
    return types.stream().anyMatch(type -> compile(filter, List.of(type)).canBeTrue());
  }

  private static FeelExpression compile(FeelFilter filter, List<Catalogue.MessageType> types) {
    return Feel.compile(
        filter.expression().source(),
        EventTypes.OPTIONS.withTypes(new CatalogueTypes(types)),
        filter.budget());
  }
}
