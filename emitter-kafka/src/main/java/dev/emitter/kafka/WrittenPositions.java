package dev.emitter.kafka;

import dev.emitter.channel.ChannelContext;
import dev.emitter.channel.Delivery;
import dev.emitter.log.Position;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Which events of a strictly ordered emitter are written: all up to a position, but for some that
 * were set aside. It is committed as the metadata of an offset, one position a line, the last one
 * written first. Immutable.
 *
 * @param last the last position that was written or set aside, or null for none
 * @param setAside positions before it whose events were not written
 */
record WrittenPositions(@Nullable Position last, List<Position> setAside) {

  static final WrittenPositions NONE = new WrittenPositions(null, List.of());

  /** Brokers take 4,096 bytes unless they are told otherwise. */
  static final int MOST_SET_ASIDE = 100;

  WrittenPositions {
    setAside = List.copyOf(setAside);
  }

  /** Reads what was committed; positions of another log count as none. */
  static WrittenPositions read(@Nullable OffsetAndMetadata committed, ChannelContext context) {
    String text = committed == null ? "" : committed.metadata();
    List<Position> positions = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      Position position = line.isEmpty() ? null : context.position(line);
      if (position == null) {
        return NONE;
      }
      positions.add(position);
    }
    return new WrittenPositions(positions.get(0), positions.subList(1, positions.size()));
  }

  /** Returns what is to be committed; the offset is for people who look at it. */
  OffsetAndMetadata committed() {
    StringBuilder text = new StringBuilder(String.valueOf(last));
    setAside.forEach(one -> text.append('\n').append(one));
    return new OffsetAndMetadata(number(String.valueOf(last)), text.toString());
  }

  private static long number(String position) {
    return position.matches("[0-9]{1,18}") ? Long.parseLong(position) : 0;
  }

  /** Returns whether the event of a delivery is written, so that it must not be again. */
  boolean contains(Delivery delivery) {
    Position position = delivery.position();
    return position != null
        && last != null
        && !delivery.resubmitted()
        && position.compareTo(last) <= 0
        && !setAside.contains(position);
  }

  /**
   * Returns what it is once some deliveries, in order, were written and others set aside.
   *
   * @param context tells which of those set aside do not come again
   */
  WrittenPositions with(List<Delivery> written, List<Delivery> notWritten, ChannelContext context) {
    Position furthest = last;
    List<Position> without = new ArrayList<>(setAside);
    without.removeIf(one -> context.isSettled(one.toString()));
    for (Delivery delivery : written) {
      Position position = delivery.resubmitted() ? null : delivery.position();
      without.remove(position);
      furthest = later(furthest, position);
    }
    for (Delivery delivery : notWritten) {
      Position position = delivery.resubmitted() ? null : delivery.position();
      if (position != null && !without.contains(position)) {
        without.add(position);
      }
      furthest = later(furthest, position);
    }
    return new WrittenPositions(furthest, without);
  }

  private static @Nullable Position later(@Nullable Position one, @Nullable Position other) {
    return other == null || (one != null && one.compareTo(other) > 0) ? one : other;
  }
}
