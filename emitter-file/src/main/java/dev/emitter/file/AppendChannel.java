package dev.emitter.file;

import dev.emitter.channel.Channel;
import dev.emitter.channel.ChannelContext;
import dev.emitter.channel.ChannelTraits;
import dev.emitter.channel.CheckResult;
import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.event.Payload;
import dev.emitter.event.Presentation;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Appends the events of one emitter to the file of the moment: a batch is in one file, whole. */
final class AppendChannel implements Channel {

  private static final ChannelTraits TRAITS = ChannelTraits.blocking(512);

  private final FileNaming naming;
  private final PathScope scope;
  private final Fsync fsync;
  private final Presentation presentation;
  private final Clock clock;
  private final EmitterJournal journal;

  // Volatile because the thread that closes need not be the one that delivered.
  private volatile @Nullable SharedFile current;
  private volatile boolean closed;

  AppendChannel(FileNaming naming, PathScope scope, Fsync fsync, ChannelContext context) {
    this.naming = naming;
    this.scope = scope;
    this.fsync = fsync;
    this.presentation = context.presentation();
    this.clock = context.clock();
    this.journal = new EmitterJournal(context, scope);
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
          return append(batch);
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

  private DeliveryResult append(List<Delivery> batch) throws ClosedByInterruptException {
    Path target = naming.at(clock.instant());
    try {
      Path located = scope.locate(target);
      List<Delivery> missing = journal.missing(batch, located);
      if (!missing.isEmpty()) {
        List<Payload> records = missing.stream().map(this::encode).toList();
        file(located)
            .append(new Batch(records, fsync, journal.note(missing, records, fsync)), scope);
      }
      return DeliveryResult.delivered();
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (JournalException e) {
      return WriteFault.of(e.folder(), e.failure()).retry();
    } catch (IOException e) {
      return WriteFault.of(target, e).retry();
    }
  }

  private Payload encode(Delivery delivery) {
    return delivery.event().structured(presentation);
  }

  private SharedFile file(Path located) {
    SharedFile before = current;
    if (before != null && before.path().equals(located)) {
      return before;
    }
    release(Duration.ZERO);
    SharedFile next = OpenFiles.acquire(located);
    current = next;
    return next;
  }

  @Override
  public CompletionStage<CheckResult> check() {
    return CompletableFuture.supplyAsync(() -> FileCheck.of(naming.at(clock.instant()), scope));
  }

  @Override
  public void close(Duration grace) {
    closed = true;
    release(grace);
    journal.close();
  }

  @Override
  public void removed() {
    journal.delete();
  }

  private void release(Duration grace) {
    SharedFile file = current;
    current = null;
    if (file != null) {
      OpenFiles.release(file, grace);
    }
  }
}
