package dev.emitter.lab;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An HTTP receiver that outlives the processes that send to it, one path an emitter. Now and then
 * it refuses a request, or takes it and hangs up without an answer. Thread-safe.
 */
final class UnreliableReceiver implements AutoCloseable {

  private static final int UNAVAILABLE = 503;
  private static final int TAKEN = 204;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final SplittableRandom random;
  private final double refusing;
  private final double hangingUp;
  private final Taking taking;
  private int count;

  private UnreliableReceiver(
      HttpServer server, long seed, double refusing, double hangingUp, Taking taking) {
    this.server = server;
    this.random = new SplittableRandom(seed);
    this.refusing = refusing;
    this.hangingUp = hangingUp;
    this.taking = taking;
  }

  /** Takes what was sent; one request after the other. */
  @FunctionalInterface
  interface Taking {

    /**
     * Takes a request.
     *
     * @param emitter the path, without a slash
     */
    void take(String emitter, HttpExchange exchange, String body);
  }

  /**
   * Starts a receiver on loopback.
   *
   * @param refusing how likely it refuses a request
   * @param hangingUp how likely it takes one and gives no answer
   */
  static UnreliableReceiver start(long seed, double refusing, double hangingUp, Taking taking)
      throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    UnreliableReceiver receiver = new UnreliableReceiver(server, seed, refusing, hangingUp, taking);
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
    taking.take(exchange.getRequestURI().getPath().substring(1), exchange, body);
    count++;
    return random.nextDouble() < hangingUp ? 0 : TAKEN;
  }

  /** Returns how many requests it has taken. */
  synchronized int count() {
    return count;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
