package dev.emitter.kafka;

import dev.emitter.net.HostResolver;
import java.net.UnknownHostException;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.Node;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the emitters of users from brokers at addresses that must not be reached: those that the
 * definition names are looked at before a connection is made, and dialled by address unless TLS
 * needs the name; those that the cluster tells of, before the first record.
 */
final class Guarding {

  private static final Guarding OFF = new Guarding(null);

  private final @Nullable HostResolver guard;

  private Guarding(@Nullable HostResolver guard) {
    this.guard = guard;
  }

  static Guarding off() {
    return OFF;
  }

  static Guarding by(HostResolver guard) {
    return new Guarding(guard);
  }

  boolean isOn() {
    return guard != null;
  }

  /**
   * Checks all brokers, and puts the addresses of those that the definition names into the settings
   * where they can stand for names.
   *
   * @throws UnknownHostException if a host is unknown or must not be reached
   */
  void check(ConnectionSettings settings, Map<String, Object> revealed)
      throws UnknownHostException {
    if (isOn()) {
      checkNamed(settings, revealed);
      try (Cluster cluster = Cluster.at(revealed)) {
        checkAll(cluster);
      }
    }
  }

  /** Checks the brokers that the cluster tells of. */
  void checkAll(Cluster cluster) throws UnknownHostException {
    if (guard != null) {
      for (Node node : cluster.nodes()) {
        guard.resolve(node.host());
      }
    }
  }

  /** Checks the brokers that the definition names alone. */
  void checkNamed(ConnectionSettings settings, Map<String, Object> revealed)
      throws UnknownHostException {
    if (guard != null) {
      Brokers literal = settings.brokers().resolved(guard);
      if (!settings.isSecure()) {
        revealed.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, literal.toString());
      }
    }
  }
}
