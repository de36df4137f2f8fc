package dev.emitter.benchmarks.mapping;

/** A shape that a receiver wants. */
public enum Shape {
  /** A few fields beside each other. */
  ROW(
      """
      {"event_id": "event.id", "placed_at": "event.time", "order_id": "order",
       "customer": "customer.id", "cents": "total * 100"}
      """),
  /** One text of several fields. */
  MESSAGE(
      """
      {"text": "\\"Order \\" + order + \\" by \\" + customer.name + \\": \\" + string(total) + \\" EUR\\""}
      """),
  /** A list, each item with something computed. */
  LINES(
      """
      {"order": "order", "lines": "for l in lines return {sku: l.sku, cost: l.price * l.quantity}"}
      """),
  /** The data within an envelope. */
  WHOLE(
      """
      {"id": "event.id", "payload": "event.data"}
      """);

  private final String mapping;

  Shape(String mapping) {
    this.mapping = mapping;
  }

  /** Returns the mapping that makes it. */
  String mapping() {
    return mapping;
  }
}
