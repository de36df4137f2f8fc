package dev.emitter.config;

import dev.emitter.problem.Suggestion;
import dev.emitter.topic.Catalogue;
import dev.emitter.topic.Topic;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Warns of topics and message types that look like the patterns of other systems (MQTT, AMQP, NATS,
 * paths), since here they are names, matched exactly; and of those that the catalogue does not
 * declare, where there is one: no event will bear them. First the topics, then the message types.
 * Not thread-safe.
 */
final class NameWarnings {

  /** What stands for anything elsewhere: the whole segment, or what follows a separator. */
  private static final Pattern WILDCARD = Pattern.compile("\\*|(^|[./])(#|>|\\+)($|[./])");

  private static final Pattern SEPARATED = Pattern.compile("[^/]+(/[^/]+)+");
  private static final Pattern BEGINNING = Pattern.compile("([^*#>+]*[^*#>+./])([./]?)[*#>+]+");

  private final @Nullable Catalogue catalogue;
  private final Faults faults;
  private final Set<String> declaredTypes = new TreeSet<>();
  private boolean topicsNamed;
  private boolean topicsDeclared = true;

  /** Creates warnings; without a catalogue every name may be declared. */
  NameWarnings(@Nullable Catalogue catalogue, Faults faults) {
    this.catalogue = catalogue;
    this.faults = faults;
  }

  /** Warns of the segments of a topic. */
  void topic(List<String> segments, String path) {
    boolean pattern = pattern(segments, path);
    Catalogue known = catalogue;
    topicsNamed = true;
    if (known == null) {
      return;
    }
    Topic topic = Topic.of(segments);
    Catalogue.Declaration declaration = topic.isReserved() ? null : known.declaration(topic);
    topicsDeclared &= declaration != null;
    if (declaration != null) {
      declaredTypes.addAll(declaration.messages().keySet());
    } else if (!topic.isReserved() && !pattern) {
      Set<String> topics = known.declarations().keySet();
      undeclared(
          "topic " + Found.text(topic.first()), JsonPaths.item(path, 0), topic.first(), topics);
    }
  }

  private void undeclared(String what, String path, String name, Collection<String> declared) {
    String near = Suggestion.nearest(name, declared);
    boolean sameLetters = declared.stream().anyMatch(name::equalsIgnoreCase);
    faults.warn(
        path,
        "the catalogue declares no " + what + ", so no event will have it",
        sameLetters ? near + " upper and lower case matter" : near);
  }

  /** Returns whether there was something to warn of. */
  private boolean pattern(List<String> segments, String path) {
    boolean found = false;
    for (int i = 0; i < segments.size(); i++) {
      String segment = segments.get(i);
      String place = JsonPaths.item(path, i);
      boolean wildcard = WILDCARD.matcher(segment).find();
      found |= wildcard || segment.indexOf('/') >= 0;
      if (wildcard) {
        faults.warn(
            place,
            "found "
                + Found.text(segment)
                + "; topics have no wildcards, so only events with this very segment are received",
            wildcardHint(segments, i));
      } else if (segment.indexOf('/') >= 0) {
        faults.warn(
            place,
            "found " + Found.text(segment) + "; a topic is a list of segments, not one path",
            separatedHint(segment));
      }
    }
    return found;
  }

  private static String wildcardHint(List<String> segments, int index) {
    List<String> before = segments.subList(0, index);
    boolean last = index == segments.size() - 1;
    if (!last || !segments.get(index).matches("[*#>+]+")) {
      return "name the segments; a topic includes everything below it";
    }
    return before.isEmpty()
        ? "leave topics out to receive every topic"
        : "write " + array(before) + ", which includes everything below it";
  }

  private static @Nullable String separatedHint(String segment) {
    String trimmed = segment.replaceAll("^/|/$", "");
    boolean several = SEPARATED.matcher(trimmed).matches();
    return several ? "write " + array(List.of(trimmed.split("/", -1))) : "leave the slash out";
  }

  /** Shows what is written in the file, a string cut as any other. */
  private static String array(List<String> segments) {
    return segments.stream().map(Found::text).collect(Collectors.joining(", ", "[", "]"));
  }

  private void declared(String type, String path) {
    Catalogue known = catalogue;
    if (known == null || !topicsDeclared) {
      return;
    }
    Set<String> types = new TreeSet<>(declaredTypes);
    if (!topicsNamed) {
      known.declarations().values().forEach(each -> types.addAll(each.messages().keySet()));
    }
    if (!types.contains(type)) {
      String what = "type " + Found.text(type);
      undeclared(topicsNamed ? what + " on its topics" : what, path, type, types);
    }
  }

  /** Warns of a message type. */
  void message(String type, String path) {
    if (!WILDCARD.matcher(type).find()) {
      declared(type, path);
      return;
    }
    Matcher beginning = BEGINNING.matcher(type);
    String hint =
        type.matches("[*#>+]+")
            ? "leave messages out to let every type through"
            : beginning.matches()
                ? "use \"filter\": {\"prefix\": {\"type\": "
                    + Found.text(beginning.group(1) + beginning.group(2))
                    + "}}"
                : "use a filter, such as {\"prefix\": {\"type\": \"order.\"}}";
    faults.warn(path, "found " + Found.text(type) + "; message types have no wildcards", hint);
  }
}
