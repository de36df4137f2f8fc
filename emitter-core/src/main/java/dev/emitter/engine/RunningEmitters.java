package dev.emitter.engine;

import dev.emitter.channel.Channel;
import dev.emitter.channel.ResolvedEmitter;
import dev.emitter.channel.Waiting;
import dev.emitter.delivery.DeliveryQuery;
import dev.emitter.delivery.DeliveryRecord;
import dev.emitter.delivery.EmitterStatus;
import dev.emitter.delivery.Explanation;
import dev.emitter.delivery.ParkedEvent;
import dev.emitter.delivery.TimeSource;
import dev.emitter.filter.FilterInput;
import dev.emitter.log.LogReader;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.Position;
import dev.emitter.problem.EmitterException;
import dev.emitter.problem.Loggers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Looks at emitters at work; changes nothing. Whatever it is asked fails with an {@link
 * EmitterException} if the engine does not answer for ten seconds. Thread-safe.
 */
public final class RunningEmitters {

  private static final Logger LOG = Loggers.of(RunningEmitters.class);
  private static final int READ = 256;
  private static final int AT_ONCE = 500;

  private final LaneRegistry lanes;
  private final EventLoop loop;
  private final LogReader log;
  private final TimeSource time;

  RunningEmitters(LaneRegistry lanes, EventLoop loop, LogReader log, TimeSource time) {
    this.lanes = lanes;
    this.loop = loop;
    this.log = log;
    this.time = time;
  }

  /** Returns the emitter of this id, or null. */
  public @Nullable ResolvedEmitter emitter(String id) {
    Lane lane = lanes.lane(id);
    return lane == null ? null : lane.active().resolved();
  }

  /** Returns all emitters, by id. */
  public List<ResolvedEmitter> emitters() {
    return lanes.all().stream().map(lane -> lane.active().resolved()).toList();
  }

  /** Returns the channel of the emitter of this id, or null. */
  public @Nullable Channel channel(String id) {
    Lane lane = lanes.lane(id);
    return lane == null ? null : lane.active().channel();
  }

  /** Returns how the emitter is doing, or null if there is none of this id. */
  public @Nullable EmitterStatus status(String id) {
    Lane lane = lanes.lane(id);
    return lane == null ? null : told(lane, lane.status().ask());
  }

  /**
   * Returns a status with what the channel waits for on this side, where it has no other reason.
   * The channel is asked on the caller's thread, as it is code of others.
   */
  private static EmitterStatus told(Lane lane, EmitterStatus status) {
    if (status.reason() != null) {
      return status;
    }
    try {
      return lane.active()
          .channel()
          .unwrap(Waiting.class)
          .map(Waiting::waitsFor)
          .map(status::withReason)
          .orElse(status);
    } catch (RuntimeException e) { // must not keep anybody from the status
      LOG.warn("emitter {}: its channel does not say what it waits for", status.id(), e);
      return status;
    }
  }

  /** Returns how all emitters are doing, by id. */
  public List<EmitterStatus> status() {
    List<Lane> all = lanes.all();
    List<EmitterStatus> status = new ArrayList<>(all.size());
    for (int i = 0; i < all.size(); i += AT_ONCE) {
      List<Lane> some = all.subList(i, Math.min(all.size(), i + AT_ONCE));
      List<Optional<EmitterStatus>> known =
          loop.look(() -> some.stream().map(lane -> lane.status().here()).toList());
      for (int j = 0; j < some.size(); j++) {
        status.add(told(some.get(j), known.get(j).orElseGet(some.get(j).status()::ask)));
      }
    }
    return status;
  }

  /** Returns the events set aside for the emitter, the oldest first; none for an unknown one. */
  public List<ParkedEvent> parked(String id) {
    Lane lane = lanes.lane(id);
    if (lane == null) {
      return List.of();
    }
    List<Parked> parked = loop.look(() -> lane.state().ledger().parked().all());
    return parked.stream().map(Parked::event).toList();
  }

  /** Returns how events of the log stand with the emitter; none for an unknown one. */
  public List<DeliveryRecord> deliveries(String id, DeliveryQuery query) {
    Lane lane = lanes.lane(id);
    if (lane == null) {
      return List.of();
    }
    LaneState state = lane.state();
    DeliveryHistory.Emitter emitter =
        loop.look(
            () ->
                new DeliveryHistory.Emitter(
                    id,
                    lane.active().selection(),
                    state.record(lanes.routed(), time),
                    state.ledger().parked().all(),
                    state.counters().errors()));
    return new DeliveryHistory(log, lanes.routed(), emitter, query).find();
  }

  /**
   * Returns the position before the first event of this id that the emitter has not passed; null if
   * there is none.
   */
  public @Nullable Position before(String id, String eventId) {
    Lane lane = lanes.lane(id);
    if (lane == null) {
      return null;
    }
    Position before = loop.look(() -> lane.state().settledTo(lanes.routed()));
    List<LoggedEvent> events = log.read(before, READ);
    while (!events.isEmpty()) {
      for (LoggedEvent event : events) {
        if (event.event().event().getId().equals(eventId) && !event.topic().isReserved()) {
          return before;
        }
        before = event.position();
      }
      events = log.read(before, READ);
    }
    return null;
  }

  /** Returns why an event is or is not for the emitter, or null if there is none of this id. */
  public @Nullable Explanation explain(String id, FilterInput input) {
    Lane lane = lanes.lane(id);
    return lane == null ? null : lane.active().selection().explain(input);
  }
}
