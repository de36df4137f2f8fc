package dev.emitter.expressions.cesql;

import dev.emitter.expressions.DataObject;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An event without attributes, for what does not read any. */
enum NoEvent implements DataObject {
  INSTANCE;

  @Override
  public @Nullable Object member(String name) {
    return null;
  }

  @Override
  public Collection<String> names() {
    return List.of();
  }
}
