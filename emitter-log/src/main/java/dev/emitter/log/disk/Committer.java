package dev.emitter.log.disk;

import dev.emitter.execution.Worker;
import dev.emitter.log.EventLogException;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.SequencePosition;
import dev.emitter.problem.Loggers;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Writes the log, by one worker at a time. It takes all appends there are, writes them together,
 * syncs once, and only then lets readers see them and publishers know. What fails is undone, and
 * the next append tries again.
 */
final class Committer implements Worker.Step {

  private static final Logger LOG = Loggers.of(DiskEventLog.class);
  private static final long SYNC_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long FOREVER = TimeUnit.DAYS.toNanos(1);

  private final AppendQueue queue;
  private final Segments segments;
  private final RecentEvents recent;
  private final SegmentAppender appender;
  private final Listening listening;
  private final CommitterRole role;
  private final LogSettings settings;
  private final RefusedRound refused;
  private volatile boolean failing; // written by the worker at work, read by anybody
  private List<Runnable> answers = new ArrayList<>();
  private long unsyncedSince;

  Committer(
      AppendQueue queue,
      Segments segments,
      RecentEvents recent,
      SegmentAppender appender,
      Listening listening,
      CommitterRole role,
      LogSettings settings) {
    this.queue = queue;
    this.segments = segments;
    this.recent = recent;
    this.appender = appender;
    this.listening = listening;
    this.role = role;
    this.settings = settings;
    this.refused = new RefusedRound(settings.execution(), queue);
  }

  /** Returns whether the last event could not be appended. */
  boolean isFailing() {
    return failing;
  }

  /** Commits what there is; the last time if the log closes, or another worker has taken over. */
  @Override
  public long run() {
    refused.pass();
    boolean last = queue.isClosing();
    commit(last ? queue.takeLast() : queue.take());
    if (last || isSyncDue(SYNC_NANOS)) {
      sync(null);
    }
    if (last) {
      appender.close();
      role.finish();
    }
    long pause = isSyncDue(1) ? SYNC_NANOS : FOREVER;
    List<Runnable> due = answers;
    answers = new ArrayList<>();
    int round = refused.number();
    boolean mine = due.isEmpty() || role.answer(() -> tell(due, round));
    return mine && !last ? pause : Worker.END;
  }

  @Override
  public boolean isPending() {
    return queue.isPending();
  }

  private void tell(List<Runnable> due, int round) {
    due.forEach(Runnable::run);
    refused.told(round);
  }

  private boolean isSyncDue(long age) {
    return settings.durability() == Durability.WRITTEN
        && appender.isUnsynced()
        && settings.execution().nanoTime() - unsyncedSince >= age - 1;
  }

  private void commit(@Nullable PendingAppend oldest) {
    List<PendingAppend> group = new ArrayList<>();
    long bytes = 0;
    for (PendingAppend append = oldest; append != null; ) {
      PendingAppend following = append.next;
      append.next = null;
      if (!group.isEmpty() && (!append.isEvent() || !appender.hasRoom(bytes + append.size()))) {
        commit(group);
        group = new ArrayList<>();
        bytes = 0;
      }
      if (append.isEvent()) {
        group.add(append);
        bytes += append.size();
      } else {
        act(append);
      }
      append = following;
    }
    if (!group.isEmpty()) {
      commit(group);
    }
    queue.signalRoom();
  }

  private void commit(List<PendingAppend> group) {
    List<PendingAppend> tried = refuseBehindRefused(group);
    if (!tried.isEmpty()) {
      append(tried);
    }
    group.forEach(queue::done);
  }

  /** Returns what is left of the group. */
  private List<PendingAppend> refuseBehindRefused(List<PendingAppend> group) {
    Throwable before = refused.reason();
    if (before == null || group.stream().noneMatch(refused::covers)) {
      return group;
    }
    refuse(group.stream().filter(refused::covers).toList(), before);
    return group.stream().filter(append -> !refused.covers(append)).toList();
  }

  private void append(List<PendingAppend> group) {
    try {
      long first = segments.next();
      long time = settings.now();
      boolean synced = settings.durability() == Durability.SYNCED;
      if (!appender.isUnsynced()) {
        unsyncedSince = settings.execution().nanoTime();
      }
      appender.append(group, first, time, synced);
      accept(group, first, EpochNanos.instant(time));
    } catch (Throwable e) { // publishers must not wait for ever, whatever it is
      refused.note(e);
      refuse(group, e);
    }
  }

  private void accept(List<PendingAppend> group, long first, Instant time) {
    List<LoggedEvent> events = new ArrayList<>(group.size());
    for (int i = 0; i < group.size(); i++) {
      events.add(group.get(i).logged(first + i, time));
    }
    recent.add(events, group);
    segments.end(first + group.size() - 1);
    failing = false;
    listening.appended();
    answers.add(
        () -> {
          for (int i = 0; i < group.size(); i++) {
            group.get(i).complete(events.get(i).position());
          }
        });
  }

  private void refuse(List<PendingAppend> group, Throwable e) {
    failing = true;
    EventLogException failure = appender.explain(group, e);
    LOG.debug("{}", failure.getMessage(), e);
    for (PendingAppend append : group) {
      if (append.act() == PendingAppend.Act.OFFER) {
        listening.discarded(append);
      }
    }
    answers.add(() -> group.forEach(append -> append.completeExceptionally(failure)));
  }

  private void act(PendingAppend append) {
    if (append.act() == PendingAppend.Act.SYNC) {
      sync(append);
    } else {
      roll(append);
    }
    queue.done(append);
  }

  private void sync(@Nullable PendingAppend asked) {
    try {
      appender.sync();
      done(asked);
    } catch (Throwable e) { // whoever asked must know, and the log goes on
      if (asked == null) {
        LOG.error("events that were accepted may not survive a power cut", e);
      } else {
        fail(asked, e);
      }
    }
  }

  private void roll(PendingAppend asked) {
    try {
      appender.roll(segments.next());
      done(asked);
    } catch (IOException | RuntimeException e) {
      fail(asked, e);
    }
  }

  private void done(@Nullable PendingAppend asked) {
    if (asked != null) {
      SequencePosition end = new SequencePosition(segments.end());
      answers.add(() -> asked.complete(end));
    }
  }

  private void fail(PendingAppend asked, Throwable e) {
    EventLogException failure = appender.explain(List.of(), e);
    answers.add(() -> asked.completeExceptionally(failure));
  }
}
