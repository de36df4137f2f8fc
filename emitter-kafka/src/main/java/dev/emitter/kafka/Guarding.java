package dev.emitter.kafka;

import dev.emitter.net.HostResolver;
import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.Node;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the emitters of users from having too many connections, and from brokers at addresses that
 * must not be reached: those that the definition names are looked at before a connection is made,
 * and dialled by address unless TLS needs the name; those that the cluster tells of, before the
 * first record.
 */
final class Guarding {

  private final @Nullable HostResolver guard;
  private final Duration patience;
  private final @Nullable String owner;
  private final UserClients clients;
  private volatile boolean closed; // written once by who closes, read by who waits

  private Guarding(
      @Nullable HostResolver guard,
      Duration patience,
      @Nullable String owner,
      UserClients clients) {
    this.guard = guard;
    this.patience = patience;
    this.owner = owner;
    this.clients = clients;
  }

  /**
   * Returns that of an emitter.
   *
   * @param owner whose it is; null for operators, who may reach all
   * @param guard gives the addresses that users may reach
   * @param patience how long a broker may take to say that it is one
   * @param clients how many connections users may have
   */
  static Guarding of(
      @Nullable String owner, HostResolver guard, Duration patience, UserClients clients) {
    return new Guarding(owner == null ? null : guard, patience, owner, clients);
  }

  /**
   * Returns what allows a connection; for a user, waits while others have all that there may be.
   *
   * @throws ClientsInUseException if that lasts too long, or the channel is closed
   */
  UserClients.Ticket ticket() throws ClientsInUseException {
    return owner == null ? UserClients.ofOperators() : clients.take(owner, () -> closed);
  }

  /** Ends the waiting, as the channel is closed. */
  void close() {
    closed = true;
  }

  boolean isOn() {
    return guard != null;
  }

  /** Returns what asks brokers at the addresses that may be reached. */
  BrokerProbes probes(Map<String, Object> revealed) {
    return new BrokerProbes(guard == null ? HostResolver.SYSTEM : guard, revealed, patience);
  }

  /**
   * Checks all brokers, and puts those into the settings that are some, by their addresses where
   * these can stand for names.
   *
   * @throws UnknownHostException if a host is unknown or must not be reached
   * @throws WrongPortException if what is taken for a broker is none
   */
  void check(ConnectionSettings settings, Map<String, Object> revealed) throws IOException {
    checkNamed(settings, revealed);
    BrokerProbes probes = probes(revealed);
    put(probes.usable(settings.brokers()), settings, revealed);
    if (isOn()) {
      try (Cluster cluster = Cluster.at(revealed)) {
        checkAll(cluster.nodes(), probes);
      }
    }
  }

  /** Checks the brokers that the cluster tells of. */
  void checkAll(Collection<Node> nodes, BrokerProbes probes) throws IOException {
    if (guard != null) {
      for (Node node : nodes) {
        guard.resolve(node.host());
      }
    }
    probes.requireBrokers(nodes);
  }

  /** Checks the brokers that the definition names alone. */
  void checkNamed(ConnectionSettings settings, Map<String, Object> revealed)
      throws UnknownHostException {
    put(settings.brokers(), settings, revealed);
  }

  private void put(Brokers brokers, ConnectionSettings settings, Map<String, Object> revealed)
      throws UnknownHostException {
    Brokers literal = guard == null ? brokers : brokers.resolved(guard);
    revealed.put(
        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
        (settings.isSecure() ? brokers : literal).toString());
  }
}
