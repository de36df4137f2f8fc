package dev.emitter.expressions.feel;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A value that must be one of some strings known in advance. */
record StringInNode(Node value, Set<String> strings, Node general) implements Node {

  @Override
  public @Nullable Object eval(Run run) {
    return value.eval(run) instanceof String text
        ? (Object) strings.contains(text)
        : general.eval(run);
  }
}
