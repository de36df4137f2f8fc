package dev.emitter.engine;

import dev.emitter.event.EncodedEvent;
import dev.emitter.event.EventCodec;
import dev.emitter.event.InvalidEventException;
import dev.emitter.log.BlobStore;
import dev.emitter.log.EventLogException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The copy of an event that is set aside: in memory until it is stored, and read from there
 * afterwards. In a log that stores nothing it stays in memory. Thread-safe.
 */
final class ParkedCopy implements Supplier<EncodedEvent> {

  private final long bytes;
  private volatile @Nullable EncodedEvent event;
  private volatile @Nullable Place place;
  private volatile @Nullable Runnable whenStored;

  private record Place(BlobStore blobs, String name) {}

  private ParkedCopy(long bytes, @Nullable EncodedEvent event, @Nullable Place place) {
    this.bytes = bytes;
    this.event = event;
    this.place = place;
  }

  /** Returns the copy of an event that is not stored yet. */
  static ParkedCopy of(EncodedEvent event) {
    return new ParkedCopy(event.weight(), event, null);
  }

  /** Returns a copy that is stored. */
  static ParkedCopy stored(BlobStore blobs, String name, long bytes) {
    return new ParkedCopy(bytes, null, new Place(blobs, name));
  }

  /** Returns about how many bytes it takes, wherever it is; always the same. */
  long bytes() {
    return bytes;
  }

  /** Returns the name under which it is stored; null if it is not. */
  @Nullable String name() {
    Place known = place;
    return known == null ? null : known.name();
  }

  boolean isStored() {
    return place != null;
  }

  /** Sets what is to be done, on the loop, once it is stored. */
  void whenStored(Runnable action) {
    whenStored = action;
  }

  /** Notes where it is stored; it leaves the memory. */
  void stored(BlobStore blobs, String name) {
    place = new Place(blobs, name); // first, as others may be about to read it
    event = null;
  }

  /** Tells who waits for it that it is stored; on the loop. */
  void tellStored() {
    Runnable action = whenStored;
    whenStored = null;
    if (action != null) {
      action.run();
    }
  }

  @Override
  public EncodedEvent get() {
    EncodedEvent here = event;
    Place known = place;
    if (here != null) {
      return here;
    }
    if (known == null) {
      throw new IllegalStateException("a copy that is nowhere");
    }
    byte[] value = known.blobs().get(known.name());
    try {
      return EventCodec.decode(value, 0, value.length);
    } catch (InvalidEventException e) {
      throw new EventLogException("the copy of a parked event is damaged: " + e.getMessage(), e);
    }
  }
}
