package dev.emitter.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("D5")
class AddressGuardTest {

  private final AddressGuard guard = AddressGuard.publicOnly();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
        "::/96",
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "100::/64",
        "2001::/23",
        "2001:db8::/32",
        "2002::/16",
        "3fff::/20",
        "5f00::/16",
        "fc00::/7",
        "fe80::/10",
        "fec0::/10",
        "ff00::/8"
      })
  void refusesAllOfARange(String cidr) throws UnknownHostException {
    String[] parts = cidr.split("/", -1);
    byte[] first = InetAddress.getByName(parts[0]).getAddress();
    int free = first.length * 8 - Integer.parseInt(parts[1]);
    Random random = new Random(cidr.hashCode());
    for (int i = 0; i < 300; i++) {
      BigInteger offset = i == 0 ? BigInteger.ZERO : new BigInteger(free, random);
      offset = i == 1 ? BigInteger.ONE.shiftLeft(free).subtract(BigInteger.ONE) : offset;
      InetAddress address = plus(first, offset);
      assertThat(guard.allows(address)).as("%s in %s", address, cidr).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8,1,1", "100.64.0.0/10,1,1", "127.0.0.0/8,1,1", "168.63.129.16/32,1,1",
    "169.254.0.0/16,1,1", "172.16.0.0/12,1,1", "192.0.0.0/24,1,1", "192.0.2.0/24,1,1",
    "192.88.99.0/24,1,1", "192.168.0.0/16,1,1", "198.18.0.0/15,1,1", "198.51.100.0/24,1,1",
    "203.0.113.0/24,1,1", "0.0.0.0/8,0,1", "224.0.0.0/4,1,0", "2001::/23,1,1",
    "2001:db8::/32,1,1", "2002::/16,1,1", "3fff::/20,0,1"
  })
  void reachesWhatLiesJustOutside(String cidr, int before, int after) throws UnknownHostException {
    String[] parts = cidr.split("/", -1);
    byte[] first = InetAddress.getByName(parts[0]).getAddress();
    int free = first.length * 8 - Integer.parseInt(parts[1]);
    Random random = new Random(cidr.hashCode());
    int near = Math.min(Math.max(free, 1), 100);
    for (int i = 0; i < 100; i++) {
      BigInteger step = free == 0 || i == 0 ? BigInteger.ZERO : new BigInteger(near - 1, random);
      BigInteger below = BigInteger.ONE.add(step).negate();
      BigInteger above = BigInteger.ONE.shiftLeft(free).add(step);
      assertThat(before == 0 || guard.allows(plus(first, below))).as("below %s", cidr).isTrue();
      assertThat(after == 0 || guard.allows(plus(first, above))).as("above %s", cidr).isTrue();
    }
  }

  private static InetAddress plus(byte[] first, BigInteger offset) throws UnknownHostException {
    byte[] sum = new BigInteger(1, first).add(offset).toByteArray();
    byte[] bytes = new byte[first.length];
    for (int i = 0; i < Math.min(sum.length, bytes.length); i++) {
      bytes[bytes.length - 1 - i] = sum[sum.length - 1 - i];
    }
    return InetAddress.getByAddress(bytes);
  }

  @Test
  void reachesWhatIsAllowed() throws UnknownHostException {
    AddressGuard open = guard.allowing("10.0.0.0/8", "127.0.0.1", "fd00::/8", "64:ff9b::/96");

    assertThat(open.resolve("10.1.2.3")).containsExactly(InetAddress.getByName("10.1.2.3"));
    assertThat(open.resolve("[::ffff:10.1.2.3]"))
        .containsExactly(InetAddress.getByName("10.1.2.3"));
    assertThat(open.resolve("[fd00::1]")).hasSize(1);
    assertThat(
            open.resolver(host -> List.of(InetAddress.getLoopbackAddress())).resolve("localhost"))
        .hasSize(1);
    assertThat(open.resolve("[64:ff9b::8.8.8.8]")).hasSize(1);
    assertThat(open.allows(InetAddress.getByName("64:ff9b::7f00:2"))).isFalse();
    assertThat(open.allows(InetAddress.getByName("192.168.0.1"))).isFalse();
    assertThat(open.allows(InetAddress.getByName("127.0.0.2"))).isFalse();
    assertThat(guard.allowing("::/0").allows(InetAddress.getByName("10.0.0.1"))).isFalse();
  }

  @Test
  void deniesAboveAll() throws UnknownHostException {
    AddressGuard off = AddressGuard.off().denying("169.254.0.0/16", "8.8.8.8");

    for (String address :
        List.of(
            "169.254.169.254",
            "::ffff:169.254.1.1",
            "64:ff9b::a9fe:a9fe",
            "2002:a9fe:a9fe::1",
            "2001:0:1:1::5601:5601",
            "8.8.8.8")) {
      assertThat(off.allows(InetAddress.getByName(address))).as(address).isFalse();
    }
    assertThat(off.allows(InetAddress.getLoopbackAddress())).isTrue();
    assertThatThrownBy(() -> off.resolve("0xa9.254.169.254"))
        .isInstanceOf(BlockedAddressException.class);
    assertThat(off.allowing("8.8.8.8").allows(InetAddress.getByName("8.8.8.8"))).isFalse();
  }

  @Test
  void offTakesAll() throws UnknownHostException {
    assertThat(AddressGuard.off().resolve("127.0.0.1")).hasSize(1);
    assertThat(AddressGuard.off().allows(InetAddress.getLoopbackAddress())).isTrue();
  }

  @Test
  void judgesMappedAndScopedAddressesThatWereMadeByHand() throws UnknownHostException {
    byte[] mapped = new byte[16];
    mapped[10] = mapped[11] = (byte) 0xFF;
    mapped[12] = 127;
    mapped[15] = 1;
    InetAddress six = Inet6Address.getByAddress(null, mapped, -1);
    InetAddress scoped =
        Inet6Address.getByAddress(null, InetAddress.getByName("2600::1").getAddress(), 3);

    assertThat(six).isInstanceOf(Inet6Address.class);
    assertThat(guard.allows(six)).isFalse();
    assertThat(guard.allowing("127.0.0.1").allows(six)).isTrue();
    assertThat(guard.allows(scoped)).isFalse();
  }

  @Test
  void tellsWhyALiteralIsRefusedButNotWhereANameLeads() {
    AddressGuard inside = guard.resolver(host -> List.of(InetAddress.getByName("10.0.0.5")));

    assertThatThrownBy(() -> inside.resolve("10.0.0.5"))
        .hasMessage("host '10.0.0.5' must not be reached: it is in 10.0.0.0/8 (private)");
    assertThatThrownBy(() -> inside.resolve("db.example.com"))
        .hasMessage("host 'db.example.com' must not be reached: it is not of the public internet");
    assertThatThrownBy(() -> inside.resolve("127.1"))
        .hasMessage(
            "host '127.1' is refused: write an address as four decimal numbers, such as 192.0.2.1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/8",
        "10.0.0.0/",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10/8",
        "10.0.0.5/8",
        "::/129",
        "fd00::1/8",
        "localhost",
        "[::1]/128",
        "010.0.0.0/8",
        "10.0.0.0/8/8",
        "::1%lo/128",
        "10.0.0.0/99999999999"
      })
  void refusesAMalformedCidr(String cidr) {
    assertThatThrownBy(() -> guard.allowing("10.0.0.0/8", cidr))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + cidr + "'");
  }

  @Test
  void isEqualToOneThatDecidesAlike() {
    AddressGuard one = guard.allowing("10.0.0.0/8").denying("::ffff:10.0.0.1");
    AddressGuard other = AddressGuard.publicOnly().allowing("10.0.0.0/8").denying("10.0.0.1/32");

    assertThat(one).isEqualTo(other).hasSameHashCodeAs(other).hasToString(other.toString());
    assertThat(one).isNotEqualTo(guard).isNotEqualTo(AddressGuard.off());
    assertThat(one.resolver(host -> List.of())).isNotEqualTo(one);
  }
}
