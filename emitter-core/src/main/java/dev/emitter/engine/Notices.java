package dev.emitter.engine;

import dev.emitter.definition.EmitterDefinition;
import dev.emitter.definition.NotifySettings;
import dev.emitter.delivery.Notice;
import dev.emitter.delivery.Notice.What;
import dev.emitter.delivery.Notifier;
import dev.emitter.delivery.Recipients;
import dev.emitter.delivery.RetryPolicy;
import dev.emitter.delivery.TimeSource;
import dev.emitter.execution.Execution;
import dev.emitter.execution.TaskExecutor;
import dev.emitter.problem.Loggers;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Tells people what happens to emitters, on threads of its own; a notifier that fails is called
 * again after growing waits, about half an hour long. What could not be told is told by the next
 * process, from a log that keeps state. Thread-safe; none of its methods blocks, but for {@link
 * #close}.
 */
final class Notices {

  private static final Logger LOG = Loggers.of(Notices.class);

  private static final int THREADS = 4;
  private static final int MAX_ATTEMPTS = 6;
  private static final RetryPolicy RETRY =
      new RetryPolicy(Duration.ofMinutes(1), Duration.ofMinutes(30));

  private final @Nullable Notifier notifier;
  private final Recipients recipients;
  private final TimeSource time;
  private final RandomGenerator random;
  private final Runnable settled;
  private final TaskExecutor threads;
  private final NoticeShares shares;
  private final Map<String, NoticeSummary> summaries = new ConcurrentHashMap<>();
  private final AtomicInteger underWay = new AtomicInteger();
  private volatile boolean closed;

  /**
   * Creates a teller.
   *
   * @param notifier tells people; null if nobody is to be told
   * @param recipients resolves those whom definitions name
   * @param mostAnHour how many notices an owner is given within an hour
   * @param settled is called after each attempt, on the thread of the notifier
   */
  Notices(
      Execution execution,
      @Nullable Notifier notifier,
      Recipients recipients,
      TimeSource time,
      RandomGenerator random,
      long mostAnHour,
      Runnable settled) {
    this.threads = execution.executor("emitter-notifier", THREADS);
    this.notifier = notifier;
    this.recipients = recipients;
    this.time = time;
    this.random = random;
    this.shares = new NoticeShares(mostAnHour);
    this.settled = settled;
  }

  /** Tells what has happened, unless that is over by then. */
  void tell(NoticeSource about, What what, int number) {
    if (notifier == null) {
      return;
    }
    Due due = new Due(about, what, number, 1, notifier);
    EmitterDefinition definition = about.definition();
    switch (shares.next(definition.owner(), definition.id(), nanoTime())) {
      case GIVEN -> begin(due);
      case HELD -> hold(due);
      case FIRST_HELD -> {
        sumUpLater(due);
        hold(due);
      }
    }
  }

  private void sumUpLater(Due first) {
    NoticeSummary summary = new NoticeSummary(first.about(), shares, time);
    summaries.put(owner(first), summary);
    try {
      time.schedule(Duration.ofNanos(NoticeShares.HOUR_NANOS), () -> sumUp(first, summary));
    } catch (RuntimeException e) { // it may be the application's
      LOG.warn("the TimeSource failed; notices are summed up now", e);
      sumUp(first, summary);
    }
  }

  private void sumUp(Due first, NoticeSummary summary) {
    summaries.remove(owner(first), summary);
    begin(new Due(summary, What.LIMITED, 0, 1, first.notifier()));
  }

  private long nanoTime() {
    try {
      return time.nanoTime();
    } catch (RuntimeException e) { // it may be the application's
      LOG.warn("the TimeSource failed", e);
      return 0;
    }
  }

  /**
   * It counts as told once it is summed up; if this process ends before, the next one tells it,
   * from a log that keeps state.
   */
  private void hold(Due due) {
    NoticeSummary summary = summaries.get(owner(due));
    if (summary == null || !summary.add(due.about(), due.what(), due.number())) {
      noteTold(due);
    }
  }

  private static String owner(Due due) {
    return String.valueOf(due.about().definition().owner());
  }

  private void noteTold(Due due) {
    underWay.incrementAndGet();
    try {
      threads.execute(
          () -> {
            try {
              due.about().told(due.what(), due.number());
            } finally {
              ended();
            }
          });
    } catch (RuntimeException | Error e) { // such as: no thread can be started
      LOG.warn("emitter {}: that it is told cannot be noted", due.about().definition().id(), e);
      ended();
    }
  }

  /** Returns how many notices an owner was given in this hour. */
  long givenThisHour(String owner) {
    return shares.given(owner, nanoTime());
  }

  /** Returns how many notices were not given one by one. */
  long held() {
    return shares.held();
  }

  /** A notice to give: what happened to which emitter, and which attempt it is. */
  private record Due(NoticeSource about, What what, int number, int attempt, Notifier notifier) {

    Due next() {
      return new Due(about, what, number, attempt + 1, notifier);
    }
  }

  private void begin(Due due) {
    underWay.incrementAndGet();
    try {
      threads.execute(() -> attempt(due));
    } catch (RuntimeException | Error e) { // such as: no thread can be started
      failed(due, e);
      ended();
    }
  }

  private void attempt(Due due) {
    try {
      if (!closed) {
        give(due);
      }
    } catch (Throwable e) { // the application's code must not stop the library
      failed(due, e);
    } finally {
      ended();
    }
  }

  private void give(Due due) throws Exception {
    Notice notice = due.about().notice(due.what(), due.number());
    if (notice == null) {
      return;
    }
    due.notifier().tell(notice.to(recipients(due.about().definition())));
    if (!closed) { // or it can be stored no more, and the next process tells again
      due.about().told(due.what(), due.number());
    }
  }

  /** Returns the addresses of those whom the definition names. */
  private List<String> recipients(EmitterDefinition definition) {
    NotifySettings wanted = definition.notification();
    if (wanted == null) {
      return List.of();
    }
    Set<String> addresses = new LinkedHashSet<>();
    for (String name : wanted.to()) {
      List<String> found = recipients.addresses(name, definition.owner());
      if (found.isEmpty()) {
        LOG.warn("emitter {}: \"{}\", whom notify names, has no address", definition.id(), name);
      }
      addresses.addAll(found);
    }
    return List.copyOf(addresses);
  }

  private void failed(Due due, Throwable e) {
    String id = due.about().definition().id();
    if (due.attempt() >= MAX_ATTEMPTS) {
      LOG.error(
          "emitter {} {} and its owner could not be told: {} attempts failed, the last with",
          id,
          said(due.what()),
          due.attempt(),
          e);
      return;
    }
    Duration delay = RETRY.delay(due.attempt(), null, random);
    LOG.warn("emitter {}: its owner cannot be told now; again in {}: {}", id, delay, e.toString());
    time.schedule(delay, () -> begin(due.next()));
  }

  private static String said(What what) {
    return switch (what) {
      case DISABLED -> "is disabled";
      case UNSTABLE -> "is unstable";
      case RECOVERED -> "has recovered";
      case LIMITED -> "is limited";
    };
  }

  private void ended() {
    underWay.decrementAndGet();
    settled.run();
  }

  /** Returns whether the notifier does nothing before time goes on. */
  boolean isQuiet() {
    return underWay.get() == 0;
  }

  /** Waits for the notices under way, interrupting the notifier at the end of the time. */
  void close(long nanos) throws InterruptedException {
    try {
      threads.terminate(nanos);
    } finally {
      closed = true;
    }
  }
}
