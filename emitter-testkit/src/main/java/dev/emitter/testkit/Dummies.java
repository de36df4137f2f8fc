package dev.emitter.testkit;

import dev.emitter.config.DefinitionReader;
import dev.emitter.config.Identities;
import dev.emitter.definition.Identity;
import dev.emitter.definition.Secret;
import dev.emitter.testkit.GivenDefinition.Name;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What stands for the variables and files that definitions name and a test does not have. Which
 * value a parameter takes is not declared in one place: its type, its bounds and the checks of its
 * channel have a say. So values are tried until nothing is wrong with the parameter any more. Not
 * thread-safe while it looks for values, and unchanged afterwards.
 */
final class Dummies {

  /** Checks of a channel are made once the types are right, so a first choice may prove wrong. */
  private static final int ROUNDS = 3;

  /** More names in one parameter get one value for all of them, or none. */
  private static final int MOST_NAMES = 3;

  private final Predicate<String> isSet;
  private final Map<Name, String> values = new HashMap<>();

  /**
   * Creates dummies; there are none yet.
   *
   * @param isSet whether a variable has a value
   */
  Dummies(Predicate<String> isSet) {
    this.isSet = isSet;
  }

  @Nullable String variable(String name) {
    return values.get(new Name(false, name));
  }

  @Nullable String file(Path file) {
    return values.get(Name.ofFile(file));
  }

  /**
   * Returns an identity of every name that is referred to, for the emitters of all users too: one
   * that the channels of this library take.
   */
  static Identities identities(Collection<GivenDefinition> definitions) {
    Map<String, Identity> byName = new TreeMap<>();
    for (GivenDefinition definition : definitions) {
      if (definition.identityRef() != null) {
        byName.put(definition.identityRef(), identity(definition));
      }
    }
    Identities identities = Identities.of(byName);
    for (String name : byName.keySet()) {
      identities = identities.withUsers(name, Set.of("*"));
    }
    return identities;
  }

  /** Power BI takes tokens alone, and Kafka users with passwords, or connection strings. */
  private static Identity identity(GivenDefinition definition) {
    if (definition.parameters().path("preset").asText().equals("fabric-eventstream")) {
      return new Identity.Basic("$ConnectionString", Secret.of(DummyValues.CONNECTION_STRING));
    }
    Secret secret = Secret.of(DummyValues.PLAIN);
    return definition.type().equalsIgnoreCase("PowerBI")
        ? new Identity.Bearer(secret)
        : new Identity.Basic(DummyValues.PLAIN, secret);
  }

  /**
   * Finds values for what a definition names. A parameter that takes none of them is told as faulty
   * when the definition is read.
   *
   * @param reader resolves placeholders with these dummies
   * @param allowed returns the values that a parameter of a channel type may have, empty for any
   */
  void add(
      GivenDefinition definition,
      DefinitionReader reader,
      BiFunction<String, String, List<String>> allowed) {
    Map<String, List<Name>> open = new TreeMap<>();
    definition.names().forEach((parameter, names) -> open(parameter, names, open));
    open.values().forEach(names -> names.forEach(name -> values.put(name, DummyValues.PLAIN)));
    for (int round = 0; round < ROUNDS; round++) {
      for (Map.Entry<String, List<Name>> entry : open.entrySet()) {
        if (!definition.isRight(entry.getKey(), reader)) {
          List<String> choices = allowed.apply(definition.type(), entry.getKey());
          choose(
              entry.getValue(),
              choices.isEmpty() ? DummyValues.ALL : choices,
              () -> definition.isRight(entry.getKey(), reader));
        }
      }
    }
  }

  private void open(String parameter, Set<Name> names, Map<String, List<Name>> open) {
    List<Name> without = names.stream().filter(name -> !isKnown(name)).toList();
    if (!without.isEmpty()) {
      open.put(parameter, without);
    }
  }

  private boolean isKnown(Name name) {
    return values.containsKey(name)
        || (name.isFile() ? Files.exists(Path.of(name.text())) : isSet.test(name.text()));
  }

  /** Whether the values chosen so far are right. */
  @FunctionalInterface
  private interface Check {
    boolean passes();
  }

  private void choose(List<Name> names, List<String> choices, Check check) {
    for (String choice : choices) {
      names.forEach(name -> values.put(name, choice));
      if (check.passes()) {
        return;
      }
    }
    if (names.size() > MOST_NAMES || !chooseEach(names, choices, check)) {
      names.forEach(name -> values.put(name, DummyValues.PLAIN)); // what is wrong is told with it
    }
  }

  private boolean chooseEach(List<Name> names, List<String> choices, Check check) {
    if (names.isEmpty()) {
      return check.passes();
    }
    for (String choice : choices) {
      values.put(names.get(0), choice);
      if (chooseEach(names.subList(1, names.size()), choices, check)) {
        return true;
      }
    }
    return false;
  }

  /** Returns the handlers that definitions of type {@code Handler} name. */
  static Set<String> handlers(Collection<GivenDefinition> definitions, String type, String name) {
    Set<String> handlers = new HashSet<>();
    for (GivenDefinition definition : new ArrayList<>(definitions)) {
      if (definition.type().equalsIgnoreCase(type) && definition.parameters().has(name)) {
        handlers.add(definition.parameters().path(name).asText());
      }
    }
    return handlers;
  }
}
