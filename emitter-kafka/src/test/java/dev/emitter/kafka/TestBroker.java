package dev.emitter.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;

/**
 * A real Kafka broker and controller in this JVM, on loopback only: without security, over TLS, and
 * over TLS with a password or a token, and over a wire that can spoil requests. It can be stopped
 * and started again on the same ports.
 */
final class TestBroker {

  static final String ADMIN = "admin";
  static final String USER = "orders";
  static final String READER = "reader";

  /** How clients log in to Azure Event Hubs. */
  static final String HUB_USER = "$ConnectionString";

  static final String HUB_KEY = "c2VjcmV0=";
  static final String HUB_TOPIC = "es_orders";
  static final String PASSWORD = "s3cret \"quoted\" \\ password";

  private static final String HOST = "localhost";
  private static final List<String> LISTENERS =
      List.of("PLAINTEXT", "TLS", "SECURE", "WIRED", "CONTROLLER");

  private final Path folder;
  private final TestCertificates certificates;
  private final Map<String, Integer> ports;
  private final Wire wire;
  private @Nullable KafkaRaftServer server;

  private TestBroker(Path folder, TestCertificates certificates) throws IOException {
    this.folder = folder;
    this.certificates = certificates;
    this.ports = freePorts();
    this.wire = Wire.to(Objects.requireNonNull(ports.get("WIRED")));
  }

  static TestBroker create(TestCertificates certificates) throws Exception {
    TestBroker broker =
        new TestBroker(Files.createTempDirectory("emitter-kafka-broker"), certificates);
    broker.format();
    broker.start();
    return broker;
  }

  /** Returns host and port of the listener without security. */
  String plaintext() {
    return address("PLAINTEXT");
  }

  /** Returns host and port of the listener that asks clients for a certificate. */
  String tls() {
    return address("TLS");
  }

  /** Returns host and port of the listener with TLS that asks for a password or a token. */
  String secure() {
    return address("SECURE");
  }

  /** Returns host and port of the listener without security at the end of the wire. */
  String wired() {
    return HOST + ":" + wire.port();
  }

  /** Returns the connection string that names this broker's secure listener as an event hub. */
  String hubPassword() {
    return "Endpoint=sb://"
        + secure()
        + "/;SharedAccessKeyName=key_1;SharedAccessKey="
        + HUB_KEY
        + ";EntityPath="
        + HUB_TOPIC;
  }

  Wire wire() {
    return wire;
  }

  private String address(String listener) {
    return HOST + ":" + ports.get(listener);
  }

  private String advertised(String listener) {
    return listener.equals("WIRED") ? wired() : address(listener);
  }

  synchronized void start() {
    KafkaRaftServer started = new KafkaRaftServer(new KafkaConfig(settings()), Time.SYSTEM);
    started.startup();
    server = started;
  }

  synchronized void stop() {
    KafkaRaftServer running = server;
    if (running != null) {
      running.shutdown();
      running.awaitShutdown();
      server = null;
    }
  }

  /** Stops the broker for good, and deletes what it has stored. */
  void remove() throws IOException {
    stop();
    wire.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private void format() throws Exception {
    new Formatter()
        .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false))
        .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
        .setNodeId(1)
        .setClusterId(Uuid.randomUuid().toString())
        .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
        .setControllerListenerName("CONTROLLER")
        .setMetadataLogDirectory(folder.toString())
        .addDirectory(folder.toString())
        .setScramArguments(
            List.of("SCRAM-SHA-512=[name=" + USER + ",password=scram-password,iterations=4096]"))
        .run();
  }

  private Map<String, Object> settings() {
    Map<String, Object> settings = new HashMap<>();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", "1");
    settings.put("controller.quorum.voters", "1@localhost:" + ports.get("CONTROLLER"));
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put("inter.broker.listener.name", "PLAINTEXT");
    settings.put("listeners", listeners(LISTENERS, this::address));
    settings.put("advertised.listeners", listeners(LISTENERS.subList(0, 4), this::advertised));
    settings.put(
        "listener.security.protocol.map",
        "PLAINTEXT:PLAINTEXT,TLS:SSL,SECURE:SASL_SSL,WIRED:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("log.dirs", folder.toString());
    settings.put("auto.create.topics.enable", "false");
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("share.coordinator.state.topic.replication.factor", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");
    settings.put("group.initial.rebalance.delay.ms", "0");
    settings.put("offsets.topic.num.partitions", "1");
    settings.put("log.cleaner.enable", "false");
    settings.put("controlled.shutdown.enable", "false");
    // A broker that comes back is let in once the session it had before has ended.
    settings.put("broker.session.timeout.ms", "3000");
    settings.put("broker.heartbeat.interval.ms", "500");
    settings.put("num.network.threads", "2");
    settings.put("num.io.threads", "4");
    settings.put("message.max.bytes", "1048576");
    settings.put(
        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    settings.put("super.users", "User:ANONYMOUS;User:" + ADMIN + ";User:" + HUB_USER);
    secure(settings);
    return settings;
  }

  private void secure(Map<String, Object> settings) {
    settings.put("ssl.keystore.type", "PEM");
    settings.put("ssl.keystore.certificate.chain", certificates.broker().certificate());
    settings.put("ssl.keystore.key", certificates.broker().key());
    settings.put("ssl.truststore.type", "PEM");
    settings.put("ssl.truststore.certificates", certificates.authority());
    settings.put("listener.name.tls.ssl.client.auth", "required");
    settings.put("sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-512,OAUTHBEARER");
    String listener = "listener.name.secure.";
    settings.put(listener + "plain.sasl.jaas.config", plainUsers());
    settings.put(
        listener + "scram-sha-512.sasl.jaas.config",
        "org.apache.kafka.common.security.scram.ScramLoginModule required;");
    settings.put(
        listener + "oauthbearer.sasl.jaas.config",
        "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required"
            + " unsecuredLoginStringClaim_sub=\"broker\";");
    settings.put(
        listener + "oauthbearer.sasl.server.callback.handler.class",
        TrustingTokenValidator.class.getName());
  }

  private String plainUsers() {
    Map<String, String> users = new LinkedHashMap<>();
    users.put(ADMIN, PASSWORD);
    users.put(USER, PASSWORD);
    users.put(READER, PASSWORD);
    users.put(HUB_USER, hubPassword());
    return "org.apache.kafka.common.security.plain.PlainLoginModule required"
        + users.entrySet().stream()
            .map(user -> " user_" + user.getKey() + "=" + Jaas.quoted(user.getValue()))
            .collect(Collectors.joining())
        + ";";
  }

  private static String listeners(List<String> names, UnaryOperator<String> address) {
    return names.stream()
        .map(name -> name + "://" + address.apply(name))
        .collect(Collectors.joining(","));
  }

  private static Map<String, Integer> freePorts() throws IOException {
    Map<String, Integer> ports = new LinkedHashMap<>();
    List<ServerSocket> held = new ArrayList<>();
    for (String listener : LISTENERS) {
      ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      held.add(socket);
      ports.put(listener, socket.getLocalPort());
    }
    for (ServerSocket socket : held) {
      socket.close();
    }
    return ports;
  }
}
