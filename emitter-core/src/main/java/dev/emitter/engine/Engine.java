package dev.emitter.engine;

import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.ResolvedEmitter;
import dev.emitter.delivery.OwnerLimit;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.Position;
import dev.emitter.problem.EmitterException;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Matches what is in the log with the emitters and delivers it: a router, a lane for each emitter,
 * and the threads they run on. Thread-safe.
 */
public final class Engine {

  private final EngineParts parts;
  private final EmitterChanges changes;
  private final EmitterOrders orders;
  private final RunningEmitters running;

  /** Creates an engine that does not run yet. */
  public Engine(EngineSettings settings) {
    this.parts = new EngineParts(settings, this::work);
    this.changes =
        new EmitterChanges(
            parts.around,
            parts.opener,
            parts.checkpoints,
            parts.lanes,
            parts.channels,
            parts.barrier);
    this.orders = new EmitterOrders(parts.around, parts.lanes, parts.opener, parts.barrier);
    this.running = new RunningEmitters(parts.lanes, parts.loop, parts.log, parts.time);
  }

  /** Begins to listen to the log; emitters can be added from now on. Nothing is routed yet. */
  public void open() {
    parts.log.listen(parts.router);
    parts.loop.start();
    if (parts.delivering) {
      parts.checkpoints.start();
    }
  }

  /**
   * Starts routing, unless nothing is delivered by itself. Emitters that were added before begin
   * where the router is, so they share the events that it reads; one that is added later may have
   * to read its own.
   */
  public void start() {
    if (parts.delivering) {
      parts.loop.run(() -> parts.router.route(true));
    }
  }

  /** What the loop does between messages; returns for how long there is nothing more to do. */
  private long work() {
    parts.lanes.noteDropped();
    boolean more = false;
    if (!parts.listener.isFull()) { // or it would become even longer; it says when it is empty
      more = parts.router.routeSome();
      more |= parts.lanes.runReady();
    }
    more |= parts.router.release();
    if (more) {
      return 0;
    }
    parts.idle.look();
    return Long.MAX_VALUE;
  }

  /**
   * Adds or changes emitters and removes others, all between two events. An emitter whose id is
   * known keeps its cursor; a new one begins where its definition says, also if the process dies
   * once this has returned, in a log that keeps such things. The ids must not be changed by others
   * meanwhile.
   *
   * @param persist is run once the channels are open, before anything takes effect
   * @throws EmitterException if a channel cannot be opened
   * @throws dev.emitter.log.EventLogException if where emitters begin cannot be read or stored;
   *     then, and for whatever {@code persist} throws, too, nothing has changed
   */
  public void apply(Collection<ResolvedEmitter> upserts, Set<String> removals, Runnable persist) {
    changes.apply(upserts, removals, false, persist);
  }

  /**
   * Removes emitters whose ids are never used again: nothing of them is kept.
   *
   * @param persist is run before anything takes effect; if it throws, nothing has changed
   */
  public void removeForGood(Set<String> ids, Runnable persist) {
    changes.apply(List.of(), ids, true, persist);
  }

  /**
   * Returns once what {@link #apply} changed survives a crash, in a log that keeps such things.
   *
   * @throws dev.emitter.log.EventLogException if it cannot be stored now
   */
  public void commit() {
    parts.barrier.commit();
  }

  /** Returns what looks at the emitters at work. */
  public RunningEmitters running() {
    return running;
  }

  /** Returns what takes people's orders to the emitters at work. */
  public EmitterOrders orders() {
    return orders;
  }

  /** Returns what each owner of emitters takes of what all share. */
  public OwnerShares owners() {
    return parts.owners;
  }

  /** Returns how much an owner takes of what the engine shares out. */
  public Map<OwnerLimit, Long> usage(String owner) {
    Map<OwnerLimit, Long> used =
        new EnumMap<>(new HeldLog(parts.lanes, parts.loop, parts.log, parts.time).usage(owner));
    used.putAll(parts.loop.call(() -> parts.owners.usage(owner)));
    used.put(OwnerLimit.PARKED_BYTES, parts.loop.call(() -> parts.parked.bytes(owner)));
    return used;
  }

  /** Returns the ids of emitters that an earlier process had and that are not at work. */
  public List<String> absent() {
    return parts.checkpoints.restored().absent();
  }

  /**
   * Forgets an emitter that is not at work: one that an earlier process had, or that was removed.
   *
   * @return whether anything was known of it
   */
  public boolean forget(String id) {
    return parts.checkpoints.forget(id);
  }

  /**
   * Gives an emitter that is not at work another id, unless something is known of that one.
   *
   * @return whether that was done
   * @throws dev.emitter.log.EventLogException if it cannot be stored; then nothing has changed
   */
  public boolean rename(String id, String to) {
    return parts.lanes.lane(to) == null && parts.checkpoints.rename(id, to);
  }

  /**
   * Returns why an owner, or null for operators, is not sent an event now; null if it may go.
   * Rejected if the owner may not receive it; to be tried again if that cannot be told now.
   */
  public @Nullable DeliveryResult refusal(@Nullable String owner, LoggedEvent event) {
    return parts.rights.refusal(owner, event);
  }

  /** Returns the position of the last event of the log. */
  public Position end() {
    return parts.log.end();
  }

  /** Waits until every emitter is idle or disabled; returns whether that came to be in time. */
  public boolean awaitIdle(Duration limit) throws InterruptedException {
    return parts.idle.awaitIdle(Deadline.nanos(limit));
  }

  /**
   * Waits until nothing more happens before the clock goes on; returns whether in time.
   *
   * @param held how many calls the channel of an emitter leaves without an answer until then
   */
  public boolean awaitQuiet(Duration limit, ToIntFunction<String> held)
      throws InterruptedException {
    return parts.idle.awaitQuiet(held, Deadline.nanos(limit));
  }

  /**
   * Waits until every emitter is idle or disabled, then stops everything and closes all channels.
   * With a log that keeps cursors it does not wait for an emitter that only waits to try again: the
   * next process goes on with that.
   *
   * @param grace how long all of it may take, or a second if that is longer; what is not delivered
   *     by then stays undelivered
   */
  public void close(Duration grace) {
    new EngineShutdown(parts).run(grace);
  }
}
