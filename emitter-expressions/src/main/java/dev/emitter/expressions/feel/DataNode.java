package dev.emitter.expressions.feel;

import dev.emitter.expressions.DataObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A variable of the data, or a path from one. */
final class DataNode implements Node {

  private final int position;
  private final String[] path;
  private final MissingData missing;

  DataNode(int position, List<String> path) {
    this.position = position;
    this.path = path.toArray(new String[0]);
    this.missing =
        new MissingData(position, String.join(".", path) + " is null or missing in the data");
  }

  List<String> path() {
    return List.of(path);
  }

  @Override
  public @Nullable Object eval(Run run) {
    Object value = run.data.member(path[0]);
    for (int i = 1; i < path.length; i++) {
      if (value instanceof DataObject object) {
        value = object.member(path[i]);
      } else {
        return further(run, Values.of(value), i);
      }
    }
    return value instanceof String || value instanceof Long ? value : rarer(run, value);
  }

  private @Nullable Object rarer(Run run, @Nullable Object raw) {
    Object value = Values.of(raw);
    if (raw == null) {
      return missing.in(run);
    }
    return value == null ? run.mistake(position, unknown(raw)) : value;
  }

  private static String unknown(Object raw) {
    return raw instanceof Number
        ? "a number in the data is outside the range of FEEL, whose exponents end at 6144"
        : "a value in the data is of no kind that FEEL knows";
  }

  private @Nullable Object further(Run run, @Nullable Object start, int from) {
    Object value = start;
    for (int i = from; i < path.length && value != null; i++) {
      value = Properties.get(run, position, value, path[i]);
    }
    return value == null ? missing.in(run) : value;
  }
}
