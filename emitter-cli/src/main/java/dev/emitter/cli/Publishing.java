package dev.emitter.cli;

import dev.emitter.Emitters;
import dev.emitter.config.Durations;
import dev.emitter.delivery.EmitterState;
import dev.emitter.delivery.EmitterStatus;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What happens while events are published: an emitter that keeps a log in memory full is given up,
 * so that the run goes on for the others and comes to an end. Used once.
 */
final class Publishing {

  private static final Duration LOOK = Duration.ofMillis(100);

  private final Emitters emitters;
  private final @Nullable RunLog log;
  private final Outbox outbox;
  private final RunSettings settings;
  private final Messages messages;
  private final StallWatch watch;
  private boolean drops;
  private boolean gaveUp;
  private boolean stuck;

  Publishing(
      Emitters emitters,
      @Nullable RunLog log,
      Outbox outbox,
      RunSettings settings,
      Messages messages) {
    this.emitters = emitters;
    this.log = log;
    this.outbox = outbox;
    this.settings = settings;
    this.messages = messages;
    this.watch = new StallWatch(emitters, settings.drain());
  }

  /**
   * Waits until all is published, the process is asked to end, or publishing is stuck for good.
   *
   * @param look is called now and then
   * @return false if it is stuck
   */
  boolean await(Feed feed, Termination termination, Runnable look) throws InterruptedException {
    while (!isDone(feed) && !termination.isRequested() && !stuck && !isRefusedForGood()) {
      outbox.requireSound();
      look.run();
      if (log != null) {
        makeRoom(log, feed);
      }
    }
    return !stuck;
  }

  private boolean isDone(Feed feed) throws InterruptedException {
    return feed.await(LOOK) && outbox.await(LOOK);
  }

  /** A full disk has room again when somebody makes it: a run that is followed waits for that. */
  private boolean isRefusedForGood() {
    return !settings.follow() && outbox.blockedFor().compareTo(settings.drain()) > 0;
  }

  private void makeRoom(RunLog full, Feed feed) {
    switch (watch.look(feed.isPublishing(), System.nanoTime())) {
      case NONE -> {}
      case DISABLED -> dropForDisabled(full, feed);
      case STUCK -> giveUp(feed);
    }
  }

  private void dropForDisabled(RunLog full, Feed feed) {
    if (!drops) {
      drops = true;
      String message = ": the log is full of events for disabled emitters; the oldest are dropped";
      messages.say(Texts.oneLine(feed.place() + message));
      full.dropWhen(() -> emitters.awaitIdle(Duration.ZERO));
    }
  }

  private void giveUp(Feed feed) {
    String time = Durations.format(settings.drain());
    String full = feed.place() + ": the log is full and nothing was delivered for " + time;
    if (settings.follow()) { // a receiver has all the time that its definition gives it
      tellOnce(full + "; waiting");
      return;
    }
    stuck = gaveUp;
    tellOnce(full);
    emitters.status().stream()
        .filter(Publishing::holds)
        .forEach(
            emitter -> emitters.disable(emitter.id(), "nothing was delivered for " + time, Run.BY));
  }

  private void tellOnce(String message) {
    if (!gaveUp) {
      gaveUp = true;
      messages.say(Texts.oneLine(message));
    }
  }

  private static boolean holds(EmitterStatus emitter) {
    return emitter.state() == EmitterState.RETRYING || emitter.backlog() > 0;
  }
}
