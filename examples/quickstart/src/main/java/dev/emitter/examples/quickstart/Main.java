package dev.emitter.examples.quickstart;

import dev.emitter.Emitters;
import dev.emitter.examples.quickstart.Shop.Order;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;

/** Takes three orders, of which one is cancelled, and ends. */
public final class Main {

  private Main() {}

  /**
   * Runs the example.
   *
   * @param args the folder of definitions; {@code emitters} if there is none
   */
  public static void main(String[] args) {
    Path definitions = Path.of(args.length == 0 ? "emitters" : args[0]);
    try (Emitters emitters =
        Emitters.builder()
            .source(URI.create("https://shop.example"))
            .definitions(definitions)
            .start()) {
      Shop shop = new Shop(emitters);
      Order lamp = new Order(1, "ada@shop.example", new BigDecimal("99.90"), Instant.now());
      shop.place("eu", lamp);
      shop.place("eu", new Order(2, "max@shop.example", new BigDecimal("12.00"), Instant.now()));
      shop.place("us", new Order(3, "joe@shop.example", new BigDecimal("40.00"), Instant.now()));
      shop.cancel("eu", lamp);
    }
  }
}
