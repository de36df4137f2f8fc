package dev.emitter.benchmarks.inprocess;

import java.util.List;

/** What is published: about 120 bytes as JSON. Public for the libraries that look into it. */
public record Order(String id, String customer, long cents, List<String> items) {

  static final Order SAMPLE =
      new Order(
          "order-4711", "customer@example.com", 12_990, List.of("book", "pencil", "lamp", "desk"));
}
