package dev.emitter.expressions.feel;

import dev.emitter.expressions.DataObject;
import org.jspecify.annotations.Nullable;

/** A member of a value that is not itself a path of the data. */
final class PathNode implements Node {

  private final int position;
  private final Node source;
  private final String member;
  private final MissingData missing;

  PathNode(int position, Node source, String member) {
    this.position = position;
    this.source = source;
    this.member = member;
    this.missing = new MissingData(position, "there is no \"" + member + "\" here, or it is null");
  }

  @Override
  public @Nullable Object eval(Run run) {
    Object value = source.eval(run);
    Object found =
        value instanceof DataObject object
            ? Values.of(object.member(member))
            : Properties.get(run, position, value, member);
    return found == null ? missing.in(run) : found;
  }
}
