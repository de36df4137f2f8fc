package dev.emitter.engine;

import dev.emitter.definition.EmitterDefinition;
import dev.emitter.delivery.EmitterStatus;
import dev.emitter.delivery.Notice;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers for one emitter when people are told of it, and remembers that they were. Thread-safe.
 */
final class LaneNotices implements NoticeSource {

  private final LaneState lane;
  private final Slot slot;
  private final EventLoop loop;
  private final Supplier<EmitterStatus> status;

  LaneNotices(LaneState lane, Slot slot, EventLoop loop, Supplier<EmitterStatus> status) {
    this.lane = lane;
    this.slot = slot;
    this.loop = loop;
    this.status = status;
  }

  @Override
  public EmitterDefinition definition() {
    return lane.active().definition();
  }

  @Override
  public @Nullable Notice notice(Notice.What what, int number) {
    EmitterStatus now = status.get();
    return loop.call(() -> lane.isRemoved() ? null : lane.health().notice(what, number, now));
  }

  @Override
  public void told(Notice.What what, int number) {
    loop.run(
        () -> {
          if (lane.health().told(what, number)) {
            slot.changed(lane);
          }
        });
  }
}
