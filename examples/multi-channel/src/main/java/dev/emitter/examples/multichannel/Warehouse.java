package dev.emitter.examples.multichannel;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A receiver on loopback. It is busy at first, so that something is sent again. */
final class Warehouse implements AutoCloseable {

  private final HttpServer server;

  private Warehouse(HttpServer server) {
    this.server = server;
  }

  /** Starts one that answers 503 once and then hands on each event. */
  static Warehouse start(Consumer<String> events) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    HttpServer server = HttpServer.create(new InetSocketAddress(loopback, 0), 50);
    AtomicBoolean busy = new AtomicBoolean(true);
    server.createContext(
        "/events",
        exchange -> {
          try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            boolean refused = busy.getAndSet(false);
            if (!refused) {
              events.accept(new String(body, StandardCharsets.UTF_8));
            }
            exchange.sendResponseHeaders(refused ? 503 : 204, -1);
          }
        });
    server.start();
    return new Warehouse(server);
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/events";
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
