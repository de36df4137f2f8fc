package dev.emitter.topic;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The topics that an emitter receives: those it names with everything below them, or every topic of
 * the application. The library's own topics are received only by who names them. Immutable and
 * thread-safe.
 */
public final class Subscription {

  private static final Subscription EVERYTHING = new Subscription(List.of(), true);

  private final List<Topic> topics;
  private final boolean everything;

  private Subscription(List<Topic> topics, boolean everything) {
    this.topics = topics;
    this.everything = everything;
  }

  /** Returns the subscription to every topic but the library's own. */
  public static Subscription toEverything() {
    return EVERYTHING;
  }

  /** Returns the subscription to these topics and all below them; it may be to none. */
  public static Subscription to(Collection<Topic> topics) {
    return new Subscription(outermost(topics), false);
  }

  /**
   * Leaves out each topic that lies within another one, so that a path meets at most one. Sorted by
   * segments, a topic stands directly before all that lie within it.
   */
  private static List<Topic> outermost(Collection<Topic> topics) {
    List<Topic> sorted = new ArrayList<>(topics);
    sorted.sort(Subscription::compareSegments);
    Set<Topic> kept = new HashSet<>();
    Topic last = null;
    for (Topic topic : sorted) {
      if (last == null || !topic.isWithin(last)) {
        kept.add(topic);
        last = topic;
      }
    }
    return new LinkedHashSet<>(topics).stream().filter(kept::contains).toList();
  }

  private static int compareSegments(Topic left, Topic right) {
    int common = Math.min(left.depth(), right.depth());
    for (int i = 0; i < common; i++) {
      int order = left.segments().get(i).compareTo(right.segments().get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.depth(), right.depth());
  }

  /** Returns whether events on the topic are received. */
  public boolean selects(Topic topic) {
    if (everything) {
      return !topic.isReserved();
    }
    for (Topic subscribed : topics) {
      if (topic.isWithin(subscribed)) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether this is the subscription to every topic of the application. */
  public boolean isEverything() {
    return everything;
  }

  /**
   * Returns the topics subscribed to, without those that another one of them covers; empty for
   * every topic.
   */
  public List<Topic> topics() {
    return topics;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Subscription that
        && everything == that.everything
        && Set.copyOf(topics).equals(Set.copyOf(that.topics));
  }

  @Override
  public int hashCode() {
    return Set.copyOf(topics).hashCode();
  }

  @Override
  public String toString() {
    return everything ? "every topic" : topics.toString();
  }
}
