package dev.emitter.config;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Warns of topics and message types that look like the patterns of other systems (MQTT, AMQP, NATS,
 * paths): here they are names, matched exactly, and match nothing. Not thread-safe.
 */
final class NameWarnings {

  /** What stands for anything elsewhere: the whole segment, or what follows a separator. */
  private static final Pattern WILDCARD = Pattern.compile("\\*|(^|[./])(#|>|\\+)($|[./])");

  private static final Pattern SEPARATED = Pattern.compile("[^/]+(/[^/]+)+");
  private static final Pattern BEGINNING = Pattern.compile("([^*#>+]*[^*#>+./])([./]?)[*#>+]+");

  private final Faults faults;

  NameWarnings(Faults faults) {
    this.faults = faults;
  }

  /** Warns of the segments of a topic. */
  void topic(List<String> segments, String path) {
    for (int i = 0; i < segments.size(); i++) {
      String segment = segments.get(i);
      String place = JsonPaths.item(path, i);
      if (WILDCARD.matcher(segment).find()) {
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
    return several ? "write " + array(List.of(trimmed.split("/"))) : "leave the slash out";
  }

  /** Shows what is written in the file, a string cut as any other. */
  private static String array(List<String> segments) {
    return segments.stream().map(Found::text).collect(Collectors.joining(", ", "[", "]"));
  }

  /** Warns of a message type. */
  void message(String type, String path) {
    if (!WILDCARD.matcher(type).find()) {
      return;
    }
    var beginning = BEGINNING.matcher(type);
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
