package dev.emitter.lab;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Keeps the flow traces that come to an {@link UnreliableReceiver}. Thread-safe. */
final class TraceReceiver implements Traces, AutoCloseable {

  private static final double REFUSING = 0.02;
  private static final double HANGING_UP = 0.01;

  private final Predicate<String> forgets;
  private final UnreliableReceiver receiver;
  private final Map<String, List<String>> received = new HashMap<>();

  private TraceReceiver(long seed, Predicate<String> forgets) throws IOException {
    this.forgets = forgets;
    this.receiver =
        UnreliableReceiver.start(
            seed, REFUSING, HANGING_UP, (emitter, exchange, body) -> take(emitter, body));
  }

  /**
   * Starts a receiver on loopback.
   *
   * @param forgets the bodies that it acknowledges and forgets: a planted fault
   */
  static TraceReceiver start(long seed, Predicate<String> forgets) throws IOException {
    return new TraceReceiver(seed, forgets);
  }

  @Override
  public String destination() {
    return Integer.toString(receiver.port());
  }

  private synchronized void take(String emitter, String body) {
    if (!forgets.test(body)) {
      received.computeIfAbsent(emitter, unused -> new ArrayList<>()).add(body);
    }
  }

  @Override
  public long count() {
    return receiver.count();
  }

  @Override
  public synchronized List<String> received(String emitterId) {
    return List.copyOf(received.getOrDefault(emitterId, List.of()));
  }

  @Override
  public void close() {
    receiver.close();
  }
}
