package dev.emitter.lab;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/**
 * An HTTP receiver of flow traces that outlives the processes that send to it, one path an emitter.
 * Now and then it refuses a request, or takes it and hangs up without an answer. Thread-safe.
 */
final class TraceReceiver implements AutoCloseable {

  private static final double REFUSING = 0.02;
  private static final double HANGING_UP = 0.01;
  private static final int UNAVAILABLE = 503;
  private static final int TAKEN = 202;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final SplittableRandom random;
  private final Predicate<String> forgets;
  private final Map<String, List<String>> received = new HashMap<>();
  private int count;

  private TraceReceiver(HttpServer server, long seed, Predicate<String> forgets) {
    this.server = server;
    this.random = new SplittableRandom(seed);
    this.forgets = forgets;
  }

  /**
   * Starts a receiver on loopback.
   *
   * @param forgets the bodies that it acknowledges and forgets: a planted fault
   */
  static TraceReceiver start(long seed, Predicate<String> forgets) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    TraceReceiver receiver = new TraceReceiver(server, seed, forgets);
    server.createContext("/", receiver::serve);
    server.setExecutor(receiver.threads);
    server.start();
    return receiver;
  }

  int port() {
    return server.getAddress().getPort();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String length = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Length"));
      if (length.equals(Integer.toString(body.length))) { // else its sender was killed meanwhile
        int status = take(exchange, new String(body, StandardCharsets.UTF_8));
        if (status != 0) {
          exchange.sendResponseHeaders(status, -1);
        }
      }
    }
  }

  /** Returns the status to answer with, 0 for hanging up. */
  private synchronized int take(HttpExchange exchange, String body) {
    if (random.nextDouble() < REFUSING) {
      return UNAVAILABLE;
    }
    if (!forgets.test(body)) {
      String emitter = exchange.getRequestURI().getPath().substring(1);
      received.computeIfAbsent(emitter, unused -> new ArrayList<>()).add(body);
    }
    count++;
    return random.nextDouble() < HANGING_UP ? 0 : TAKEN;
  }

  /** Returns how many requests it has taken. */
  synchronized int count() {
    return count;
  }

  /** Returns the bodies that an emitter has sent, as they came. */
  synchronized List<String> received(String emitterId) {
    return List.copyOf(received.getOrDefault(emitterId, List.of()));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
