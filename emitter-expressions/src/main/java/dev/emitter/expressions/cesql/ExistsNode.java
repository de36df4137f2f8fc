package dev.emitter.expressions.cesql;

/** Whether the event has an attribute: section 3.4.4. */
record ExistsNode(String name) implements Node {

  @Override
  public Object eval(Run run) {
    return AttributeValue.of(run.event.member(name)) != null;
  }

  @Override
  public CesqlType type() {
    return CesqlType.BOOLEAN;
  }
}
