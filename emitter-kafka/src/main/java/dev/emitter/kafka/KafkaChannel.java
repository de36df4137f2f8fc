package dev.emitter.kafka;

import dev.emitter.channel.Channel;
import dev.emitter.channel.ChannelTraits;
import dev.emitter.channel.CheckResult;
import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Writes the events of one emitter to a topic, without waiting for one batch before the next. After
 * a failure one event goes ahead alone, so that a lasting fault does not make everybody who shares
 * the connection start over.
 */
final class KafkaChannel implements Channel {

  /** Together what a lane holds by default. */
  private static final ChannelTraits TRAITS = ChannelTraits.blocking(256).inOrder(4);

  private final Connections connections;
  private final ConnectionSettings settings;
  private final Guarding guarding;
  private final RecordEncoder records;
  private final Faults faults;
  private final Clock clock;
  private final Course course = new Course();

  // Volatile because the thread that closes need not be the one that delivered.
  private volatile @Nullable Connection current;
  private volatile boolean closed;
  private volatile boolean wary;

  KafkaChannel(
      Connections connections,
      ConnectionSettings settings,
      Guarding guarding,
      RecordEncoder records,
      Clock clock) {
    this.connections = connections;
    this.settings = settings;
    this.guarding = guarding;
    this.records = records;
    this.clock = clock;
    this.faults = new Faults(settings.toString(), records.topic());
  }

  @Override
  public ChannelTraits traits() {
    return TRAITS;
  }

  @Override
  public CompletionStage<List<DeliveryResult>> deliver(List<Delivery> batch) {
    if (closed) {
      throw new IllegalStateException("the channel is closed");
    }
    Connection connection;
    try {
      settings.requireValidCertificate(clock.instant());
      connection = connected();
    } catch (IOException | RuntimeException e) {
      return CompletableFuture.completedFuture(
          Collections.nCopies(batch.size(), faults.of(e).result(null)));
    }
    return wary && batch.size() > 1 ? warily(connection, batch) : send(connection, batch);
  }

  private CompletionStage<List<DeliveryResult>> send(Connection connection, List<Delivery> batch) {
    return new Flight(connection, course, records, faults, batch)
        .send()
        .whenComplete((results, failure) -> wary = failure != null || !Course.isGood(results));
  }

  private CompletionStage<List<DeliveryResult>> warily(
      Connection connection, List<Delivery> batch) {
    List<DeliveryResult> results =
        new ArrayList<>(send(connection, batch.subList(0, 1)).toCompletableFuture().join());
    List<Delivery> others = batch.subList(1, batch.size());
    if (wary) {
      results.addAll(Course.notWritten(others.size()));
      return CompletableFuture.completedFuture(results);
    }
    return send(connection, others)
        .thenApply(
            more -> {
              results.addAll(more);
              return results;
            });
  }

  private Connection connected() throws IOException {
    Connection before = current;
    if (before != null && before.isUsable()) {
      return wary ? asked(before) : before;
    }
    release(Duration.ZERO);
    Connection next = connections.acquire(settings, guarding);
    current = next;
    return next;
  }

  /** After a failure: what listens at the brokers' addresses may be something else by now. */
  private Connection asked(Connection before) throws IOException {
    try {
      Brokers unused = guarding.probes(settings.reveal()).usable(settings.brokers());
      return before;
    } catch (WrongPortException wrong) {
      before.giveUp(String.valueOf(wrong.getMessage()));
      throw wrong;
    }
  }

  @Override
  public CompletionStage<CheckResult> check() {
    return ClusterCheck.start(this::checkNow);
  }

  private CheckResult checkNow() {
    try {
      new ClusterCheck(settings, guarding, records.topic(), clock).require();
      return CheckResult.OK;
    } catch (IOException | RuntimeException e) {
      return CheckResult.failing(faults.of(e).reason());
    }
  }

  @Override
  public void close(Duration grace) {
    closed = true;
    guarding.close();
    release(grace);
  }

  private void release(Duration grace) {
    Connection connection = current;
    current = null;
    if (connection != null) {
      connections.release(connection, grace);
    }
  }
}
