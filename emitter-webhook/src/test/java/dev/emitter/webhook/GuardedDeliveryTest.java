package dev.emitter.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.channel.CheckResult;
import dev.emitter.channel.DeliveryResult.Delivered;
import dev.emitter.channel.DeliveryResult.Retry;
import dev.emitter.definition.Identity;
import dev.emitter.definition.Secret;
import dev.emitter.http.RawServer;
import dev.emitter.net.AddressGuard;
import dev.emitter.net.HostResolver;
import dev.emitter.problem.ConfigurationException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The emitter of a user reaches nothing on this machine, however the address is written. */
@Tag("C1")
@Timeout(240)
final class GuardedDeliveryTest {

  /** All of them mean loopback, or this machine, to some resolver or parser. */
  private static final List<String> HOSTS =
      List.of(
          "127.0.0.1",
          "127.0.0.2",
          "127.255.255.254",
          "127.1",
          "127.0.1",
          "0.0.0.0",
          "0",
          "0.0",
          "2130706433",
          "017700000001",
          "0x7f000001",
          "0x7f.1",
          "0x7f.0.0.1",
          "0177.0.0.1",
          "0177.1",
          "127.0.0.01",
          "127.000.000.001",
          "00127.0.0.1",
          "0x7F.0x0.0x0.0x1",
          "127.0.0.1.",
          "localhost",
          "LOCALHOST",
          "localhost.",
          "a.localhost",
          "A.LocalHost.",
          "[::1]",
          "[0:0:0:0:0:0:0:1]",
          "[0000:0000:0000:0000:0000:0000:0000:0001]",
          "[::]",
          "[::0001]",
          "[::ffff:127.0.0.1]",
          "[::ffff:7f00:1]",
          "[0:0:0:0:0:ffff:7f00:1]",
          "[::FFFF:7F00:0001]",
          "[::127.0.0.1]",
          "[::7f00:1]",
          "[64:ff9b::7f00:1]",
          "[64:ff9b::127.0.0.1]",
          "[64:ff9b:1::7f00:1]",
          "[2002:7f00:1::]",
          "[2002:7f00:0001::1]",
          "[2001:0:7f00:1::]",
          "[2001:0:4136:e378:8000:63bf:80ff:fffe]",
          "[fe80::1]",
          "[fec0::1]",
          "[fc00::1]",
          "[::ffff:0:127.0.0.1]",
          "[100::1]",
          "10.0.0.1",
          "172.16.0.1",
          "192.168.0.1",
          "169.254.169.254",
          "168.63.129.16",
          "100.64.0.1",
          "192.0.2.1",
          "198.18.0.1",
          "224.0.0.1",
          "240.0.0.1",
          "255.255.255.255",
          "[ff02::1]",
          "[fd00:ec2::254]",
          "2852039166",
          "0xa9fea9fe",
          "0251.0376.0251.0376");

  private @Nullable RawServer sink;

  @BeforeEach
  void start() throws IOException {
    sink = Posting.accepting();
  }

  @AfterEach
  void neverConnected() throws IOException {
    RawServer server = sink();
    assertThat(server.accepted()).as("connections").isZero();
    server.close();
  }

  private RawServer sink() {
    return Objects.requireNonNull(sink);
  }

  private static List<InetAddress> addresses(String... literals) throws UnknownHostException {
    List<InetAddress> all = new ArrayList<>();
    for (String literal : literals) {
      all.add(InetAddress.getByName(literal));
    }
    return all;
  }

  private static WebhookChannelProvider provider(HostResolver names) {
    return WebhookChannelProvider.builder()
        .guardUsers(AddressGuard.publicOnly().resolver(names))
        .build();
  }

  /** Tries an address as a user; returns why it was refused, at the latest when connecting. */
  private String refusal(HostResolver names, String host, @Nullable Identity identity) {
    String url = "http://" + host + ":" + sink().port() + "/";
    try (Posting posting =
        Posting.open(
            provider(names),
            url,
            "'timeout':'30s','connectTimeout':'30s'",
            identity,
            "ann",
            Clock.systemUTC())) {
      CheckResult check = posting.channel().check().toCompletableFuture().get(60, TimeUnit.SECONDS);
      assertThat(check.fault()).as(host).isNotNull();
      Retry result = (Retry) posting.deliver("1");
      return result.reason();
    } catch (ConfigurationException e) {
      return "definition: " + e.getMessage();
    } catch (Exception e) {
      throw new AssertionError(host, e);
    }
  }

