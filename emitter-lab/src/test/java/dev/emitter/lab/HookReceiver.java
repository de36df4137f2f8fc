package dev.emitter.lab;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/** Notes which numbered events come to an {@link UnreliableReceiver}. Thread-safe. */
final class HookReceiver implements AutoCloseable {

  private final IntPredicate forgets;
  private final UnreliableReceiver receiver;
  private final Map<String, List<Integer>> received = new HashMap<>();
  private final List<String> strange = new ArrayList<>();

  private HookReceiver(long seed, double refusing, double hangingUp, IntPredicate forgets)
      throws IOException {
    this.forgets = forgets;
    this.receiver = UnreliableReceiver.start(seed, refusing, hangingUp, this::take);
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
    return new HookReceiver(seed, refusing, hangingUp, forgets);
  }

  int port() {
    return receiver.port();
  }

  private synchronized void take(String emitter, HttpExchange exchange, String body) {
    String id = String.valueOf(exchange.getRequestHeaders().getFirst("ce-id"));
    if (!body.equals("{\"n\":" + id + "}")) {
      strange.add(emitter + " " + id + ": " + body);
      return;
    }
    int number = Integer.parseInt(id);
    if (!forgets.test(number)) {
      received.computeIfAbsent(emitter, unused -> new ArrayList<>()).add(number);
    }
  }

  /** Returns how many requests it has taken. */
  int count() {
    return receiver.count();
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
    receiver.close();
  }
}
