package dev.emitter.expressions.feel;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * The values that a part of an expression can have, as far as that is known without data: their
 * kinds, and which of true and false.
 *
 * @param kinds the kinds, {@link Kind#NULL} among them if it may be null
 * @param plainItems whether the items of a list can only be of kinds that JSON has
 */
record PossibleValues(Set<Kind> kinds, boolean canBeTrue, boolean canBeFalse, boolean plainItems) {

  static final PossibleValues ANY =
      new PossibleValues(EnumSet.allOf(Kind.class), true, true, false);
  static final PossibleValues NULL = new PossibleValues(EnumSet.of(Kind.NULL), false, false, false);
  private static final Set<Kind> PLAIN =
      EnumSet.of(Kind.NULL, Kind.BOOLEAN, Kind.NUMBER, Kind.STRING, Kind.LIST, Kind.CONTEXT);

  /** Returns values of these kinds, with both booleans if they are among them. */
  static PossibleValues of(Set<Kind> kinds) {
    boolean booleans = kinds.contains(Kind.BOOLEAN);
    return new PossibleValues(kinds, booleans, booleans, false);
  }

  /** Returns values of one kind, and null. */
  static PossibleValues orNull(Kind kind) {
    return of(EnumSet.of(kind, Kind.NULL));
  }

  /** Returns values of the data. */
  static PossibleValues ofData(Set<FeelType> types) {
    EnumSet<Kind> kinds = EnumSet.noneOf(Kind.class);
    types.forEach(type -> kinds.add(Kind.valueOf(type.name())));
    boolean booleans = kinds.contains(Kind.BOOLEAN);
    return new PossibleValues(kinds, booleans, booleans, true);
  }

  static PossibleValues truth(boolean canBeTrue, boolean canBeFalse, boolean canBeNull) {
    EnumSet<Kind> kinds = EnumSet.noneOf(Kind.class);
    if (canBeTrue || canBeFalse) {
      kinds.add(Kind.BOOLEAN);
    }
    if (canBeNull) {
      kinds.add(Kind.NULL);
    }
    return new PossibleValues(kinds, canBeTrue, canBeFalse, false);
  }

  PossibleValues negated() {
    EnumSet<Kind> booleans = EnumSet.of(Kind.NULL);
    if (canBeTrue || canBeFalse) {
      booleans.add(Kind.BOOLEAN);
    }
    return new PossibleValues(
        booleans, /* canBeTrue= */ canBeFalse, /* canBeFalse= */ canBeTrue, false);
  }

  PossibleValues or(PossibleValues other) {
    EnumSet<Kind> all = EnumSet.copyOf(kinds);
    all.addAll(other.kinds);
    return new PossibleValues(
        all,
        canBeTrue || other.canBeTrue,
        canBeFalse || other.canBeFalse,
        plainItems && other.plainItems);
  }

  boolean canBe(Kind kind) {
    return kinds.contains(kind);
  }

  boolean canBeNull() {
    return canBe(Kind.NULL);
  }

  /** Returns whether it has a value, null excepted. */
  boolean hasValue() {
    return kinds.size() > (canBeNull() ? 1 : 0);
  }

  /** Returns whether it has a value, null excepted, and none of this kind. */
  boolean isNever(Kind kind) {
    return hasValue() && !canBe(kind);
  }

  /** Returns the kind of all values but null; {@link Kind#NULL} if they may be of several. */
  Kind only() {
    EnumSet<Kind> values = EnumSet.copyOf(kinds);
    values.remove(Kind.NULL);
    return values.size() == 1 ? values.iterator().next() : Kind.NULL;
  }

  /** Returns the kinds that such a value can be compared as: a list of one item counts as it. */
  Set<Kind> comparable() {
    EnumSet<Kind> all = kinds.isEmpty() ? EnumSet.noneOf(Kind.class) : EnumSet.copyOf(kinds);
    if (canBe(Kind.LIST)) {
      all.addAll(plainItems ? PLAIN : EnumSet.allOf(Kind.class));
    }
    all.remove(Kind.NULL);
    return all;
  }

  boolean sharesKindWith(PossibleValues other) {
    return !Collections.disjoint(comparable(), other.comparable());
  }
}
