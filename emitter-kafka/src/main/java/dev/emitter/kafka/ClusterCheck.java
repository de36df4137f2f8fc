package dev.emitter.kafka;

import dev.emitter.channel.CheckResult;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Asks the brokers whether a topic could be written now; writes nothing. Thread-safe. */
final class ClusterCheck {

  private final ConnectionSettings settings;
  private final Guarding guarding;
  private final String topic;
  private final Clock clock;

  ClusterCheck(ConnectionSettings settings, Guarding guarding, String topic, Clock clock) {
    this.settings = settings;
    this.guarding = guarding;
    this.topic = topic;
    this.clock = clock;
  }

  /** Runs a check on a thread of its own, as the client of Kafka blocks. */
  static CompletionStage<CheckResult> start(Supplier<CheckResult> check) {
    return CompletableFuture.supplyAsync(
        check,
        work -> {
          Thread thread = new Thread(work, "emitter-kafka-check");
          thread.setDaemon(true);
          thread.start();
        });
  }

  /** Throws if the topic could not be written. */
  void require() throws IOException {
    settings.requireValidCertificate(clock.instant());
    Map<String, Object> revealed = settings.reveal();
    guarding.checkNamed(settings, revealed); // what needs no connection
    UserClients.Ticket ticket = guarding.ticket();
    try {
      ask(revealed);
    } finally {
      ticket.release();
    }
  }

  private void ask(Map<String, Object> revealed) throws IOException {
    BrokerProbes probes = guarding.probes(revealed);
    probes.requireAll(settings.brokers());
    try (Cluster cluster = Cluster.at(revealed)) {
      guarding.checkAll(cluster.nodes(), probes);
      cluster.requireWritable(topic);
    }
  }
}
