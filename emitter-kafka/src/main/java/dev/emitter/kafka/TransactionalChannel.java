package dev.emitter.kafka;

import dev.emitter.channel.Channel;
import dev.emitter.channel.ChannelContext;
import dev.emitter.channel.ChannelTraits;
import dev.emitter.channel.CheckResult;
import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.definition.Ordering;
import dev.emitter.problem.Loggers;
import dev.emitter.problem.Problems;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Writes the events of one emitter to a topic, each exactly once for readers that do not see what
 * was not committed. A batch is one transaction, which also commits the position of its last event,
 * as the offset of a consumer group that the emitter has for itself. After a crash, or a failure
 * whose outcome is not known, the position is read back first: what is behind it was written.
 */
final class TransactionalChannel implements Channel {

  private static final Logger LOG = Loggers.of(TransactionalChannel.class);
  private static final ChannelTraits TRAITS = ChannelTraits.blocking(256);

  private final Connections connections;
  private final ConnectionSettings settings;
  private final Guarding guarding;
  private final RecordEncoder records;
  private final ChannelContext context;
  private final Path folder;
  private final TransactionFaults faults;
  private final ChannelUse use;

  // Volatile because the thread that closes need not be the one that delivered.
  private volatile @Nullable TransactionalWriter current;
  private volatile boolean closed;

  TransactionalChannel(
      Connections connections,
      ConnectionSettings settings,
      Guarding guarding,
      RecordEncoder records,
      ChannelContext context,
      Path folder) {
    this.connections = connections;
    this.settings = settings;
    this.guarding = guarding;
    this.records = records;
    this.context = context;
    this.folder = folder;
    this.faults = new TransactionFaults(new Faults(settings.toString(), records.topic()));
    this.use = new ChannelUse(folder);
  }

  /** Adds the faults of a definition that asks for transactions where there can be none. */
  static void validate(ChannelContext context, Problems problems) {
    if (!context.parameters().requiredBool(KafkaParameters.EXACTLY_ONCE.name())) {
      return;
    }
    String at = "$.parameters." + KafkaParameters.EXACTLY_ONCE.name();
    if (context.isWithoutFolder()) {
      problems.add(
          at,
          "is not possible with a log in memory, which does not survive a crash itself",
          "keep the log on disk (run --data DIR, or DiskEventLog), or leave it out");
    }
    Preset preset = Preset.of(context.parameters());
    if (preset != null && !preset.hasTransactions()) {
      problems.add(
          at,
          "is not possible with " + preset.service() + ", which has no transactions for it",
          "leave it out");
    }
    Ordering ordering = context.definition().delivery().ordering();
    if (ordering != null && ordering != Ordering.STRICT) {
      problems.add(
          "$.delivery.ordering",
          "must be strict with exactlyOnce, as one position says what is written",
          "leave out one of the two");
    }
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
    return CompletableFuture.completedFuture(write(batch));
  }

  private List<DeliveryResult> write(List<Delivery> batch) {
    Duration wait = use.waitForOthers();
    if (wait != null) {
      return same(
          batch,
          DeliveryResult.retry("the channel of the emitter before this one is being closed")
              .after(wait)
              .uncounted());
    }
    long started = System.nanoTime();
    try {
      return write(writer(), batch);
    } catch (IOException | RuntimeException e) {
      Fault fault = faults.of(causeOf(e));
      giveUp(fault.reason());
      return same(batch, fault.result(Duration.ofNanos(System.nanoTime() - started)));
    }
  }

  private static List<DeliveryResult> write(TransactionalWriter writer, List<Delivery> batch)
      throws IOException {
    Connection connection = writer.connection();
    connection.use();
    try {
      return writer.write(batch);
    } catch (RuntimeException e) {
      throw unlessYielded(connection, e);
    } finally {
      connection.useEnded();
    }
  }

  /** What fails because a connection has made room for others is nobody's failure. */
  private static RuntimeException unlessYielded(Connection connection, RuntimeException e)
      throws ClientsInUseException {
    if (connection.hasYielded()) {
      throw new ClientsInUseException("the connection has made room for other emitters of users");
    }
    return e;
  }

  private static List<DeliveryResult> same(List<Delivery> batch, DeliveryResult result) {
    return Collections.nCopies(batch.size(), result);
  }

  /** A producer that another one has fenced says so when it is asked to abort, if not before. */
  private Throwable causeOf(Exception failure) {
    TransactionalWriter writer = current;
    if (writer == null || !writer.connection().isUsable()) {
      return failure;
    }
    try {
      writer.connection().producer().abortTransaction();
      return failure;
    } catch (RuntimeException e) {
      return faults.of(e).kind() == Fault.Kind.DISABLE ? e : failure;
    }
  }

  private TransactionalWriter writer() throws IOException {
    settings.requireValidCertificate(context.clock().instant());
    TransactionalWriter before = current;
    if (before != null && before.connection().isUsable()) {
      return before;
    }
    release(Duration.ZERO);
    TransactionIds ids = TransactionIds.of(folder);
    Connection connection =
        connections.acquire(settings.inTransactions(ids.transactionalId()), guarding);
    connection.use();
    try {
      connection.producer().initTransactions(); // ends a transaction that was left open
      WrittenPositions written = WrittenPositions.read(committed(ids), context);
      TransactionalWriter next =
          new TransactionalWriter(connection, records, faults, context, ids, written);
      current = next;
      return next;
    } catch (IOException e) {
      connections.release(connection, Duration.ZERO);
      throw e;
    } catch (RuntimeException e) {
      connections.release(connection, Duration.ZERO);
      throw unlessYielded(connection, e);
    } finally {
      connection.useEnded();
    }
  }

  private @Nullable OffsetAndMetadata committed(TransactionIds ids) throws IOException {
    Map<String, Object> revealed = settings.reveal();
    guarding.checkNamed(settings, revealed);
    try (Cluster cluster = Cluster.at(revealed)) {
      return cluster.committed(ids.group(), TransactionalWriter.partition(records.topic()));
    }
  }

  private void giveUp(String reason) {
    TransactionalWriter writer = current;
    if (writer != null) {
      writer.connection().giveUp(reason);
    }
  }

  @Override
  public CompletionStage<CheckResult> check() {
    return ClusterCheck.start(this::checkNow);
  }

  private CheckResult checkNow() {
    try {
      new ClusterCheck(settings, guarding, records.topic(), context.clock()).require();
      TransactionCheck.requireRights(
          connections, settings, guarding, TransactionIds.of(folder), records.topic());
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
    use.closed();
  }

  private void release(Duration grace) {
    TransactionalWriter writer = current;
    current = null;
    if (writer != null) {
      connections.release(writer.connection(), grace);
    }
  }

  /** The emitter that may come back by this name has other ids, so that it writes all again. */
  @Override
  public void removed() {
    try {
      TransactionIds.delete(folder);
    } catch (IOException e) {
      LOG.warn("{}: cannot be deleted: {}", folder, e.toString());
    } finally {
      use.removed();
    }
  }
}
