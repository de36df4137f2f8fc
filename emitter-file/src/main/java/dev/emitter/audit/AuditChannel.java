package dev.emitter.audit;

import dev.emitter.channel.Channel;
import dev.emitter.channel.ChannelContext;
import dev.emitter.channel.ChannelTraits;
import dev.emitter.channel.CheckResult;
import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.OwnEventPublisher;
import dev.emitter.event.Presentation;
import dev.emitter.log.Position;
import dev.emitter.problem.Loggers;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Stores the events of one emitter, each once. An event may have been stored before if the log gave
 * it a time no later than that of the newest entry when this channel took the store over, if its
 * position does not follow that of the last event stored since, or if a person sends it again; then
 * the entries are asked.
 */
final class AuditChannel implements Channel {

  private static final Logger LOG = Loggers.of(AuditChannel.class);
  private static final ChannelTraits TRAITS = ChannelTraits.blocking(512);

  /** The sample of a test is about nothing. */
  private static final String SAMPLE = "dev.emitter.test";

  /** What is stored of an event beside its content: position, time and checksum. */
  private static final int LINE_BYTES = 128;

  private final AuditLog log;
  private final StoreInfo info;
  private final StoreSettings settings;
  private final Presentation presentation;
  private final OwnEventPublisher ownEvents;

  // Volatile because the thread that closes need not be the one that delivered.
  private volatile @Nullable AuditStore store;
  private volatile boolean closed;

  private @Nullable EarlierEntries earlier;
  private Instant earlierUntil = Instant.MIN;
  private @Nullable Position last;
  private volatile boolean checkedLimit;

