package dev.emitter.engine;

import dev.emitter.log.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the parts of a lane need of the engine around them: how far the log is routed, and who has
 * to know what has changed. All lanes of a slot share its routed position, and its loop. Called on
 * the loop alone.
 */
interface Slot {

  /** Returns the position of the last event routed. */
  Position routed();

  /** Returns whether the log has ever dropped an event. */
  boolean hasDropped();

  /** Returns the position up to which the log has dropped events; they are dealt with by then. */
  Position droppedTo();

  /** Returns the last position that all these emitters have settled, or null for no such one. */
  @Nullable Position limit(List<String> emitterIds);

  /** Deals with what the log has dropped so far, which what was read before may leave out. */
  void noteDropped();

  /** Lets a lane look soon at what there is to do. */
  void look(LaneState lane);

  /** A lane has failed, and does nothing for a second; then it looks at what there is to do. */
  void pause(LaneState lane);

  /** A lane is given no events, but has read further than the router: it joins once it is there. */
  void awaitRouter(LaneState lane);

  /** Looks whether a lane has anything to do or to wait for. */
  void busyOrIdle(LaneState lane);

  /** A lane belongs to somebody else now. */
  void ownerChanged(LaneState lane);

  /** What is stored of a lane has changed; while nothing is delivered, looking changes nothing. */
  void changed(LaneState lane);

  /** A person has changed what is stored of a lane. */
  void touched(LaneState lane);

  /** A lane has settled events, or changed its state: others may wait for that. */
  void settled(LaneState lane);
}
