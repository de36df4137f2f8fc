package dev.emitter.cli;

import dev.emitter.definition.EmitterDefinition;
import dev.emitter.problem.Suggestion;
import dev.emitter.topic.Catalogue;
import dev.emitter.topic.Topic;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Checks whether the catalogue declares the topics and types that a definition names. */
final class DeclaredNames {

  private final Catalogue catalogue;
  private final Faults faults;

  DeclaredNames(Catalogue catalogue, Faults faults) {
    this.catalogue = catalogue;
    this.faults = faults;
  }

  /** Adds a fault for each name that no event will bear. The library's own topics are declared. */
  void check(EmitterDefinition definition) {
    Collection<Topic> topics = definition.subscription().topics();
    Set<String> types = new TreeSet<>();
    Map<String, Catalogue.Declaration> declared = catalogue.declarations();
    for (Topic topic : topics) {
      Catalogue.Declaration declaration = catalogue.declaration(topic);
      if (declaration != null) {
        types.addAll(declaration.messages().keySet());
      } else if (!topic.isReserved()) {
        undeclared(definition, "topic", topic.first(), declared.keySet());
      }
    }
    if (topics.isEmpty()) {
      declared.values().forEach(each -> types.addAll(each.messages().keySet()));
    }
    boolean isOnDeclared = topics.stream().allMatch(topic -> declared.containsKey(topic.first()));
    if (isOnDeclared) {
      definition.messages().stream()
          .filter(type -> !types.contains(type))
          .forEach(type -> undeclared(definition, "type", type, types));
    }
  }

  private void undeclared(
      EmitterDefinition definition, String what, String name, Collection<String> names) {
    String nearest = Suggestion.nearest(name, names);
    faults.add(
        "emitter "
            + Texts.quoted(definition.id())
            + ": the catalogue declares no "
            + what
            + " "
            + Texts.quoted(name)
            + (what.equals("type") && !definition.subscription().topics().isEmpty()
                ? " on its topics"
                : "")
            + (nearest == null ? "" : "; " + nearest));
  }
}
