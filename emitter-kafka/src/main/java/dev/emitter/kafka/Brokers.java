package dev.emitter.kafka;

import dev.emitter.net.HostResolver;
import dev.emitter.problem.Problems;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where the brokers are that tell of all others: the parameter {@code brokers}, read. Immutable.
 *
 * @param all host and port of each
 */
record Brokers(List<Broker> all) {

  private static final Pattern HOST_AND_PORT =
      Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.%]+]):([0-9]{1,5})");
  private static final int LAST_PORT = 65_535;

  /** One broker; the host of a literal IPv6 address is in brackets. */
  record Broker(String host, int port) {

    /** Returns the broker of a host as brokers tell it, without brackets. */
    static Broker of(String host, int port) {
      return new Broker(host.indexOf(':') >= 0 ? "[" + host + "]" : host, port);
    }

    /** Returns the host without brackets. */
    String name() {
      return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    Broker at(InetAddress address) {
      String literal = address.getHostAddress();
      return new Broker(address instanceof Inet6Address ? "[" + literal + "]" : literal, port);
    }

    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  Brokers {
    all = List.copyOf(all);
  }

  /** Returns the brokers of a list that was found right. */
  static Brokers of(String list) {
    return parse(list, new Problems());
  }

  /** Reads a list; adds a problem for each entry that is not a host and a port. */
  static Brokers parse(String list, Problems problems) {
    List<Broker> found = new ArrayList<>();
    for (String entry : list.split(",", -1)) {
      Matcher parts = HOST_AND_PORT.matcher(entry.strip());
      int port = parts.matches() ? Integer.parseInt(parts.group(2)) : 0;
      if (port < 1 || port > LAST_PORT) {
        problems.add(
            "$.parameters.brokers",
            "\"" + entry.strip() + "\" is not a host and a port",
            "write them as host:port, several separated by commas, such as kafka.example:9092");
      } else {
        found.add(new Broker(parts.group(1), port));
      }
    }
    return new Brokers(found);
  }

  /**
   * Returns the same brokers by their addresses, all of which may be reached.
   *
   * @throws UnknownHostException if a host is unknown, or must not be reached
   */
  Brokers resolved(HostResolver guard) throws UnknownHostException {
    List<Broker> literal = new ArrayList<>();
    for (Broker broker : all) {
      for (InetAddress address : guard.resolve(broker.name())) {
        literal.add(broker.at(address));
      }
    }
    return new Brokers(literal);
  }

  /** Returns the list as Kafka takes it. */
  @Override
  public String toString() {
    return all.stream().map(Broker::toString).collect(Collectors.joining(","));
  }
}
