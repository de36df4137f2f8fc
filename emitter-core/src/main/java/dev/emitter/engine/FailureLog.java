package dev.emitter.engine;

import dev.emitter.delivery.ParkedEvent;
import dev.emitter.log.LoggedEvent;
import dev.emitter.problem.Loggers;
import java.time.Duration;
import org.slf4j.Logger;

/**
 * Tells in the log of the application that an emitter fails and that it is well again, so that
 * silence means that all goes well; never more than a few lines a minute. What is to be written is
 * an effect, as loggers may be the application's code. Owned by the loop.
 */
final class FailureLog {

  private static final Logger LOG = Loggers.of(FailureLog.class);

  private static final long MINUTE = Duration.ofMinutes(1).toNanos();
  private static final int MOST_PARKED = 10;

  private final String id;
  private boolean told;
  private boolean everTold;
  private long toldAt;
  private long minuteBegan;
  private int parkedInMinute;
  private boolean droppedEver;
  private long droppedAt;

  FailureLog(String id) {
    this.id = id;
  }

  /**
   * An emitter that was well has failed; told once a minute, or one that fails now and then would
   * fill the log.
   */
  void failed(LoggedEvent event, String reason, long nanoTime) {
    if (everTold && nanoTime - toldAt < MINUTE) {
      return;
    }
    told = true;
    everTold = true;
    toldAt = nanoTime;
    LOG.warn(
        "emitter {}: event {} at position {} was not delivered and is tried again: {}",
        id,
        idOf(event),
        event.position(),
        reason);
  }

  /** It has delivered what it had failed with. */
  void recovered(LoggedEvent event) {
    if (told) {
      told = false;
      LOG.info(
          "emitter {} delivers again, since event {} at position {}",
          id,
          idOf(event),
          event.position());
    }
  }

  /** An event is set aside. */
  void parked(LoggedEvent event, String reason, long nanoTime) {
    if (parkedInMinute == 0 || nanoTime - minuteBegan >= MINUTE) {
      minuteBegan = nanoTime;
      parkedInMinute = 0;
    }
    parkedInMinute++;
    if (parkedInMinute > MOST_PARKED) {
      return;
    }
    String more = parkedInMinute == MOST_PARKED ? "; more within this minute are not told" : "";
    LOG.warn(
        "emitter {}: event {} at position {} is parked: {}{}",
        id,
        idOf(event),
        event.position(),
        reason,
        more);
  }

  /** An event that was set aside is forgotten; told once a minute. */
  void droppedParked(ParkedEvent event, String reason, long nanoTime) {
    if (droppedEver && nanoTime - droppedAt < MINUTE) {
      return;
    }
    droppedEver = true;
    droppedAt = nanoTime;
    LOG.warn(
        "emitter {}: its oldest parked events are forgotten, now event {} at position {}: {}; more"
            + " within this minute are not told",
        id,
        event.origin().id(),
        event.position(),
        reason);
  }

  /**
   * A person has enabled it.
   *
   * @param waiting how many events wait
   */
  void enabled(long waiting) {
    told = false;
    LOG.info("emitter {} is enabled; events waiting: {}", id, waiting);
  }

  private static String idOf(LoggedEvent event) {
    return event.event().event().getId();
  }
}
