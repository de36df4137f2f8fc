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
import java.util.function.IntPredicate;

/**
 * An HTTP receiver that outlives the processes that send to it, one path an emitter. Now and then
 * it refuses a request, or takes it and hangs up without an answer. Thread-safe.
 */
final class HookReceiver implements AutoCloseable {

  private static final int UNAVAILABLE = 503;
  private static final int TAKEN = 204;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final SplittableRandom random;
  private final double refusing;
  private final double hangingUp;
  private final IntPredicate forgets;
  private final Map<String, List<Integer>> received = new HashMap<>();
  private final List<String> strange = new ArrayList<>();
  private int count;

  private HookReceiver(
      HttpServer server, long seed, double refusing, double hangingUp, IntPredicate forgets) {
    this.server = server;
    this.random = new SplittableRandom(seed);
    this.refusing = refusing;
    this.hangingUp = hangingUp;
    this.forgets = forgets;
  }

  /**
   * Starts a receiver on loopback.
   *
   * @param refusing how likely it refuses a request
   * @param hangingUp how likely it takes one and gives no answer
   * @param forgets the numbers of events that it acknowledges and forgets: a planted fault
   */
  static HookReceiver start(long seed, double refusing, double hangingUp, IntPredicate forgets)
      throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    HookReceiver receiver = new HookReceiver(server, seed, refusing, hangingUp, forgets);
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
    if (random.nextDouble() < refusing) {
      return UNAVAILABLE;
    }
    String emitter = exchange.getRequestURI().getPath().substring(1);
    String id = String.valueOf(exchange.getRequestHeaders().getFirst("ce-id"));
    if (!body.equals("{\"n\":" + id + "}")) {
      strange.add(emitter + " " + id + ": " + body);
      return TAKEN;
    }
    int number = Integer.parseInt(id);
    if (!forgets.test(number)) {
      received.computeIfAbsent(emitter, unused -> new ArrayList<>()).add(number);
    }
    count++;
    return random.nextDouble() < hangingUp ? 0 : TAKEN;
  }

  /** Returns how many requests it has taken. */
  synchronized int count() {
    return count;
  }

  /** Returns the numbers of the events that an emitter has sent, as they came. */
  synchronized List<Integer> received(String emitterId) {
    return List.copyOf(received.getOrDefault(emitterId, List.of()));
  }

  /** Returns what came and is none of the events. */
  synchronized List<String> strange() {
    return List.copyOf(strange);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
