package dev.emitter.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * The search for faulty events among those that a receiver has refused together, without saying
 * which are at fault. Owned by the loop.
 *
 * <p>Half of the suspects, the earlier ones, are delivered next. If these are taken, the fault is
 * among the others; if they are refused, it is among them, and no more is known of the others. One
 * that is refused alone is the faulty one; then all that is left goes together again, since that is
 * right more often than not. So one faulty event of n costs about log2(n) + 2 calls. An event that
 * has to wait, or is given up, narrows the search like any other.
 *
 * <p>While a search goes on it alone makes calls. Calls that were under way when it began may be
 * refused, too: each is searched in its turn. What is known is forgotten once the log is read anew,
 * and with the process.
 */
final class FaultSearch {

  private static final Deque<List<Pending>> NONE = new ArrayDeque<>(0); // never added to

  private Deque<List<Pending>> refused = NONE;

  /** Returns whether suspects wait to be delivered. */
  boolean isOn() {
    while (!refused.isEmpty()) {
      List<Pending> suspects = refused.peekFirst();
      suspects.removeIf(one -> !one.isQueued() || one.stage() == Pending.Stage.SETTLED);
      if (!suspects.isEmpty()) {
        return true;
      }
      refused.removeFirst();
    }
    return false;
  }

  /** Returns how many suspects go next at most; only while it is on. */
  int size() {
    return Math.max(1, refused.getFirst().size() / 2);
  }

  /** Returns the suspects, in the order of the log; only while it is on. */
  Iterator<Pending> suspects() {
    return refused.getFirst().iterator();
  }

  /**
   * Notes how a call ended.
   *
   * @param batch the call
   * @param together which of its events were refused together: none, or at least two
   * @param found whether one was refused by itself
   */
  void ended(Batch batch, List<Pending> together, boolean found) {
    boolean current = batch.isProbe() && !refused.isEmpty();
    if (current && (found || !together.isEmpty())) {
      refused.removeFirst();
    }
    if (!together.isEmpty()) {
      if (refused == NONE) {
        refused = new ArrayDeque<>();
      }
      List<Pending> suspects = new ArrayList<>(together);
      if (current) {
        refused.addFirst(suspects);
      } else {
        refused.addLast(suspects);
      }
    }
  }

  void forget() {
    refused.clear();
  }
}
