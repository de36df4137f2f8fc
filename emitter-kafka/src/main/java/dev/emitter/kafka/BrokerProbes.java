package dev.emitter.kafka;

import dev.emitter.kafka.Brokers.Broker;
import dev.emitter.net.BlockedAddressException;
import dev.emitter.net.HostResolver;
import dev.emitter.problem.Loggers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.Node;
import org.slf4j.Logger;

/**
 * Keeps Kafka's client from what is no broker. It takes the first four bytes of any answer for a
 * length and asks for that much memory, so that a port of HTTP or TLS brings a JVM out of memory
 * (KAFKA-4090). So all brokers are asked by a {@link BrokerProbe} before the client is let near
 * them.
 */
final class BrokerProbes {

  private static final Logger LOG = Loggers.of(BrokerProbes.class);
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);

  private final HostResolver resolver;
  private final Map<String, Object> settings;
  private final Duration patience;
  private final Set<Broker> learned = new LinkedHashSet<>();
  private final Map<Broker, PortProtocol> asked = new LinkedHashMap<>();
  private final long deadline = System.nanoTime() + PATIENCE;

  /**
   * Creates one for one look.
   *
   * @param resolver gives the addresses that may be dialled
   * @param settings those of the producer, with its secrets
   * @param patience how long a broker may take to answer
   */
  BrokerProbes(HostResolver resolver, Map<String, Object> settings, Duration patience) {
    this.resolver = resolver;
    this.settings = settings;
    this.patience = patience;
  }

  /**
   * Asks the brokers that the definition names, and those that the first of them tells of; blocks.
   *
   * @return those that the client may be given: all but those that speak something else
   * @throws WrongPortException if none is left, or one that the brokers tell of speaks something
   *     else
   * @throws UnknownHostException if a host must not be reached
   */
  Brokers usable(Brokers named) throws IOException {
    List<Broker> usable = new ArrayList<>();
    askAll(named.all());
    for (Broker broker : named.all()) {
      if (!speaks(broker).isWrong()) {
        usable.add(broker);
      }
    }
    if (usable.isEmpty()) {
      throw new WrongPortException(faults(named.all()));
    }
    if (usable.size() < named.all().size()) {
      LOG.warn("Kafka: {}; the other brokers are used", faults(named.all()));
    }
    requireLearned(learned);
    return new Brokers(usable);
  }

  /**
   * Asks the same brokers, and wants all that can be reached to be brokers that answer.
   *
   * @throws WrongPortException if one is not
   */
  void requireAll(Brokers named) throws IOException {
    askAll(named.all());
    String faults = faults(named.all());
    if (!faults.isEmpty()) {
      throw new WrongPortException(faults);
    }
    requireLearned(learned);
  }

  /**
   * Asks brokers that the cluster tells of.
   *
   * @throws WrongPortException if one speaks something else
   */
  void requireBrokers(Collection<Node> nodes) throws IOException {
    requireLearned(nodes.stream().map(node -> Broker.of(node.host(), node.port())).toList());
  }

  private void requireLearned(Collection<Broker> brokers) throws IOException {
    askAll(brokers);
    for (Broker broker : brokers) {
      if (speaks(broker).isWrong()) {
        throw new WrongPortException(
            broker
                + ", which the brokers advertise, "
                + speaks(broker).fault().replaceAll(";.*", "")
                + "; correct advertised.listeners of the brokers, or the listener that is used");
      }
    }
  }

  private PortProtocol speaks(Broker broker) {
    return asked.getOrDefault(broker, PortProtocol.UNKNOWN);
  }

  private String faults(List<Broker> brokers) {
    List<String> faults = new ArrayList<>();
    for (Broker broker : brokers) {
      if (!speaks(broker).fault().isEmpty()) {
        faults.add(broker + " " + speaks(broker).fault());
      }
    }
    return String.join(", ", faults);
  }

  private void askAll(Collection<Broker> brokers) throws IOException {
    try (TlsEngines engines = TlsEngines.of(settings)) {
      for (Broker broker : List.copyOf(brokers)) {
        if (!asked.containsKey(broker) && System.nanoTime() - deadline < 0) {
          boolean first = learned.isEmpty() && !hasLogin();
          BrokerProbe.Found found =
              new BrokerProbe(engines, first, patience).ask(broker, addresses(broker));
          asked.put(broker, found.speaks());
          learned.addAll(found.brokers());
        }
      }
    }
  }

  private boolean hasLogin() {
    Object protocol = settings.get(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG);
    return protocol != null && protocol.toString().toUpperCase(Locale.ROOT).startsWith("SASL");
  }

  /** Unknown hosts are for Kafka's client to report. */
  private List<InetAddress> addresses(Broker broker) throws UnknownHostException {
    try {
      return resolver.resolve(broker.name());
    } catch (BlockedAddressException blocked) {
      throw blocked;
    } catch (UnknownHostException unknown) {
      return List.of();
    }
  }
}
