package dev.emitter.expressions.feel;

import dev.emitter.expressions.DataObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Data without any member. */
enum NoData implements DataObject {
  INSTANCE;

  @Override
  public @Nullable Object member(String name) {
    return null;
  }

  @Override
  public List<String> names() {
    return List.of();
  }
}
