package dev.emitter.testkit;

import dev.emitter.event.ContextAttributes;
import dev.emitter.problem.Suggestion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks for the value of an attribute or extension, in its canonical text. */
record AttributeClause(String name, String value) implements PatternClause {

  @Override
  public String text() {
    return switch (name) {
      case "type" -> "of type \"" + value + '"';
      case "source" -> "from " + value;
      default -> "with " + name + " \"" + value + '"';
    };
  }

  @Override
  public List<String> faults(PublishedEvent event) {
    @Nullable String found = ContextAttributes.text(event.event(), name);
    if (value.equals(found)) {
      return List.of();
    }
    if (found == null) {
      @Nullable String hint = Suggestion.nearest(name, event.event().getExtensionNames());
      return List.of("it has no " + name + (hint == null ? "" : "; " + hint));
    }
    return List.of(name + " is \"" + found + "\", not \"" + value + '"');
  }
}
