package dev.emitter.cli;

import dev.emitter.Emitters;
import dev.emitter.config.Durations;
import dev.emitter.delivery.EmitterState;
import dev.emitter.delivery.EmitterStatus;
import dev.emitter.problem.FileFault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Publishes what there is, waits until it is delivered, and says how it went. Used once. */
final class Run {

  /** Who disables emitters that a run can do nothing more for. */
  static final String BY = "emitter run";

  private static final int LOOK_SELDOM = 20;

  private final Emitters emitters;
  private final @Nullable RunLog log;
  private final RunSettings settings;
  private final Messages messages;
  private final int columns;
  private final Termination termination;
  private final Feed feed;
  private final Outbox outbox;
  private final OutboxKeeper keeper;
  private final Progress progress;
  private final ClosedOutput closedOutput;
  private final long started = System.nanoTime();
  private long nextLook = started;
  private final Map<String, Integer> ackedBefore; // asked by the thread that reads alone
  private final AtomicLong skipped = new AtomicLong();
  private boolean stuck;
  private boolean idle;
  private boolean leftToTheNext;
  private boolean acknowledged;
  private @Nullable String unpublished;

  Run(
      Emitters emitters,
      @Nullable RunLog log,
      RunSettings settings,
      Messages messages,
      Terminal terminal,
      Termination termination) {
    this.emitters = emitters;
    this.log = log;
    this.settings = settings;
    this.ackedBefore = new HashMap<>(settings.acked());
    this.messages = messages;
    this.columns = terminal.columns();
    this.termination = termination;
    this.outbox = new Outbox(emitters, settings.acks() != null);
    this.keeper = new OutboxKeeper(outbox, settings.acks(), messages);
    this.feed = new Feed(settings.sources(), this::publish, messages);
    this.progress = new Progress(emitters, messages, terminal, System::nanoTime);
    this.closedOutput = new ClosedOutput(emitters);
  }

  /** Does it all and returns the exit status. */
  int execute() throws InterruptedException {
    termination.beforeEndingAtOnce(this::tellWhatIsLeft);
    keeper.start();
    feed.start();
    stuck =
        !new Publishing(emitters, log, outbox, settings, messages)
            .await(feed, termination, this::look);
    DrainTime time = new DrainTime(emitters, settings, messages, termination);
    stopPublishing(time);
    tellWhereItStopped();
    drain(time);
    List<EmitterStatus> statuses = emitters.status();
    StatusTable.of(statuses, columns).forEach(messages::say);
    messages.say(summary(statuses, time.limit()));
    return status(statuses);
  }

  private void publish(LineReader lines) throws LineFault {
    EventLine line = EventLineParser.parse(lines.bytes(), lines.length());
    String id = line.event().getId();
    if (id != null && isAcked(id)) {
      skipped.incrementAndGet();
      return;
    }
    outbox.publish(line, lines.length(), feed.place());
  }

  /** Each ack passes over one event: events of another source may have the same id. */
  private boolean isAcked(String id) {
    Integer acks = ackedBefore.remove(id);
    if (acks != null && acks > 1) {
      ackedBefore.put(id, acks - 1);
    }
    return acks != null;
  }

  /** What the log refuses now it will refuse for the rest of the time, too. */
  private void stopPublishing(DrainTime time) throws InterruptedException {
    boolean waits = !stuck && outbox.blockedFor().isZero();
    Duration left = time.left();
    feed.stop(waits ? left : Duration.ZERO);
    while (!outbox.await(waits ? time.turn() : Duration.ZERO) && waits && !time.isOver()) {
      look();
    }
    outbox.close();
    acknowledged = keeper.end();
    outbox.requireSound();
    unpublished = outbox.unpublished();
  }

  private void tellWhereItStopped() {
    if (unpublished != null) {
      messages.say(Texts.oneLine(unpublished));
    } else if (isCutShort()) {
      messages.say(Texts.oneLine("stopped at " + feed.reached() + "; the rest was not published"));
    }
  }

  /** A stream that is followed has no rest: it ends when the process is asked to. */
  private boolean isCutShort() {
    return !feed.isComplete() && (!settings.follow() || feed.readsFile());
  }

  private void drain(DrainTime time) {
    idle = emitters.awaitIdle(Duration.ZERO);
    while (!idle && !stuck && !time.isOver() && !leftToTheNext) {
      look();
      idle = emitters.awaitIdle(time.turn());
      leftToTheNext = !idle && time.isLeftToTheNext();
    }
  }

  private void tellWhatIsLeft() {
    messages.say(
        "ended at once: "
            + Undelivered.text(emitters.status())
            + (settings.durable()
                ? "; the next run with this --data goes on with that"
                : "; that is lost, as it was kept in memory only"));
  }

  /** Looking at very many emitters takes a while: it must not become the main work. */
  private void look() {
    long now = System.nanoTime();
    if (now - nextLook >= 0) {
      progress.show();
      closedOutput.look();
      nextLook = now + LOOK_SELDOM * (System.nanoTime() - now);
    }
  }

  private String summary(List<EmitterStatus> statuses, Duration limit) {
    long dropped = statuses.stream().mapToLong(EmitterStatus::dropped).sum();
    var counts = emitters.publications();
    long undeclared = settings.undeclared().getAsLong();
    double seconds = (System.nanoTime() - started) / 1e9;
    return String.format(Locale.ROOT, "published %s", Texts.count(counts.published(), "event"))
        + ", "
        + Texts.count(feed.badLines(), "bad line")
        + (skipped.get() == 0 ? "" : ", " + skipped.get() + " acked before")
        + (dropped == 0 ? "" : ", " + dropped + " dropped for disabled emitters")
        + (counts.switchedOff() == 0 ? "" : ", " + counts.switchedOff() + " switched off")
        + (undeclared == 0 ? "" : ", " + undeclared + " not as declared")
        + String.format(Locale.ROOT, ", %.1f s", seconds)
        + (idle && !stuck ? "" : undelivered(limit));
  }

  private String undelivered(Duration limit) {
    return leftToTheNext
        ? "; what waits to be tried again is left to the next run"
        : "; not all was delivered within " + Durations.format(limit);
  }

  private int status(List<EmitterStatus> statuses) {
    boolean reported = report(settings.report(), statuses);
    Faults standing = new Faults(messages);
    standing.add(emitters.problems().stream().filter(problem -> !problem.isWarning()).toList());
    if (feed.badLines() + feed.brokenInputs() > 0
        || !standing.isEmpty()
        || !reported
        || !acknowledged) {
      return ExitStatus.FAULT;
    }
    boolean delivered =
        idle
            && !stuck
            && unpublished == null
            && !isCutShort()
            && statuses.stream().noneMatch(Run::isUndelivered);
    return delivered ? ExitStatus.DONE : ExitStatus.UNDELIVERED;
  }

  private static boolean isUndelivered(EmitterStatus emitter) {
    return emitter.state() == EmitterState.DISABLED
        || emitter.state() == EmitterState.RETRYING
        || emitter.parked() > 0;
  }

  private boolean report(@Nullable Path file, List<EmitterStatus> statuses) {
    if (file == null) {
      return true;
    }
    try {
      new Report(emitters.publications().published(), statuses).write(file);
      return true;
    } catch (IOException e) {
      messages.say("report = " + file + ": " + FileFault.writing(file, e));
      return false;
    }
  }
}
