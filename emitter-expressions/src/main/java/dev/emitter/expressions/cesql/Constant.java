package dev.emitter.expressions.cesql;

/** A value that does not depend on the event. */
record Constant(Object value) implements Node {

  @Override
  public Object eval(Run run) {
    return value;
  }

  @Override
  public CesqlType type() {
    return CesqlType.of(value);
  }
}