  AuditChannel(AuditLog log, ChannelContext context) {
    AuditParameters parameters = AuditParameters.of(context);
    this.log = log;
    this.ownEvents = context.ownEvents();
    this.settings = log.settings(context.clock());
    this.presentation =
        new Presentation(false, context.presentation().source(), context.presentation().subject());
    this.info =
        new StoreInfo(
            context.definition().id(),
            Objects.requireNonNull(context.definition().owner(), "owner"),
            "",
            false,
            parameters.prettyPrint(),
            parameters.keep(),
            parameters.maxBytes(),
            null);
    log.root().downloads().toldTo(info.emitter(), ownEvents);
    if (!log.isReadOnly()) {
      log.root().attach(info.emitter(), settings);
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
    DeliveryResult result = uninterrupted(batch);
    return CompletableFuture.completedFuture(Collections.nCopies(batch.size(), result));
  }

  /** The interrupt of a thread closes files; it must not lose anything, nor be lost. */
  private DeliveryResult uninterrupted(List<Delivery> batch) {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          return store(batch);
        } catch (ClosedByInterruptException e) {
          interrupted |= Thread.interrupted();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private DeliveryResult store(List<Delivery> batch) throws ClosedByInterruptException {
    if (!batch.isEmpty() && batch.stream().allMatch(AuditChannel::isSample)) {
      String fault = log.checking().check(info.emitter(), info.owner()).fault();
      return fault == null ? DeliveryResult.delivered() : DeliveryResult.retry(fault);
    }
    try {
      AuditStore open = opened();
      synchronized (open) {
        append(open, batch);
      }
      noteStored(batch);
      return DeliveryResult.delivered();
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      return AuditFault.result(log.root().folder(), e);
    }
  }

  private AuditStore opened() throws IOException {
    AuditStore open = store;
    if (open == null || !open.isOpen()) {
      log.requireWritable();
      open = log.root().acquire(info, settings);
      store = open;
      earlier = new EarlierEntries(open);
    }
    return open;
  }

  private void append(AuditStore open, List<Delivery> batch) throws IOException {
    if (open.takenOverBy(this)) {
      earlierUntil = open.lastAt();
      last = null;
    }
    Set<String> stored = storedAlready(batch);
    List<Delivery> missing = new ArrayList<>(batch.size());
    List<NewEntry> events = new ArrayList<>(batch.size());
    for (Delivery delivery : batch) {
      if (!isSample(delivery) && !isAmong(stored, delivery)) {
        missing.add(delivery);
        events.add(stored(delivery));
      }
    }
    open.append(events, done -> note(missing.subList(0, done)));
  }

  private static boolean isAmong(Set<String> stored, Delivery delivery) {
    return !stored.isEmpty() && stored.contains(String.valueOf(delivery.position()));
  }

  /** Returns the positions of the events that are stored. */
  private Set<String> storedAlready(List<Delivery> batch) throws IOException {
    Map<String, String> suspects = new HashMap<>();
    Instant from = Instant.MAX;
    for (Delivery delivery : batch) {
      if (mayBeStored(delivery)) {
        suspects.put(String.valueOf(delivery.position()), delivery.event().event().getId());
        from = delivery.publishedAt().isBefore(from) ? delivery.publishedAt() : from;
      }
    }
    EarlierEntries entries = earlier;
    if (entries == null) {
      return Set.of();
    }
    if (suspects.isEmpty()) {
      entries.forget();
      return Set.of();
    }
    return entries.stored(suspects, from);
  }

  private static boolean isSample(Delivery delivery) {
    return delivery.position() == null && delivery.event().event().getType().equals(SAMPLE);
  }

  private boolean mayBeStored(Delivery delivery) {
    Position position = delivery.position();
    if (position == null) {
      return false;
    }
    Position before = last;
    return delivery.resubmitted()
        || !delivery.publishedAt().isAfter(earlierUntil)
        || (before != null && position.compareTo(before) <= 0);
  }

  private NewEntry stored(Delivery delivery) {
    Position position = delivery.position();
    return new NewEntry(
        position == null ? null : position.toString(),
        delivery.publishedAt(),
        delivery.event().structured(presentation));
  }

  private void note(List<Delivery> done) {
    for (Delivery delivery : done) {
      Position position = delivery.position();
      Position before = last;
      if (position != null && (before == null || position.compareTo(before) > 0)) {
        last = position;
      }
    }
  }

  /** Looks at the user's limit with the first events, and then when enough were stored. */
  private void noteStored(List<Delivery> batch) {
    long bytes = 0;
    for (Delivery delivery : batch) {
      bytes += LINE_BYTES + delivery.event().weight();
    }
    boolean due = log.root().unchecked().add(info.owner(), bytes, log.ownerMaxBytes());
    if (due || !checkedLimit) {
      keepLimit();
    }
  }

  private void keepLimit() {
    checkedLimit = true;
    log.root().unchecked().checked(info.owner());
    try {
      new OwnerLimit(log.root(), settings).keep(info.owner(), log.ownerMaxBytes());
    } catch (IOException e) {
      LOG.warn(
          "audit of user {}: the limit is not kept for now: {}", info.owner(), AuditFault.words(e));
    }
  }

  @Override
  public CompletionStage<CheckResult> check() {
    return CompletableFuture.supplyAsync(() -> log.checking().check(info.emitter(), info.owner()));
  }

  @Override
  public void close(Duration grace) {
    closed = true;
    log.root().downloads().notToldTo(info.emitter(), ownEvents);
    AuditStore open = store;
    store = null;
    if (open != null) {
      keepLimitAtClose();
      log.root().release(open);
    }
    if (!log.isReadOnly()) {
      log.root().detach(info.emitter());
    }
  }

  private void keepLimitAtClose() {
    if (log.root().unchecked().has(info.owner())) {
      boolean interrupted = Thread.interrupted(); // it would close files of other emitters
      keepLimit();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void removed() {
    try {
      if (!log.isReadOnly()) {
        log.root().remove(info.emitter(), settings);
      }
    } catch (IOException e) {
      LOG.warn("audit of emitter {}: cannot be removed: {}", info.emitter(), AuditFault.words(e));
    }
  }
}
