package dev.emitter.examples.orderservice;

import java.util.List;

/**
 * An order. Immutable.
 *
 * @param number the number it got when it was placed
 * @param customer who ordered
 * @param total what is to be paid, in cents
 * @param articles what was ordered
 */
public record Order(long number, String customer, long total, List<String> articles) {

  /** Creates an order with a copy of the list. */
  public Order {
    articles = List.copyOf(articles);
  }
}
