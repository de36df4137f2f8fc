package dev.emitter.powerbi;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * What all emitters of this process together have sent to one dataset, so that they stay within the
 * limits of the service ("Limitations" of the Power BI REST API for push datasets), and the pause
 * that it has asked for.
 *
 * <p>A request counts from the moment it goes out until a minute, and its rows until an hour, after
 * its answer has come: whenever the service saw it in between, no minute and no hour of its clock
 * sees more. Nobody waits here: who may not send now is told for how long. So all waiting is done
 * by the engine, by its own time. Thread-safe: all state is guarded by this.
 */
final class DatasetQuota {

  /** How many requests the service lets wait for a dataset. */
  private static final int MOST_PENDING = 5;

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration A_MOMENT = Duration.ofSeconds(1);

  /** A request that has ended; its rows are 0 if none were stored. */
  private record Ended(Instant at, int rows) {}

  private final Deque<Ended> ended = new ArrayDeque<>(); // the oldest first
  private int pending;
  private long rows; // of the ended and the pending
  private Instant now = Instant.MIN;
  private Instant pausedUntil = Instant.MIN;

  /**
   * Asks for a turn to send rows.
   *
   * @param most how many there are; if the hour has room for fewer, the turn is for these
   */
  synchronized QuotaDecision ask(int most, QuotaLimits allowed, Instant time) {
    goTo(time);
    if (now.isBefore(pausedUntil)) {
      return new QuotaDecision.Denied(
          Duration.between(now, pausedUntil),
          "not sent: the service has asked for a pause on this dataset until " + pausedUntil);
    }
    if (pending >= MOST_PENDING) {
      return new QuotaDecision.Denied(
          A_MOMENT, "not sent: " + pending + " requests to this dataset have no answer yet");
    }
    Duration wait = untilRequest(allowed.requestsPerMinute());
    if (!wait.isZero()) {
      return denied(wait, "requestsPerMinute = " + allowed.requestsPerMinute());
    }
    long room = allowed.rowsPerHour() - rows;
    if (room <= 0) {
      return denied(untilRows(1 - room), "rowsPerHour = " + allowed.rowsPerHour());
    }
    int granted = (int) Math.min(most, room);
    pending++;
    rows += granted;
    return new QuotaDecision.Granted(granted);
  }

  private static QuotaDecision denied(Duration wait, String limit) {
    return new QuotaDecision.Denied(
        wait, "not sent: the emitters on this dataset have reached " + limit + "; it goes on soon");
  }

  /** Returns how long the pause that the service has asked for still lasts; zero for none. */
  synchronized Duration pause(Instant time) {
    goTo(time);
    return now.isBefore(pausedUntil) ? Duration.between(now, pausedUntil) : Duration.ZERO;
  }

  /**
   * Notes that a request has ended.
   *
   * @param stored whether its rows may have been stored
   * @param requests how many there were of it: more than one if it was repeated
   */
  synchronized void end(QuotaDecision.Granted turn, boolean stored, int requests, Instant time) {
    goTo(time);
    pending--;
    rows -= stored ? 0 : turn.rows();
    ended.add(new Ended(now, stored ? turn.rows() : 0));
    for (int i = 1; i < requests; i++) {
      ended.add(new Ended(now, 0));
    }
  }

  /** Notes that the service has asked for a pause. */
  synchronized void pause(Duration length, Instant time) {
    goTo(time);
    Instant until = now.plus(length);
    pausedUntil = until.isAfter(pausedUntil) ? until : pausedUntil;
  }

  /** Returns whether it may be forgotten: nothing that it knows matters any more. */
  synchronized boolean isBlank(Instant time) {
    goTo(time);
    return ended.isEmpty() && pending == 0 && !now.isBefore(pausedUntil);
  }

  private Duration untilRequest(int most) {
    int over = pending + 1 - most;
    Iterator<Ended> newest = ended.descendingIterator();
    Duration wait = Duration.ZERO;
    while (newest.hasNext()) {
      Instant free = newest.next().at().plus(MINUTE);
      if (!free.isAfter(now)) {
        break;
      }
      over++;
      if (over == 1) { // once this one is a minute old, there is room
        wait = Duration.between(now, free);
      }
    }
    return over > 0 && wait.isZero() ? A_MOMENT : wait;
  }

  /** Returns when so many of the rows will be an hour old. */
  private Duration untilRows(long over) {
    long left = over;
    for (Ended one : ended) {
      left -= one.rows();
      if (left <= 0) {
        return Duration.between(now, one.at().plus(HOUR));
      }
    }
    return A_MOMENT; // those under way have to end first
  }

  /** Goes on to a time. If somebody has set the clock back, what was is taken to be just now. */
  private void goTo(Instant time) {
    if (time.isBefore(now)) {
      Duration back = Duration.between(time, now);
      pausedUntil = pausedUntil.isAfter(now) ? pausedUntil.minus(back) : Instant.MIN;
      Deque<Ended> earlier = new ArrayDeque<>(ended);
      ended.clear();
      earlier.forEach(
          one -> ended.add(new Ended(one.at().isBefore(time) ? one.at() : time, one.rows())));
    }
    now = time;
    for (Ended oldest = ended.peek(); oldest != null; oldest = ended.peek()) {
      if (oldest.at().plus(HOUR).isAfter(now)) {
        return;
      }
      rows -= oldest.rows();
      ended.remove();
    }
  }
}
