package dev.emitter.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.emitter.channel.Audience;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.DeliveryResult.Delivered;
import dev.emitter.channel.DeliveryResult.Disable;
import dev.emitter.channel.DeliveryResult.Retry;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.net.AddressGuard;
import io.cloudevents.CloudEvent;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Ports that are taken for a broker's: they are named for what they speak, before Kafka's client
 * takes the first bytes of their answer for a length (KAFKA-4090).
 */
@Tag("C6")
final class BrokerProbesTest {

  private static final CloudEvent EVENT = Bench.withData("1", "{}");
  private static final Duration ONE_MINUTE = Duration.ofMinutes(1);
  private static final int ALL_MEMORY = Integer.MAX_VALUE;

  private final Kafka kafka = Kafka.get();
  private final KafkaChannelProvider provider =
      new KafkaChannelProvider(
          Audience.EVERYONE, AddressGuard.publicOnly()::resolve, Duration.ofMillis(1_600));

  private static EmitterDefinition.Builder definition(String brokers) {
    return Bench.definition(brokers, "orders").parameter("timeout", "2s");
  }

  private static EmitterDefinition withTls(String brokers) {
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    all.put("brokers", brokers).put("topic", "orders").put("timeout", "2s");
    all.putObject("tls").put("ca", Kafka.get().certificates().authority());
    return EmitterDefinition.builder("orders", "Kafka").parameters(all).build();
  }

  /** A server of HTTP answers what it does not understand. */
  static void http(DataInputStream in, DataOutputStream out) throws IOException {
    in.readInt();
    out.write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
  }

  /** Others wait for the end of a line first. */
  private static void httpByLines(DataInputStream in, DataOutputStream out) throws IOException {
    int read = in.read();
    while (read != '\n') {
      read = in.read();
    }
    out.write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
  }

