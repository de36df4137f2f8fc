package dev.emitter.testkit;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.Supplier;

/** Shows a time that is kept elsewhere, in a zone. Thread-safe if its supplier is. */
final class Dial extends Clock {

  private final Supplier<Instant> now;
  private final ZoneId zone;

  Dial(Supplier<Instant> now) {
    this(now, ZoneOffset.UTC);
  }

  private Dial(Supplier<Instant> now, ZoneId zone) {
    this.now = now;
    this.zone = zone;
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  @Override
  public Clock withZone(ZoneId other) {
    return new Dial(now, other);
  }
}
