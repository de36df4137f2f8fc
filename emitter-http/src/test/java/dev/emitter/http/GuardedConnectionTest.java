package dev.emitter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.awaitility.Durations.ONE_MINUTE;

import dev.emitter.http.TransportException.Kind;
import dev.emitter.net.BlockedAddressException;
import dev.emitter.net.HostResolver;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each connection goes to an address that the guard returned, and nowhere else. */
class GuardedConnectionTest {

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<String> threads = new CopyOnWriteArrayList<>();

  private HttpTransport open(HostResolver guard) {
    HostResolver noting =
        host -> {
          asked.add(host);
          threads.add(Thread.currentThread().getName());
          return guard.resolve(host);
        };
    return new HttpTransports(unused -> noting).open(Sending.plain());
  }

  private static InetAddress address(int last) throws UnknownHostException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
  }

  private static List<InetAddress> blocked(String host) throws UnknownHostException {
    throw new BlockedAddressException(host + " must not be reached");
  }

  @Test
  void dialsTheAddressOfTheGuardAndKeepsTheName() throws Exception {
    HttpTransport transport = open(host -> List.of(address(1)));
    try (RawServer server = RawServer.start(RawServer.answering(200, "here"))) {
      URI uri = server.uri("no-such-host.example", "/");

      assertThat(Sending.answer(transport.send(Sending.post(uri, "1"), Sending.LONG)).head())
          .isEqualTo("here");
      assertThat(server.requests().get(0).header("Host"))
          .isEqualTo("no-such-host.example:" + server.port());
      assertThat(asked).containsExactly("no-such-host.example");
      assertThat(threads.get(0)).startsWith("emitter-http-lookup");
    } finally {
      transport.close();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "localhost",
        "2130706433",
        "0x7f.1",
        "127.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "127.0.0.1.",
        "LOCALHOST",
        "under_score"
      })
  void asksTheGuardForNamesAndLiteralsAlike(String host) throws Exception {
    HttpTransport transport = open(GuardedConnectionTest::blocked);
    try (RawServer sink = RawServer.start(RawServer.answering(200, "sink"))) {
      URI uri = URI.create("http://" + host + ":" + sink.port() + "/");

      TransportException failure =
          Sending.failure(transport.send(Sending.post(uri, "1"), Sending.LONG));

      assertThat(failure.kind()).isEqualTo(Kind.BLOCKED);
      assertThat(failure).hasMessageContaining("must not be reached");
      assertThat(asked).hasSize(1);
      assertThat(asked.get(0)).isEqualToIgnoringCase(host.replaceAll("[\\[\\]]", ""));
      assertThat(sink.accepted()).isZero();
    } finally {
      transport.close();
    }
  }

  @Test
  void saysThatThereIsNoSuchHost() throws Exception {
    HttpTransport transport =
        open(
            host -> {
              throw new UnknownHostException(host);
            });
    URI uri = URI.create("http://nowhere.example/secret");

    TransportException failure =
        Sending.failure(transport.send(Sending.post(uri, "1"), Sending.LONG));
    transport.close();

    assertThat(failure.kind()).isEqualTo(Kind.UNKNOWN_HOST);
    assertThat(failure).hasMessage("http://nowhere.example:80: there is no host nowhere.example");
  }

  @Test
  void endsWhenTheGuardBreaks() throws Exception {
    HttpTransport transport =
        open(
            host -> {
              throw new IllegalStateException("broken");
            });

    TransportException failure =
        Sending.failure(
            transport.send(Sending.post(URI.create("http://a.example/"), "1"), Sending.LONG));
    transport.close();

    assertThat(failure.kind()).isEqualTo(Kind.NO_CONNECTION);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://a.example/", "http:///path", "a.example", "mailto:a@b.example"})
  void refusesWhatIsNoHttpAddress(String text) throws Exception {
    HttpTransport transport = open(host -> List.of(address(1)));

    TransportException failure =
        Sending.failure(transport.send(Sending.post(URI.create(text), "1"), Sending.LONG));
    transport.close();

    assertThat(failure.kind()).isEqualTo(Kind.NO_CONNECTION);
    assertThat(asked).isEmpty();
  }

  @Test
  void triesTheNextAddressWhenOneRefuses() throws Exception {
    HttpTransport transport = open(host -> List.of(address(3), address(2), address(1)));
    try (RawServer server = RawServer.start(RawServer.answering(200, "third"))) {
      URI uri = server.uri("many.example", "/");

      assertThat(Sending.answer(transport.send(Sending.post(uri, "1"), Sending.LONG)).head())
          .isEqualTo("third");
    } finally {
      transport.close();
    }
  }

  @Test
  void isNotHeldUpByANameServerThatHangs() throws Exception {
    CountDownLatch hangs = new CountDownLatch(1);
    HttpTransport transport =
        open(
            host -> {
              if (host.startsWith("slow")) {
                awaitUninterrupted(hangs);
              }
              return List.of(address(1));
            });
    try (RawServer server = RawServer.start(RawServer.answering(200, "fast"))) {
      List<CompletionStage<HttpAnswer>> slow = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        URI uri = server.uri("slow" + i % 2 + ".example", "/");
        slow.add(transport.send(Sending.post(uri, "1"), Sending.SHORT));
      }
      URI uri = server.uri("fast.example", "/");

      assertThat(Sending.answer(transport.send(Sending.post(uri, "1"), Sending.LONG)).head())
          .isEqualTo("fast");
      for (CompletionStage<HttpAnswer> stage : slow) {
        assertThat(Sending.failure(stage)).hasMessageContaining("was looking up the host");
      }
      assertThat(asked).containsExactlyInAnyOrder("slow0.example", "slow1.example", "fast.example");
      assertThat(server.requests()).hasSize(1);
    } finally {
      hangs.countDown();
      transport.close();
    }
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void dialsNobodyWhenALookUpEndsTooLate() throws Exception {
    CountDownLatch hangs = new CountDownLatch(1);
    HttpTransport transport =
        open(
            host -> {
              awaitUninterrupted(hangs);
              return List.of(address(1));
            });
    try (RawServer server = RawServer.start(RawServer.answering(200, ""))) {
      URI uri = server.uri("slow.example", "/");
      Sending.failure(transport.send(Sending.post(uri, "1"), Sending.SHORT));
      hangs.countDown();
      Sending.answer(transport.send(Sending.post(uri, "2"), Sending.LONG));

      assertThat(server.requests()).hasSize(1);
      await().atMost(ONE_MINUTE).untilAsserted(() -> assertThat(server.accepted()).isEqualTo(1));
    } finally {
      transport.close();
    }
  }
}