  private static SSLContext tlsContext() throws Exception {
    TestCertificates.Pair pair = Kafka.get().certificates().broker();
    byte[] chain = pair.certificate().getBytes(StandardCharsets.US_ASCII);
    Certificate[] certificates =
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(chain))
            .toArray(Certificate[]::new);
    byte[] key = Base64.getMimeDecoder().decode(pair.key().replaceAll("-----[A-Z ]+-----", ""));
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "server",
        KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(key)),
        new char[0],
        certificates);
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  private static FakePort tlsPort(FakePort.Manners inside) throws Exception {
    return FakePort.speaking(
        tlsContext()
            .getServerSocketFactory()
            .createServerSocket(0, 50, InetAddress.getLoopbackAddress()),
        inside);
  }

  /** Both the check and the delivery say so, and Kafka's client never sees the port. */
  private void requireNamed(FakePort port, EmitterDefinition definition, String... words) {
    try (Bench bench = Bench.open(provider, definition)) {
      assertThat(bench.check()).contains(port.address()).contains(words);
      DeliveryResult result = bench.deliver(EVENT);
      assertThat(result).isInstanceOf(Retry.class);
      assertThat(((Retry) result).reason()).contains(port.address()).contains(words);
      assertThat(((Retry) result).countsTowardsDisable()).isTrue();
      assertThat(provider.openConnections()).isZero();
    }
  }

  @Test
  void namesAPortOfHttp() throws Exception {
    try (FakePort port = FakePort.speaking(BrokerProbesTest::http)) {
      requireNamed(port, definition(port.address()).build(), "speaks HTTP, not Kafka");
    }
  }

  @Test
  void namesAPortOfHttpThatWaitsForALine() throws Exception {
    try (FakePort port = FakePort.speaking(BrokerProbesTest::httpByLines)) {
      requireNamed(port, definition(port.address()).build(), "speaks HTTP, not Kafka");
    }
  }

  @Test
  void namesAPortOfHttpWhereTlsIsMeant() throws Exception {
    try (FakePort port = FakePort.speaking(BrokerProbesTest::http)) {
      requireNamed(port, withTls(port.address()), "speaks HTTP, not Kafka");
    }
  }

  @Test
  void namesAPortOfTlsWhereNoneIsMeant() throws Exception {
    try (FakePort port = tlsPort(BrokerProbesTest::http)) {
      requireNamed(
          port, definition(port.address()).build(), "speaks TLS", "set tls", "identityRef");
    }
  }

  @Test
  void namesAPortOfHttpInsideOfTls() throws Exception {
    try (FakePort port = tlsPort(BrokerProbesTest::http)) {
      requireNamed(port, withTls(port.address()), "speaks HTTP over TLS");
    }
  }

  @Test
  void namesTheTlsListenersOfARealBroker() {
    for (String brokers : List.of(kafka.broker().tls(), kafka.broker().secure())) {
      try (Bench bench = Bench.open(provider, definition(brokers).build())) {
        assertThat(bench.check()).contains(brokers).contains("speaks TLS");
        assertThat(((Retry) bench.deliver(EVENT)).reason()).contains("speaks TLS");
      }
    }
  }

  @Test
  void namesABrokerWithoutTlsWhereTlsIsMeant() {
    String brokers = kafka.broker().plaintext();
    try (Bench bench = Bench.open(provider, withTls(brokers))) {
      assertThat(bench.check()).contains(brokers).contains("speaks Kafka without TLS");
      assertThat(((Retry) bench.deliver(EVENT)).reason()).contains("speaks Kafka without TLS");
    }
  }

  /** Among them the largest length, a negative one, an echo, and the beginning of SSH. */
  @ParameterizedTest
  @ValueSource(ints = {ALL_MEMORY, -1, 0, 100_000_000, 0x5353482D})
  void namesAPortThatAnswersWithAnyLength(int length) throws Exception {
    try (FakePort port =
        FakePort.speaking(
            (in, out) -> {
              in.readInt();
              out.writeInt(length);
              in.readAllBytes();
            })) {
      requireNamed(port, definition(port.address()).build(), "speaks no Kafka");
    }
  }

  @Test
  void namesAnEcho() throws Exception {
    try (FakePort port =
        FakePort.speaking(
            (in, out) -> {
              for (int one = in.read(); one >= 0; one = in.read()) {
                out.write(one);
              }
            })) {
      requireNamed(port, definition(port.address()).build(), "speaks no Kafka");
    }
  }

  /** Nothing says that it is no broker: the check tells, and an event waits as for a slow one. */
  @Test
  void namesAPortThatSaysNothing() throws Exception {
    try (FakePort port = FakePort.speaking((in, out) -> in.readAllBytes());
        Bench bench = Bench.open(provider, definition(port.address()).build())) {
      assertThat(bench.check()).contains(port.address()).contains("does not answer");
      assertThat(((Retry) bench.deliver(EVENT)).reason()).contains("no answer in time");
    }
  }

  @Test
  void usesTheOtherBrokersOfTheList() throws Exception {
    String topic = kafka.topic();
    try (FakePort port = FakePort.speaking(BrokerProbesTest::http);
        Bench bench =
            Bench.open(
                provider,
                Bench.definition(port.address() + "," + kafka.broker().plaintext(), topic)
                    .build())) {
      assertThat(bench.check()).contains(port.address()).contains("speaks HTTP");
      int asked = port.connections();
      assertThat(bench.deliver(EVENT)).isInstanceOf(Delivered.class);
      assertThat(port.connections()).isEqualTo(asked + 1);
    }
  }

  /** A broker that advertises an address where something else listens. */
  @Test
  void namesAPortThatABrokerAdvertises() throws Exception {
    try (FakePort web = FakePort.speaking(BrokerProbesTest::http);
        FakePort broker = FakePort.speaking(telling(web.address()))) {
      try (Bench bench = Bench.open(provider, definition(broker.address()).build())) {
        assertThat(bench.check())
            .contains(web.address() + ", which the brokers advertise, speaks HTTP")
            .contains("advertised.listeners");
        assertThat(((Retry) bench.deliver(EVENT)).reason()).contains("advertise");
      }
    }
  }

  /** Speaks as a broker does that knows two requests, and tells of one broker. */
  static FakePort.Manners telling(String address) {
    String host = address.substring(0, address.indexOf(':'));
    int port = Integer.parseInt(address.substring(address.indexOf(':') + 1));
    return (in, out) -> {
      writeVersions(out, correlation(in));
      int correlation = correlation(in);
      byte[] name = host.getBytes(StandardCharsets.US_ASCII);
      ByteBuffer body = ByteBuffer.allocate(4 + 4 + 2 + name.length + 4 + 2 + 4 + 4);
      body.putInt(1).putInt(7).putShort((short) name.length).put(name).putInt(port);
      body.putShort((short) -1).putInt(7).putInt(0);
      out.writeInt(4 + body.capacity());
      out.writeInt(correlation);
      out.write(body.array());
      in.readAllBytes();
    };
  }

  /** Reads a request and returns its number. */
  private static int correlation(DataInputStream in) throws IOException {
    byte[] request = new byte[in.readInt()];
    in.readFully(request);
    return ByteBuffer.wrap(request).getInt(4);
  }

  /** Answers that there is Metadata in version 1 alone. */
  static void writeVersions(DataOutputStream out, int correlation) throws IOException {
    out.writeInt(4 + 2 + 4 + 6);
    out.writeInt(correlation);
    out.writeShort(0);
    out.writeInt(1);
    out.writeShort(3);
    out.writeShort(0);
    out.writeShort(1);
  }

  /** To the probe it is a broker, and to the client it is not: the client's thread ends. */
  @Test
  void replacesAProducerWhoseThreadHasEnded() throws Exception {
    String topic = kafka.topic();
    CompletableFuture<Void> watched = new CompletableFuture<>();
    try (FakePort port = FakePort.speaking((in, out) -> spoiling(in, out, watched));
        Bench bench =
            Bench.open(
                provider,
                Bench.definition(port.address(), topic).parameter("timeout", "20s").build())) {
      CompletableFuture<DeliveryResult> answer =
          CompletableFuture.supplyAsync(() -> bench.deliver(EVENT));
      await().atMost(ONE_MINUTE).until(() -> provider.openConnections() == 1);
      watched.complete(null);
      Retry first = (Retry) answer.get(60, TimeUnit.SECONDS);
      assertThat(first.reason()).contains("thread").contains("OutOfMemoryError");
      assertThat(first.countsTowardsDisable()).isTrue();
      port.speak(BrokerProbesTest::http);
      assertThat(((Retry) bench.deliver(EVENT)).reason()).contains("speaks HTTP");
      port.speak(to(kafka.broker().plaintext()));
      assertThat(bench.deliver(EVENT)).isInstanceOf(Delivered.class);
    }
    assertThat(kafka.records(topic)).hasSize(1);
  }

  /**
   * Answers the first version of ApiVersions, and anything else with a length beyond all memory.
   */
  private static void spoiling(
      DataInputStream in, DataOutputStream out, CompletableFuture<Void> begin) throws IOException {
    byte[] request = new byte[in.readInt()];
    in.readFully(request);
    ByteBuffer head = ByteBuffer.wrap(request);
    if (head.getShort(2) == 0) {
      writeVersions(out, head.getInt(4));
    } else {
      begin.join();
      out.writeInt(ALL_MEMORY);
    }
    in.readAllBytes();
  }

  private static FakePort.Manners to(String address) {
    int port = Integer.parseInt(address.substring(address.indexOf(':') + 1));
    return (in, out) -> {
      try (Socket broker = new Socket(InetAddress.getLoopbackAddress(), port)) {
        Thread back =
            new Thread(
                () -> {
                  try {
                    broker.getInputStream().transferTo(out);
                  } catch (IOException ended) {
                    return;
                  }
                });
        back.setDaemon(true);
        back.start();
        in.transferTo(broker.getOutputStream());
      }
    };
  }

  /** After a failure the brokers are asked again, as another may listen there by now. */
  @Test
  void asksAgainAfterAFailure() throws Exception {
    try (FakePort port = FakePort.speaking((in, out) -> in.readAllBytes());
        Bench bench = Bench.open(provider, definition(port.address()).build())) {
      assertThat(((Retry) bench.deliver(EVENT)).reason()).contains("no answer in time");
      assertThat(provider.openConnections()).isEqualTo(1);
      port.speak(
          (in, out) -> {
            out.write("-ERR not this\r\n".getBytes(StandardCharsets.US_ASCII));
          });
      assertThat(((Retry) bench.deliver(EVENT)).reason()).containsAnyOf("speaks no Kafka", "ended");
    }
  }

  @Test
  @Tag("D5")
  void asksNothingOfAnAddressThatUsersMustNotReach() throws Exception {
    try (FakePort port = FakePort.speaking(BrokerProbesTest::http)) {
      KafkaChannelProvider guarded = KafkaChannelProvider.forUsers(AddressGuard.publicOnly());
      EmitterDefinition users = definition(port.address()).owner("ann").topic("a").build();
      try (Bench bench = Bench.open(guarded, users)) {
        assertThat(bench.deliver(EVENT)).isInstanceOf(Disable.class);
        assertThat(bench.check()).contains("must not be reached");
      }
      assertThat(port.connections()).isZero();
    }
  }

  @Test
  @Tag("D5")
  void asksNothingOfAnAdvertisedAddressThatUsersMustNotReach() throws Exception {
    try (FakePort web = FakePort.speaking(BrokerProbesTest::http);
        FakePort broker =
            FakePort.speaking(telling(web.address().replace("localhost", "127.0.0.2")))) {
      AddressGuard guard =
          AddressGuard.publicOnly().allowing("127.0.0.1/32", "::1/128").denying("127.0.0.2/32");
      EmitterDefinition users =
          definition(broker.address().replace("localhost", "127.0.0.1"))
              .owner("ann")
              .topic("a")
              .build();
      try (Bench bench = Bench.open(KafkaChannelProvider.forUsers(guard), users)) {
        assertThat(bench.check()).contains("must not be reached");
        assertThat(bench.deliver(EVENT)).isInstanceOf(Disable.class);
      }
      assertThat(web.connections()).isZero();
    }
  }
}
