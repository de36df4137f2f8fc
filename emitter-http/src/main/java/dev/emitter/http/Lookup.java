package dev.emitter.http;

import dev.emitter.channel.ChannelShare;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The looking up of one host for all of an owner's requests that ask at the same time. It waits for
 * a share of its owner before it begins. Thread-safe.
 */
final class Lookup {

  private final CompletableFuture<List<InetAddress>> result = new CompletableFuture<>();
  private final CompletableFuture<@Nullable Void> begun = new CompletableFuture<>();
  private int wanted; // by how many; guarded by this, with what follows
  private boolean givenUp; // as nobody wanted it any more
  private boolean started;
  private ChannelShare.@Nullable Ticket ticket;
  private Runnable forget = () -> {};

  /** Joins those who want it; returns false if it was given up. */
  synchronized boolean want() {
    wanted += givenUp ? 0 : 1;
    return !givenUp;
  }

  /** Wants it no more. What nobody wants and has not begun is given up. */
  void unwant() {
    ChannelShare.Ticket waits;
    synchronized (this) {
      wanted--;
      givenUp |= wanted == 0 && !started;
      waits = givenUp ? ticket : null;
    }
    end(waits);
  }

  /**
   * Notes what it waits with.
   *
   * @param whenGivenUp runs if it is given up before it has begun
   */
  void waitsWith(ChannelShare.Ticket share, Runnable whenGivenUp) {
    boolean late;
    synchronized (this) {
      ticket = share;
      forget = whenGivenUp;
      late = givenUp;
    }
    end(late ? share : null);
  }

  private void end(ChannelShare.@Nullable Ticket waits) {
    if (waits != null) {
      waits.end();
      forget.run();
    }
  }

  /** Notes that it begins; returns false if nobody wants it any more. */
  boolean begin() {
    synchronized (this) {
      if (givenUp) {
        return false;
      }
      started = true;
    }
    begun.complete(null);
    return true;
  }

  /** Runs something once it has begun, or will not begin; at once if that is so. */
  void whenBegun(Runnable action) {
    CompletionStage<@Nullable Void> unused = begun.thenRun(action);
  }

  /** Returns what it waits for, for a person, or null. */
  @Nullable String waitsFor() {
    ChannelShare.Ticket waits;
    synchronized (this) {
      waits = started ? null : ticket;
    }
    return waits == null ? null : waits.waitsFor();
  }

  /** Returns the addresses; at least one. */
  CompletionStage<List<InetAddress>> result() {
    return result;
  }

  void found(List<InetAddress> addresses) {
    begun.complete(null);
    result.complete(addresses);
  }

  void failed(Throwable failure) {
    begun.complete(null);
    result.completeExceptionally(failure);
  }
}
