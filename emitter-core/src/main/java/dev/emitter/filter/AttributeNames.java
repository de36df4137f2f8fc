package dev.emitter.filter;

import dev.emitter.event.ContextAttributes;
import dev.emitter.problem.Problems;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells attributes that an event may have from misspelt ones. */
final class AttributeNames {

  /** Extensions in wide use, some of them near to an attribute of the specification. */
  private static final Set<String> KNOWN_EXTENSIONS =
      Set.of("ip", "user", "app", "partitionkey", "sequence", "dataref", "sampledrate");

  /** Attributes so long that a name one slip away is hardly an extension of its own. */
  private static final List<String> LONG_NAMES =
      ContextAttributes.NAMES.stream().filter(name -> name.length() > 2).toList();

  private AttributeNames() {}

  /** Returns whether the name is that of an attribute; reports it when not. */
  static boolean check(String name, String path, Problems problems) {
    String nearest = Found.suggestion(name, ContextAttributes.NAMES);
    if (!ContextAttributes.isName(name)) {
      problems.add(
          path,
          "is not the name of an attribute; names have only lower-case letters a-z and digits",
          nearest);
      return false;
    }
    if (name.equals("data")) {
      problems.add(
          path, "is the event's data, not an attribute", "test data with a FEEL expression");
      return false;
    }
    String slip = slip(name);
    if (slip != null) {
      problems.add(
          path,
          "is not an attribute that CloudEvents defines, and too like one to be an extension",
          slip + " An extension of this name can be tested with FEEL: event." + name);
      return false;
    }
    return true;
  }

  private static @Nullable String slip(String name) {
    if (ContextAttributes.NAMES.contains(name) || KNOWN_EXTENSIONS.contains(name)) {
      return null;
    }
    return Found.suggestion(name, LONG_NAMES);
  }
}
