package dev.emitter.examples.orderservice;

import com.sun.net.httpserver.HttpServer;
import dev.emitter.Emitters;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** Runs the service with a billing system that prints what it is sent. */
public final class Main {

  private Main() {}

  /**
   * Runs the example.
   *
   * @param args the folder of definitions; {@code emitters} if there is none
   */
  public static void main(String[] args) throws IOException {
    HttpServer billing = billing();
    String url = "http://127.0.0.1:" + billing.getAddress().getPort() + "/";
    Map<String, String> environment = Map.of("BILLING_URL", url);
    try (Emitters emitters =
        Emitters.builder()
            .source(URI.create("https://shop.example"))
            .environment(environment::get)
            .definitions(Path.of(args.length == 0 ? "emitters" : args[0]))
            .start()) {
      OrderService service = new OrderService(emitters);
      service.place("Ada", 150_000, "desk", "chair");
      Order sample = service.place("Max", 0, "colour chart");
      Order lamp = service.place("Eve", 900, "lamp");
      service.cancel(lamp.number());
      service.cancel(sample.number());
    } finally {
      billing.stop(0);
    }
  }

  private static HttpServer billing() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    HttpServer server = HttpServer.create(new InetSocketAddress(loopback, 0), 50);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            System.out.println("billing got " + new String(body, StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
          }
        });
    server.start();
    return server;
  }
}
