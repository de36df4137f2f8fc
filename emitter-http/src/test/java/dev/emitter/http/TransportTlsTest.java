package dev.emitter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.awaitility.Durations.ONE_MINUTE;

import dev.emitter.definition.Secret;
import dev.emitter.http.TransportException.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransportTlsTest {

  private static final TlsFiles GOOD =
      TlsFiles.AUTHORITY.sign(
          "good",
          "EC",
          "dns:localhost,dns:receiver,dns:hook.example,dns:xn--bcher-kva.example,dns:*.wild.example,"
              + "ip:127.0.0.1");

  private final HttpTransports transports = new HttpTransports();

  private static RawServer server(TlsFiles files, String answer) throws IOException {
    return RawServer.startTls(files.server(), false, RawServer.answering(200, answer));
  }

  private HttpAnswer answer(TlsSettings tls, URI uri) throws Exception {
    HttpTransport transport = transports.open(Sending.settings(tls));
    try {
      return Sending.answer(transport.send(Sending.post(uri, "{}"), Sending.LONG));
    } finally {
      transport.close();
    }
  }

  private TransportException failure(TlsSettings tls, URI uri) throws Exception {
    HttpTransport transport = transports.open(Sending.settings(tls));
    try {
      return Sending.failure(transport.send(Sending.post(uri, "{}"), Sending.LONG));
    } finally {
      transport.close();
    }
  }

  private static TlsSettings with(TlsFiles own) {
    return new TlsSettings(
        true, TlsFiles.AUTHORITY.certificate(), own.certificate(), Secret.of(own.key()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost"})
  void trustsAPrivateAuthority(String host) throws Exception {
    String two = TlsFiles.OTHER_AUTHORITY.certificate() + TlsFiles.AUTHORITY.certificate();
    try (RawServer server = server(GOOD, "secure")) {
      HttpAnswer answer = answer(new TlsSettings(true, two, null, null), server.uri(host, "/"));

      assertThat(answer.head()).isEqualTo("secure");
    }
  }

  @Test
  void usesASecureConnectionAgain() throws Exception {
    TlsSettings tls = Sending.trusting(TlsFiles.AUTHORITY);
    HttpTransport transport = transports.open(Sending.settings(tls));
    try (RawServer server = server(GOOD, "secure")) {
      for (int i = 0; i < 5; i++) {
        Sending.answer(transport.send(Sending.post(server.uri("/"), "{}"), Sending.LONG));
      }
      assertThat(server.accepted()).isEqualTo(1);
    } finally {
      transport.close();
    }
  }

  @Test
  void refusesWhomTheJvmDoesNotKnow() throws Exception {
    try (RawServer server = server(GOOD, "")) {
      TransportException failure = failure(TlsSettings.DEFAULT, server.uri("/"));

      assertThat(failure.kind()).isEqualTo(Kind.TLS);
      assertThat(failure)
          .hasMessageContaining("https://127.0.0.1:" + server.port())
          .hasMessageContaining("not from a trusted issuer (CN=authority)");
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void refusesAnotherAuthority() throws Exception {
    try (RawServer server = server(GOOD, "")) {
      TransportException failure =
          failure(Sending.trusting(TlsFiles.OTHER_AUTHORITY), server.uri("/"));

      assertThat(failure).hasMessageContaining("not from a trusted issuer");
    }
  }

  @Test
  void refusesAWrongHostName() throws Exception {
    TlsFiles wrong = TlsFiles.AUTHORITY.sign("wrong", "RSA", "dns:other.example,dns:b.example");
    try (RawServer server = server(wrong, "")) {
      TransportException failure =
          failure(Sending.trusting(TlsFiles.AUTHORITY), server.uri("localhost", "/"));

      assertThat(failure.kind()).isEqualTo(Kind.TLS);
      assertThat(failure)
          .hasMessageContaining("is for other.example, b.example, not for localhost");
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void refusesAnExpiredCertificate() throws Exception {
    TlsFiles old =
        TlsFiles.AUTHORITY.sign(
            "old", "EC", "dns:localhost", "-startdate", "2020/01/01 00:00:00", "-validity", "5");
    try (RawServer server = server(old, "")) {
      TransportException failure =
          failure(Sending.trusting(TlsFiles.AUTHORITY), server.uri("localhost", "/"));

      assertThat(failure.kind()).isEqualTo(Kind.TLS);
      assertThat(failure).hasMessageContaining("CN=old expired on 2020-01-0");
    }
  }

  @Test
  void refusesWhoSignsForItselfUnlessNamed() throws Exception {
    TlsFiles self = TlsFiles.selfSigned("self", "dns:localhost");
    try (RawServer server = server(self, "known")) {
      TransportException failure =
          failure(Sending.trusting(TlsFiles.AUTHORITY), server.uri("localhost", "/"));

      assertThat(failure).hasMessageContaining("signed by itself");
      assertThat(answer(Sending.trusting(self), server.uri("localhost", "/")).head())
          .isEqualTo("known");
    }
  }

  @Test
  void trustsAllWithoutVerification() throws Exception {
    TlsFiles self = TlsFiles.selfSigned("anyone", "dns:elsewhere.example");
    try (RawServer server = server(self, "anyone")) {
      TlsSettings off = new TlsSettings(false, null, null, null);

      assertThat(answer(off, server.uri("localhost", "/")).head()).isEqualTo("anyone");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC", "Ed25519"})
  void showsItsOwnCertificate(String kind) throws Exception {
    TlsFiles own = TlsFiles.AUTHORITY.sign("own" + kind, kind, "dns:emitter.example");
    try (RawServer server =
        RawServer.startTls(
            GOOD.server(),
            true,
            connection -> {
              connection.read();
              SSLSocket socket = (SSLSocket) connection.socket();
              connection.answer(200, socket.getSession().getPeerPrincipal().getName());
            })) {
      assertThat(answer(with(own), server.uri("/")).head()).isEqualTo("CN=own" + kind);
    }
  }

  /** Since TLS 1.3 the refusal follows the handshake, and may be lost as the connection ends. */
  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void saysThatTheReceiverWantsACertificate(String version) throws Exception {
    try (RawServer server =
        RawServer.startTls(GOOD.server(version), true, RawServer.answering(200, ""))) {
      TransportException failure = failure(Sending.trusting(TlsFiles.AUTHORITY), server.uri("/"));

      if (version.equals("TLSv1.2") || failure.kind() != Kind.BROKEN) {
        assertThat(failure.kind()).isEqualTo(Kind.TLS);
        assertThat(failure).hasMessageContaining("give tls.certificate and tls.key");
      }
    }
  }

  @Test
  void saysThatTheReceiverDoesNotAcceptItsCertificate() throws Exception {
    TlsFiles stranger = TlsFiles.OTHER_AUTHORITY.sign("stranger", "EC", "dns:emitter.example");
    try (RawServer server =
        RawServer.startTls(GOOD.server("TLSv1.2"), true, RawServer.answering(200, ""))) {
      TransportException failure = failure(with(stranger), server.uri("/"));

      assertThat(failure.kind()).isEqualTo(Kind.TLS);
      assertThat(failure).hasMessageContaining("does not accept our certificate");
    }
  }

  @Test
  void saysThatTheReceiverDoesNotSpeakTls() throws Exception {
    try (RawServer server =
        RawServer.start(
            connection -> {
              connection.write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
              connection.hang();
            })) {
      URI uri = URI.create("https://127.0.0.1:" + server.port() + "/");

      TransportException failure = failure(TlsSettings.DEFAULT, uri);

      assertThat(failure.kind()).isEqualTo(Kind.TLS);
      assertThat(failure).hasMessageContaining("does not speak TLS");
    }
  }

  @Test
  void saysThatTheReceiverClosedInTheHandshake() throws Exception {
    try (RawServer server =
        RawServer.start(connection -> connection.socket().getInputStream().read())) {
      URI uri = URI.create("https://127.0.0.1:" + server.port() + "/");

      assertThat(failure(TlsSettings.DEFAULT, uri).kind()).isEqualTo(Kind.TLS);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void givesUpAHandshakeThatTakesTooLong(boolean dribbles) throws Exception {
    try (RawServer server =
        RawServer.start(
            connection -> {
              if (!dribbles) {
                connection.hang();
              }
              connection.write("\u0016\u0003\u0003?\u00ff");
              while (true) {
                connection.write("x");
                connection.pause(100);
              }
            })) {
      URI uri = URI.create("https://127.0.0.1:" + server.port() + "/");
      TransportSettings settings =
          new TransportSettings(TlsSettings.DEFAULT, Sending.GUARD, null, Sending.SHORT, 10);
      HttpTransport transport = transports.open(settings);
      try {
        TransportException failure =
            Sending.failure(transport.send(Sending.post(uri, "{}"), Sending.LONG));

        assertThat(failure.kind()).isEqualTo(Kind.NO_CONNECTION);
        assertThat(failure)
            .hasMessageContaining("within 700 ms")
            .hasMessageContaining("TLS handshake");
        await().atMost(ONE_MINUTE).until(() -> transports.client(settings).leased() == 0);
      } finally {
        transport.close();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void speaksTls12And13(String version) throws Exception {
    SSLContext context = GOOD.server(version);
    try (RawServer server =
        RawServer.startTls(
            context,
            false,
            connection -> {
              connection.read();
              SSLSocket socket = (SSLSocket) connection.socket();
              connection.answer(200, socket.getSession().getProtocol());
            })) {
      assertThat(answer(Sending.trusting(TlsFiles.AUTHORITY), server.uri("/")).head())
          .isEqualTo(version);
    }
  }

  /**
   * The second name once came decoded out of the client, and no look-up or guard took it. The JDK
   * by itself names no host without a dot, nor with an underscore, nor with a dot at its end.
   */
  @ParameterizedTest
  @Tag("RFC6066-3")
  @ValueSource(
      strings = {
        "hook.example",
        "xn--bcher-kva.example",
        "receiver",
        "my_host.wild.example",
        "hook.example.",
        "localhost."
      })
  void namesTheHostInTheLookUpAndInTheHandshake(String name) throws Exception {
    TlsSettings tls = Sending.trusting(TlsFiles.AUTHORITY);
    try (RawServer server =
        RawServer.startTls(
            GOOD.server(),
            false,
            connection -> {
              RawServer.Request request = connection.read();
              SSLSocket socket = (SSLSocket) connection.socket();
              String asked =
                  ((ExtendedSSLSession) socket.getSession()).getRequestedServerNames().toString();
              connection.answer(200, asked + host(request));
            })) {
      HttpTransports anywhere =
          new HttpTransports(
              guard ->
                  host ->
                      host.equals(name)
                          ? List.of(InetAddress.getLoopbackAddress())
                          : guard.resolve(host));
      HttpTransport transport = anywhere.open(Sending.settings(tls));
      URI uri = server.uri(name, "/");

      String head = Sending.answer(transport.send(Sending.post(uri, "{}"), Sending.LONG)).head();
      transport.close();

      String dotless = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
      String named = name.contains("_") ? "[]" : "value=" + dotless + "]";
      assertThat(head).contains(named).endsWith(name + ":" + server.port());
    }
  }

  @Test
  @Tag("RFC6066-3")
  void namesNoAddressInTheHandshake() throws Exception {
    try (RawServer server =
        RawServer.startTls(
            GOOD.server(),
            false,
            connection -> {
              connection.read();
              SSLSocket socket = (SSLSocket) connection.socket();
              ExtendedSSLSession session = (ExtendedSSLSession) socket.getSession();
              connection.answer(200, session.getRequestedServerNames().toString());
            })) {
      assertThat(answer(Sending.trusting(TlsFiles.AUTHORITY), server.uri("/")).head())
          .isEqualTo("[]");
    }
  }

  private static String host(RawServer.@Nullable Request request) {
    return request == null ? "" : String.valueOf(request.header("Host"));
  }

  @Test
  void closesSecureConnectionsOfADiscardedClient() throws Exception {
    try (RawServer server = RawServer.startTls(GOOD.server(), false, RawServer.Connection::hang)) {
      HttpTransport transport =
          transports.open(Sending.settings(Sending.trusting(TlsFiles.AUTHORITY)));
      var stage = transport.send(Sending.post(server.uri("/"), "{}"), Sending.LONG);
      await().atMost(ONE_MINUTE).until(() -> server.accepted() == 1);

      transport.close();

      assertThat(Sending.failure(stage).kind()).isEqualTo(Kind.CLOSED);
      await().atMost(60, TimeUnit.SECONDS).until(() -> server.ended() == 1);
    }
  }
}
