package dev.emitter.benchmarks.inprocess;

import java.util.List;

/** What is published: about 120 bytes as JSON. Public for the libraries that look into it. */
public record Order(String id, String customer, long cents, List<String> items) {

  private static final List<String> ITEMS = List.of("book", "pencil", "lamp", "desk");

  /** Returns an order with this number; no two are equal. */
  static Order of(int publisher, long number) {
    return new Order("order-" + publisher + "-" + number, "customer@example.com", 12_990, ITEMS);
  }
}
