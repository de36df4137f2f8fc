package dev.emitter.examples.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A real broker in this JVM, on loopback only and without security, for those who have no Kafka at
 * hand. What it stores is deleted when it is closed.
 */
final class LocalBroker implements AutoCloseable {

  private final Path folder;
  private final int port;
  private final KafkaRaftServer server;

  private LocalBroker(Path folder, int port, int controllerPort) {
    this.folder = folder;
    this.port = port;
    KafkaConfig settings = new KafkaConfig(settings(folder, port, controllerPort));
    this.server = new KafkaRaftServer(settings, Time.SYSTEM);
  }

  static LocalBroker start() throws Exception {
    Path folder = Files.createTempDirectory("emitter-example-kafka");
    format(folder);
    int[] ports = freePorts();
    LocalBroker broker = new LocalBroker(folder, ports[0], ports[1]);
    broker.server.startup();
    return broker;
  }

  /** Returns host and port. */
  String address() {
    return "localhost:" + port;
  }

  private static int[] freePorts() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket one = new ServerSocket(0, 1, loopback);
        ServerSocket other = new ServerSocket(0, 1, loopback)) {
      return new int[] {one.getLocalPort(), other.getLocalPort()};
    }
  }

  private static void format(Path folder) throws Exception {
    new Formatter()
        .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false))
        .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
        .setNodeId(1)
        .setClusterId(Uuid.randomUuid().toString())
        .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
        .setControllerListenerName("CONTROLLER")
        .setMetadataLogDirectory(folder.toString())
        .addDirectory(folder.toString())
        .run();
  }

  private static Map<String, Object> settings(Path folder, int port, int controllerPort) {
    String listener = "PLAINTEXT://localhost:" + port;
    Map<String, Object> settings = new HashMap<>();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", "1");
    settings.put("controller.quorum.voters", "1@localhost:" + controllerPort);
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put("listeners", listener + ",CONTROLLER://localhost:" + controllerPort);
    settings.put("advertised.listeners", listener);
    settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("log.dirs", folder.toString());
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("offsets.topic.num.partitions", "1");
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("share.coordinator.state.topic.replication.factor", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");
    settings.put("controlled.shutdown.enable", "false");
    return settings;
  }

  @Override
  public void close() throws IOException {
    server.shutdown();
    server.awaitShutdown();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
