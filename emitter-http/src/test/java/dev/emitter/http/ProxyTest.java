package dev.emitter.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.http.TransportException.Kind;
import dev.emitter.net.BlockedAddressException;
import dev.emitter.net.HostResolver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyTest {

  private static final HostResolver LOOPBACK = host -> List.of(InetAddress.getLoopbackAddress());

  private static HttpTransport open(TlsSettings tls, HostResolver guard, RawServer proxy) {
    return new HttpTransports(unused -> guard)
        .open(
            new TransportSettings(tls, Sending.GUARD, proxy.uri(""), Duration.ofSeconds(10), 1024));
  }

  /** Makes a tunnel to a port of this machine, whatever host is asked for. */
  private static RawServer.Behaviour tunnelTo(int port) {
    return connection -> {
      RawServer.Request connect = connection.read();
      assertThat(connect).isNotNull();
      connection.write("HTTP/1.1 200 Connected\r\n\r\n");
      try (Socket target = new Socket(InetAddress.getLoopbackAddress(), port)) {
        Thread back = new Thread(() -> copy(target, connection.socket()));
        back.start();
        copy(connection.socket(), target);
        back.join();
      }
    };
  }

  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException gone) {
      assertThat(gone).isNotNull();
    }
  }

  @Test
  void carriesPlainRequests() throws Exception {
    try (RawServer proxy = RawServer.start(RawServer.answering(200, "proxied"))) {
      HttpTransport transport = open(TlsSettings.DEFAULT, LOOPBACK, proxy);
      URI uri = URI.create("http://hook.example/path?a=b");

      HttpAnswer answer = Sending.answer(transport.send(Sending.post(uri, "{}"), Sending.LONG));
      transport.close();

      assertThat(answer.head()).isEqualTo("proxied");
      assertThat(proxy.requests().get(0).line())
          .isEqualTo("POST http://hook.example/path?a=b HTTP/1.1");
      assertThat(proxy.requests().get(0).header("Host")).isEqualTo("hook.example");
    }
  }

  @Test
  void makesATunnelForTls() throws Exception {
    TlsFiles files = TlsFiles.AUTHORITY.sign("tunnel", "EC", "dns:hook.example");
    try (RawServer target =
            RawServer.startTls(files.server(), false, RawServer.answering(200, "tunnelled"));
        RawServer proxy = RawServer.start(tunnelTo(target.port()))) {
      HttpTransport transport = open(Sending.trusting(TlsFiles.AUTHORITY), LOOPBACK, proxy);
      URI uri = URI.create("https://hook.example/path");

      for (int i = 0; i < 3; i++) {
        HttpAnswer answer = Sending.answer(transport.send(Sending.post(uri, "{}"), Sending.LONG));
        assertThat(answer.head()).isEqualTo("tunnelled");
      }
      transport.close();

      assertThat(proxy.requests()).hasSize(1);
      assertThat(proxy.requests().get(0).line()).isEqualTo("CONNECT hook.example:443 HTTP/1.1");
      assertThat(target.requests().get(0).header("Host")).isEqualTo("hook.example");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "https"})
  void vetsTheTargetBeforeItAsksTheProxy(String scheme) throws Exception {
    HostResolver blocking =
        host -> {
          throw new BlockedAddressException(host + " must not be reached");
        };
    try (RawServer proxy = RawServer.start(RawServer.answering(200, "proxied"))) {
      HttpTransport transport = open(TlsSettings.DEFAULT, blocking, proxy);
      URI uri = URI.create(scheme + "://10.0.0.1/");

      TransportException failure =
          Sending.failure(transport.send(Sending.post(uri, "{}"), Sending.LONG));
      transport.close();

      assertThat(failure.kind()).isEqualTo(Kind.BLOCKED);
      assertThat(proxy.accepted()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 403, 407, 502})
  void takesARefusalOfTheProxyForNoAnswerOfTheReceiver(int status) throws Exception {
    try (RawServer proxy = RawServer.start(RawServer.answering(status, "no"))) {
      HttpTransport transport = open(TlsSettings.DEFAULT, LOOPBACK, proxy);
      URI uri = URI.create("https://hook.example/");

      TransportException failure =
          Sending.failure(transport.send(Sending.post(uri, "{}"), Sending.LONG));
      transport.close();

      assertThat(failure.kind()).isEqualTo(Kind.NO_CONNECTION);
      assertThat(failure)
          .hasMessageContaining("the proxy refused")
          .hasMessageContaining("" + status);
    }
  }
}
