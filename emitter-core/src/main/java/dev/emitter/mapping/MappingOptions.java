package dev.emitter.mapping;

/**
 * How a mapping is read and rendered. Immutable.
 *
 * @param overEach whether its expressions see a list, the variable {@code events}, rather than one
 *     event
 * @param leavesOutNull whether a member of an object is left out whose expression gives null, and
 *     an object that has no members for that reason; otherwise null is written. It holds for the
 *     objects that the mapping itself writes, not for what an expression gives, and not for the
 *     items of arrays, whose places have a meaning
 */
public record MappingOptions(boolean overEach, boolean leavesOutNull) {

  /** Over one event; null is written. */
  public static final MappingOptions ONE = new MappingOptions(false, false);

  /** Over a list of events; null is written. */
  public static final MappingOptions EACH = new MappingOptions(true, false);

  /** Returns these options, so that null leaves members out. */
  public MappingOptions leavingOutNull() {
    return new MappingOptions(overEach, true);
  }
}
