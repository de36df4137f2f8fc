package dev.emitter.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("D5")
class HostTableTest {

  private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-f]{4})");

  record Row(String kind, String host, List<String> answers, String verdict) {

    static Row of(String line) {
      String[] cells = line.split(";", -1);
      String host =
          ESCAPE
              .matcher(cells[1])
              .replaceAll(m -> String.valueOf((char) Integer.parseInt(m.group(1), 16)));
      List<String> answers = cells[2].isEmpty() ? List.of() : List.of(cells[2].split(" ", -1));
      return new Row(cells[0], host, answers, cells[3]);
    }
  }

  /** Gives the answers of a row: all at once, or one more each time when rebinding. */
  private static final class Dns implements HostResolver {

    private final Row row;
    private int lookUps;

    Dns(Row row) {
      this.row = row;
    }

    @Override
    public List<InetAddress> resolve(String host) throws UnknownHostException {
      lookUps++;
      List<InetAddress> addresses = new ArrayList<>();
      for (String answer : row.answers()) {
        addresses.add(InetAddress.getByName(answer));
      }
      return row.kind().equals("rebinding")
          ? List.of(addresses.get(Math.min(lookUps, addresses.size()) - 1))
          : addresses;
    }
  }

  static Stream<Row> rows() throws IOException {
    try (var in = Objects.requireNonNull(HostTableTest.class.getResourceAsStream("hosts.txt"))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.startsWith("#")).map(Row::of);
    }
  }

  @Test
  void tableIsThere() throws IOException {
    assertThat(rows()).hasSizeGreaterThan(300);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void judges(Row row) throws UnknownHostException {
    Dns dns = new Dns(row);
    AddressGuard guard = AddressGuard.publicOnly().resolver(dns);
    switch (row.verdict()) {
      case "reached" -> assertThat(guard.resolve(row.host())).isNotEmpty().allMatch(guard::allows);
      case "refused" -> assertRefused(guard, row);
      case "reached then refused" -> {
        assertThat(guard.resolve(row.host()))
            .containsExactly(InetAddress.getByName(row.answers().get(0)));
        assertThat(dns.lookUps).isEqualTo(1);
        assertRefused(guard, row);
      }
      default -> throw new AssertionError(row.toString());
    }
    int once = row.kind().equals("rebinding") ? 2 : row.kind().equals("literal") ? 0 : 1;
    assertThat(dns.lookUps).isEqualTo(once);
  }

  private static void assertRefused(AddressGuard guard, Row row) {
    assertThatThrownBy(() -> guard.resolve(row.host()))
        .isInstanceOf(BlockedAddressException.class)
        .satisfies(e -> assertThat(String.valueOf(e.getMessage())).matches("[\\x20-\\x7E…]+"))
        .satisfies(
            e ->
                assertThat(row.answers())
                    .noneMatch(
                        answer ->
                            !row.host().contains(answer)
                                && String.valueOf(e.getMessage()).contains(answer)));
  }
}
