package dev.emitter.engine;

import dev.emitter.channel.Channel;
import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.ResolvedEmitter;
import dev.emitter.delivery.Resubmission;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.Position;
import dev.emitter.problem.EmitterException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What people order of emitters at work: to stop and go on, to leave events out, and to send some
 * again. Each order is a message to the loop. Thread-safe.
 */
public final class EmitterOrders {

  private final LaneContext around;
  private final EventLoop loop;
  private final LaneRegistry lanes;
  private final ChannelOpener opener;
  private final ChangeBarrier barrier;

  EmitterOrders(
      LaneContext around, LaneRegistry lanes, ChannelOpener opener, ChangeBarrier barrier) {
    this.around = around;
    this.loop = around.loop();
    this.lanes = lanes;
    this.opener = opener;
    this.barrier = barrier;
  }

  /** Lets the emitter deliver again; returns whether it was disabled. */
  public boolean enable(String id) {
    Lane lane = lanes.lane(id);
    return lane != null && tell(() -> lane.orders().enable());
  }

  /** Stops the emitter from delivering; returns whether it was delivering. */
  public boolean disable(String id, String reason, @Nullable String person) {
    Lane lane = lanes.lane(id);
    return lane != null && tell(() -> lane.orders().disable(reason, person));
  }

  private boolean tell(Supplier<Boolean> order) {
    boolean changed = loop.call(order);
    barrier.awaitTold();
    return changed;
  }

  /**
   * Leaves out what waits for the emitter up to a position, for good; returns how many events. That
   * survives a crash in a log that keeps such things.
   *
   * @param to what the emitter goes on with, as it is told
   * @throws dev.emitter.log.EventLogException if it cannot be stored now
   */
  public long skip(String id, Position upTo, String to) {
    barrier.requireOutside();
    Lane lane = lanes.lane(id);
    if (lane == null) {
      return 0;
    }
    Counters counters = lane.state().counters();
    loop.run(counters::beginSkip);
    long skipped;
    try {
      skipped =
          loop.call(
              () -> {
                lane.orders().leaveOut(upTo);
                return counters.tellSkipped();
              });
      lane.reader().readLeftOut(upTo);
      barrier.commit();
      skipped += loop.call(counters::tellSkipped);
    } finally {
      loop.execute(counters::endSkip);
    }
    around.ownEvents().skipped(lane.active().definition(), skipped, to);
    return skipped;
  }

  /** Forgets the events set aside for the emitter; returns how many there were. */
  public int discardParked(String id) {
    Lane lane = lanes.lane(id);
    return lane == null ? 0 : loop.call(() -> lane.orders().discardParked());
  }

  /** Sends events to the emitter again, once each; null for an unknown one. */
  public @Nullable CompletionStage<List<Resubmission>> resubmit(
      String id, List<LoggedEvent> events) {
    Lane lane = lanes.lane(id);
    if (lane == null) {
      return null;
    }
    String owner = lane.active().definition().owner();
    List<ResendRequest> resends = new ArrayList<>(events.size());
    List<Position> refused = new ArrayList<>();
    List<CompletableFuture<Resubmission>> answers = new ArrayList<>(events.size());
    for (LoggedEvent event : events) {
      CompletableFuture<DeliveryResult> result = new CompletableFuture<>();
      DeliveryResult refusal = around.rights().refusal(owner, event);
      if (refusal == null) {
        resends.add(ResendRequest.of(event, result));
      } else {
        if (refusal instanceof DeliveryResult.Rejected) {
          refused.add(event.position());
        }
        result.complete(refusal);
      }
      answers.add(result.thenApply(answer -> new Resubmission(id, event, answer)));
    }
    loop.execute(
        () -> {
          lane.orders().withhold(refused);
          lane.orders().resend(resends);
        });
    return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
        .thenApply(done -> answers.stream().map(CompletableFuture::join).toList());
  }

  /**
   * Sends events once, in order, as a definition says that is not at work. Nothing of it is stored
   * or counted.
   *
   * @throws EmitterException if its channel cannot be opened
   */
  public CompletionStage<List<DeliveryResult>> deliverOnce(
      ResolvedEmitter resolved, List<Delivery> deliveries) {
    Channel channel = opener.openOnce(resolved).channel();
    return new OneTimeDelivery(channel, deliveries, around.blocking(), around.time()).start();
  }
}