  @Test
  void refusesLiteralsInEverySpelling() throws Exception {
    // If a literal slipped through as a name, this resolver would lead it to the sink.
    List<InetAddress> loopback = addresses("127.0.0.1");
    for (String host : HOSTS) {
      assertThat(refusal(name -> loopback, host, null))
          .as(host)
          .containsAnyOf("refused", "must not be reached", "definition");
    }
  }

  @Test
  void refusesNamesByTheirAddresses() throws Exception {
    for (String literal :
        List.of("127.0.0.1", "::1", "0.0.0.0", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "10.1.2.3")) {
      List<InetAddress> found = addresses(literal);
      assertThat(refusal(name -> found, "good.example", null))
          .as(literal)
          .contains("is not of the public internet")
          .doesNotContain(literal);
    }
  }

  @Test
  void refusesAnswersThatMixGoodAndBad() throws Exception {
    List<InetAddress> mixed = addresses("93.184.216.34", "127.0.0.1");

    assertThat(refusal(name -> mixed, "good.example", null)).contains("must not be reached");
  }

  /** The address that was vetted is the one dialled: there is no second look-up to answer. */
  @Test
  void looksUpOncePerConnection() throws Exception {
    AtomicInteger lookups = new AtomicInteger();
    List<InetAddress> unused = addresses("192.0.2.1");
    List<InetAddress> loopback = addresses("127.0.0.1");
    WebhookChannelProvider provider =
        WebhookChannelProvider.builder()
            .guardUsers(
                AddressGuard.publicOnly()
                    .allowing("192.0.2.0/24")
                    .resolver(name -> lookups.getAndIncrement() == 0 ? unused : loopback))
            .build();
    String url = "http://rebind.example:" + sink().port() + "/";
    try (Posting posting =
        Posting.open(
            provider,
            url,
            "'timeout':'20s','connectTimeout':'3s'",
            null,
            "ann",
            Clock.systemUTC())) {
      assertThat(posting.deliver("1")).isInstanceOf(Retry.class);
      assertThat(lookups.get()).isEqualTo(1);
      assertThat(((Retry) posting.deliver("1")).reason()).contains("must not be reached");
    }
  }

  @Test
  void followsNoRedirectToLoopback() throws Exception {
    try (RawServer front =
        RawServer.start(
            RawServer.answering(307, "", "Location: " + sink().uri("127.0.0.1", "/in")))) {
      WebhookChannelProvider provider =
          WebhookChannelProvider.builder()
              .guardUsers(
                  AddressGuard.publicOnly()
                      .allowing("127.0.0.1")
                      .resolver(name -> addresses("127.0.0.1")))
              .build();
      URI url = front.uri("front.example", "/");
      try (Posting posting = Posting.open(provider, url, "", null, "ann")) {
        assertThat(((Retry) posting.deliver("1")).reason()).contains("redirects are not followed");
        assertThat(front.requests()).hasSize(1);
      }
    }
  }

  /** Else the token endpoint of an identity would be the way in. */
  @Test
  void guardsTheTokenEndpointToo() throws Exception {
    List<InetAddress> loopback = addresses("127.0.0.1");
    Identity identity =
        new Identity.OAuth2(
            sink().uri("tokens.example", "/token"), "id", Secret.of("client-secret"), List.of());

    assertThat(refusal(name -> loopback, "good.example", identity))
        .contains("must not be reached")
        .doesNotContain("client-secret");
  }

  @Test
  void letsOperatorsReachTheirOwnMachine() throws Exception {
    try (RawServer own = Posting.accepting();
        Posting posting = Posting.to(own, "")) {
      assertThat(posting.deliver("1")).isInstanceOf(Delivered.class);
    }
  }
}
