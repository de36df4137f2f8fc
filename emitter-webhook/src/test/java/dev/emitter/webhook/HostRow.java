package dev.emitter.webhook;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A row of the table of hosts that the guard's own test reads: how a host is written, what the name
 * server answers, and whether it may be reached.
 */
record HostRow(String kind, String host, List<String> answers, String verdict) {

  private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-f]{4})");
  private static final String BYTE = "(0|[1-9]\\d?|1\\d\\d|2[0-4]\\d|25[0-5])";
  private static final Pattern ADDRESS =
      Pattern.compile("(" + BYTE + "\\.){3}" + BYTE + "|\\[[0-9a-fA-F:.]*:[0-9a-fA-F:.]*]");

  /** Returns all rows. */
  static List<HostRow> all() throws IOException {
    try (var in = Objects.requireNonNull(HostRow.class.getResourceAsStream("hosts.txt"))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.startsWith("#")).map(HostRow::of).toList();
    }
  }

  private static HostRow of(String line) {
    String[] cells = line.split(";", -1);
    String host =
        ESCAPE
            .matcher(cells[1])
            .replaceAll(m -> String.valueOf((char) Integer.parseInt(m.group(1), 16)));
    List<String> answers = cells[2].isEmpty() ? List.of() : List.of(cells[2].split(" ", -1));
    return new HostRow(cells[0], host, answers, cells[3]);
  }

  boolean isLiteral() {
    return kind.equals("literal");
  }

  boolean isRebinding() {
    return kind.equals("rebinding");
  }

  /** Returns whether it is the address of this machine in the usual spelling. */
  boolean isHere() {
    return host.equals("127.0.0.1");
  }

  boolean isRefused() {
    return verdict.equals("refused");
  }

  /** Returns the host as it stands in a URL, where an address of IPv6 has brackets. */
  String inUrl() {
    boolean bare = !isRefused() && host.indexOf(':') >= 0 && !host.startsWith("[");
    return bare ? "[" + host + "]" : host;
  }

  /**
   * Returns whether the host means in a URL what it means alone: a slash and a question mark end it
   * there, and {@link java.net.URI} takes no name with an underscore.
   */
  boolean fitsIntoUrl() {
    return host.chars().noneMatch(c -> c == '/' || c == '?' || c == '_');
  }

  /** Returns the address that the host is in the usual spelling, as a list of one or none. */
  List<InetAddress> address() {
    if (!ADDRESS.matcher(host).matches()) {
      return List.of();
    }
    try {
      return List.of(InetAddress.getByName(host));
    } catch (UnknownHostException malformed) {
      return List.of();
    }
  }

  /** Returns what the name server answers, one look-up after the other. */
  List<List<InetAddress>> lookUps() throws UnknownHostException {
    List<InetAddress> addresses = new ArrayList<>();
    for (String answer : answers) {
      addresses.add(InetAddress.getByName(answer));
    }
    return isRebinding() ? addresses.stream().map(List::of).toList() : List.of(addresses);
  }
}
