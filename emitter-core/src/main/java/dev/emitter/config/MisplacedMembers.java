package dev.emitter.config;

import dev.emitter.channel.Parameter;
import dev.emitter.channel.ParameterType;
import dev.emitter.problem.Suggestion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Knows which object of a definition each member belongs into. Immutable. */
final class MisplacedMembers {

  /** Knows of no other object. */
  static final MisplacedMembers NONE = new MisplacedMembers(List.of());

  private static final String DELIVERY = JsonPaths.member(JsonPaths.ROOT, "delivery");
  private static final String PARAMETERS = JsonPaths.member(JsonPaths.ROOT, "parameters");

  private final List<Home> homes;

  private MisplacedMembers(List<Home> homes) {
    this.homes = List.copyOf(homes);
  }

  /**
   * A member and the object that it belongs into.
   *
   * @param path the JSON path of the object
   */
  private record Home(String path, String name) {}

  /** Returns the objects of a definition whose channel type declares these parameters. */
  static MisplacedMembers of(List<Parameter> parameters) {
    List<Home> homes = new ArrayList<>();
    add(PARAMETERS, parameters, homes);
    add(DELIVERY, DeliveryMembers.ALL, homes);
    DefinitionMembers.ALL.forEach(member -> homes.add(new Home(JsonPaths.ROOT, member.name())));
    return new MisplacedMembers(homes);
  }

  /** Adds the outer members first: they are what is meant more often. */
  private static void add(String path, List<Parameter> members, List<Home> homes) {
    members.forEach(member -> homes.add(new Home(path, member.name())));
    for (Parameter member : members) {
      if (member.type() == ParameterType.OBJECT) {
        add(JsonPaths.member(path, member.name()), member.members(), homes);
      }
    }
  }

  /**
   * Returns what to do about a name that an object does not have, or null.
   *
   * @param path the JSON path of the object
   * @param names the names that it has
   */
  @Nullable String hint(String path, String name, Collection<String> names) {
    if (names.stream().anyMatch(name::equalsIgnoreCase)) {
      return Suggestion.nearest(name, names);
    }
    for (Home home : homes) {
      if (home.name.equalsIgnoreCase(name) && !home.path.equals(path)) {
        return "move it " + place(home.path) + (home.name.equals(name) ? "" : " as " + home.name);
      }
    }
    String near = Suggestion.nearest(name, names);
    boolean retries = name.toLowerCase(Locale.ROOT).matches(".*(retr(y|ies)|attempts|backoff).*");
    return near == null && retries && this != NONE
        ? "retries are set in " + DELIVERY + ".retry"
        : near;
  }

  private static String place(String path) {
    return path.equals(JsonPaths.ROOT)
        ? "to the outermost object"
        : "into \"" + path.substring(JsonPaths.ROOT.length() + 1) + "\"";
  }
}
