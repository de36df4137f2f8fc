package dev.emitter.engine;

import dev.emitter.definition.EmitterDefinition;
import dev.emitter.delivery.Notice;
import dev.emitter.delivery.TimeSource;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What has happened to the emitters of an owner beyond the notices of an hour, told in one. What it
 * stands for is known to people once it is told itself. Thread-safe.
 */
final class NoticeSummary implements NoticeSource {

  private static final int MOST = 1_000;

  private final NoticeSource first;
  private final NoticeShares shares;
  private final TimeSource time;
  private final Queue<Held> held = new ConcurrentLinkedQueue<>();
  private final AtomicInteger count = new AtomicInteger();
  private volatile @Nullable String text;

  /**
   * Creates a summary.
   *
   * @param first the first of which people are not told one by one
   */
  NoticeSummary(NoticeSource first, NoticeShares shares, TimeSource time) {
    this.first = first;
    this.shares = shares;
    this.time = time;
  }

  private record Held(NoticeSource about, Notice.What what, int number) {}

  /** Adds what people are told with this; returns whether it is noted when they were. */
  boolean add(NoticeSource about, Notice.What what, int number) {
    if (text != null || count.incrementAndGet() > MOST) {
      return false;
    }
    held.add(new Held(about, what, number));
    return true;
  }

  @Override
  public EmitterDefinition definition() {
    return first.definition();
  }

  @Override
  public Notice notice(Notice.What what, int number) {
    EmitterDefinition about = definition();
    String owner = String.valueOf(about.owner());
    String reason = text;
    if (reason == null) {
      reason = shares.sumUp(owner);
      text = reason; // it may have to be told again
    }
    return new Notice(
        what, about.id(), about.type(), owner, reason, time.clock().instant(), null, 0);
  }

  @Override
  public void told(Notice.What what, int number) {
    held.forEach(one -> one.about().told(one.what(), one.number()));
  }
}
