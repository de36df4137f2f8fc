package dev.emitter.kafka;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one provider: emitters whose settings and credentials are the same share one,
 * which is closed with the last of them. Thread-safe.
 */
final class Connections {

  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private final Map<ConnectionKey, Connection> open = new HashMap<>();

  /**
   * Returns a connection that works as far as is known; it must be released. Blocks while names are
   * looked up and brokers are asked whether they are some; for a user, also while others have all
   * connections that there may be.
   *
   * @throws ClientsInUseException if that lasts too long
   * @throws java.net.UnknownHostException if a broker's host is unknown or must not be reached
   * @throws WrongPortException if what is taken for a broker is none
   * @throws RuntimeException of Kafka if no producer can be made, or if a secret cannot be read
   */
  Connection acquire(ConnectionSettings settings, Guarding guarding) throws IOException {
    Map<String, Object> revealed = settings.reveal();
    ConnectionKey key = ConnectionKey.of(revealed, guarding.isOn());
    Connection shared = join(key);
    if (shared != null) {
      return shared;
    }
    UserClients.Ticket ticket = guarding.ticket();
    Connection used = null;
    try {
      shared = join(key); // another may have made it meanwhile
      used = shared == null ? make(key, settings, revealed, guarding) : shared;
    } finally {
      if (used == null || used == shared) {
        ticket.release();
      }
    }
    return used == shared ? used : share(used, ticket);
  }

  private static Connection make(
      ConnectionKey key,
      ConnectionSettings settings,
      Map<String, Object> revealed,
      Guarding guarding)
      throws IOException {
    guarding.check(settings, revealed);
    return connect(key, revealed);
  }

  private Connection share(Connection made, UserClients.Ticket ticket) {
    made.allowedBy(ticket);
    Connection other = joinOrAdd(made);
    if (other != made) {
      made.close(Duration.ZERO);
    }
    return other;
  }

  private synchronized @Nullable Connection join(ConnectionKey key) {
    Connection known = open.get(key);
    if (known == null || !known.isUsable()) {
      return null;
    }
    known.users(known.users() + 1);
    return known;
  }

  private synchronized Connection joinOrAdd(Connection made) {
    Connection known = join(made.key());
    if (known != null) {
      return known;
    }
    made.users(1);
    open.put(made.key(), made);
    return made;
  }

  private static Connection connect(ConnectionKey key, Map<String, Object> revealed) {
    Map<String, Object> settings = new HashMap<>(revealed);
    settings.putIfAbsent(ProducerConfig.CLIENT_ID_CONFIG, "emitter-" + NUMBERS.incrementAndGet());
    ProducerThread.Made<KafkaProducer<byte[], byte[]>> made =
        ProducerThread.find(
            String.valueOf(settings.get(ProducerConfig.CLIENT_ID_CONFIG)),
            () ->
                new KafkaProducer<>(
                    settings, new ByteArraySerializer(), new ByteArraySerializer()));
    return Connection.watching(key, made);
  }

  /** Gives a connection back; with its last user it is closed, after what is under way. */
  void release(Connection connection, Duration grace) {
    if (leave(connection)) {
      connection.close(grace);
    }
  }

  private synchronized boolean leave(Connection connection) {
    connection.users(connection.users() - 1);
    if (connection.users() == 0) {
      open.remove(connection.key(), connection);
      return true;
    }
    return false;
  }

  /** Returns how many are open. */
  synchronized int size() {
    return open.size();
  }
}
