package dev.emitter.cli;

import java.util.ArrayList;
import java.util.List;

/** The ids of accepted events that are yet to be written. Guarded by the state of the outbox. */
final class AcceptedIds {

  private static final int MOST = 100_000;

  private List<String> ids = new ArrayList<>();
  private boolean writing;
  private boolean behind;

  boolean hasRoom() {
    return ids.size() < MOST;
  }

  void add(String id) {
    ids.add(id);
  }

  /** Returns whether none waits to be taken. */
  boolean isEmpty() {
    return ids.isEmpty();
  }

  /** Takes all there are, to be written. */
  List<String> take() {
    List<String> taken = ids;
    ids = new ArrayList<>();
    writing = true;
    return taken;
  }

  /** Notes whether all that were taken could be written. */
  void written(boolean all) {
    writing = false;
    behind = !all;
  }

  /** Returns whether some that were taken could not be written. */
  boolean isBehind() {
    return behind;
  }

  /** Returns whether none waits and none is being written. */
  boolean isIdle() {
    return ids.isEmpty() && !writing;
  }
}
