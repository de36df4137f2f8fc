package dev.emitter.engine;

import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * Waits until emitters have come to rest, in one of several senses. What counts is looked at on the
 * loop, between two events, so nothing can slip by. Thread-safe.
 */
final class IdleMonitor {

  private final IdleWaiters waiters;
  private final Router router;
  private final ListenerQueue listener;
  private final ResendAnswers answers;
  private final LaneRegistry lanes;
  private final Notices notices;

  IdleMonitor(
      IdleWaiters waiters,
      Router router,
      ListenerQueue listener,
      ResendAnswers answers,
      LaneRegistry lanes,
      Notices notices) {
    this.waiters = waiters;
    this.router = router;
    this.listener = listener;
    this.answers = answers;
    this.lanes = lanes;
    this.notices = notices;
  }

  /** Waits until every emitter is idle or disabled; returns whether that came to be in time. */
  boolean awaitIdle(long nanos) throws InterruptedException {
    return waiters.await(() -> isAll(lane -> lane.isIdle(lanes.routed())), nanos);
  }

  /**
   * Waits until nothing more happens before the clock goes on; returns whether in time.
   *
   * @param held how many calls the channel of an emitter leaves without an answer until then
   */
  boolean awaitQuiet(ToIntFunction<String> held, long nanos) throws InterruptedException {
    return waiters.await(
        () ->
            isAll(lane -> lane.isQuiet(held.applyAsInt(lane.id()), lanes.routed()))
                && notices.isQuiet(),
        nanos);
  }

  /** Waits until every emitter is idle, disabled, or only waits to try again. */
  boolean awaitIdleOrWaiting(long nanos) throws InterruptedException {
    return waiters.await(
        () -> isAll(lane -> lane.isIdle(lanes.routed()) || lane.onlyWaits(lanes.routed())), nanos);
  }

  /** Returns whether everything is routed and told, and all that is at work satisfies this. */
  private boolean isAll(Predicate<LaneState> condition) {
    return router.isAtEnd()
        && listener.isEmpty()
        && answers.areGiven()
        && lanes.busy().all().stream().allMatch(condition);
  }

  /**
   * Looks whether anybody need not wait any longer; on the loop, when nothing else is to be done.
   */
  void look() {
    waiters.look();
  }
}
