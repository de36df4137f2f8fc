package dev.emitter.examples.webhook;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The other side: a server on loopback that takes a request only if its signature is right and
 * fresh, and each event once. It answers 204 to those and 401 to all others.
 */
final class Receiver implements AutoCloseable {

  private static final int LARGEST = 1 << 20;
  private static final int REMEMBERED = 10_000;

  private final HttpServer server;
  private final Verifier verifier;
  private final Clock clock;
  private final Consumer<String> events;
  private final Set<String> seen =
      Collections.newSetFromMap(
          new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
              return size() > REMEMBERED;
            }
          });

  private Receiver(HttpServer server, Verifier verifier, Clock clock, Consumer<String> events) {
    this.server = server;
    this.verifier = verifier;
    this.clock = clock;
    this.events = events;
  }

  /** Starts a receiver that hands on the type and the data of each event. */
  static Receiver start(String secret, Clock clock, Consumer<String> events) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    HttpServer server = HttpServer.create(new InetSocketAddress(loopback, 0), 50);
    Receiver receiver = new Receiver(server, new Verifier(secret), clock, events);
    server.createContext("/orders", receiver::handle);
    server.start();
    return receiver;
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/orders");
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(status(exchange), -1);
    }
  }

  private int status(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(LARGEST + 1);
    if (body.length > LARGEST) {
      return 413;
    }
    Headers headers = exchange.getRequestHeaders();
    try {
      if (!verifier.accepts(headers, body, clock.instant())) {
        return 401;
      }
    } catch (GeneralSecurityException e) {
      return 500;
    }
    if (isNew(headers.getFirst("webhook-id"))) {
      events.accept(headers.getFirst("ce-type") + " " + new String(body, StandardCharsets.UTF_8));
    }
    return 204;
  }

  private synchronized boolean isNew(String id) {
    return seen.add(id);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
