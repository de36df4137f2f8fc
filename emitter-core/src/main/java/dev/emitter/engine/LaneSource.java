package dev.emitter.engine;

import dev.emitter.log.Position;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks the loop what is to be stored of the lanes. Thread-safe. */
final class LaneSource implements Checkpoints.Source {

  private final EventLoop loop;
  private final LaneRegistry lanes;
  private volatile @Nullable SettledPositions settled; // up to there, as of what was collected last

  LaneSource(EventLoop loop, LaneRegistry lanes) {
    this.loop = loop;
    this.lanes = lanes;
  }

  @Override
  public @Nullable Position collect(
      Map<String, LaneCheckpoint> records, List<Parked> parked, List<Parked> unparked) {
    return loop.call(
        () -> {
          Position routed = lanes.collect(records, parked, unparked);
          settled = routed == null ? null : lanes.collected();
          return routed;
        });
  }

  @Override
  public void written() {
    SettledPositions upTo = settled;
    if (upTo != null) {
      loop.execute(() -> lanes.storedTo(upTo));
    }
  }

  @Override
  public void stored(List<ParkedCopy> copies) {
    loop.execute(() -> copies.forEach(ParkedCopy::tellStored));
  }
}
