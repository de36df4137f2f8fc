package dev.emitter.topic;

import java.util.function.Consumer;

/**
 * Finds who subscribes to a topic: a tree of segments, so that a look-up costs the depth of the
 * topic plus the matches, whatever the number of subscriptions. Compact for many values on many
 * topics. Not thread-safe: whoever shares one guards it.
 *
 * @param <V> what subscribes; told apart by {@code equals}, added with one subscription at a time
 */
public final class TopicIndex<V> {

  private final TopicNode<V> root = new TopicNode<>();
  private final ValueSet<V> everything = new ValueSet<>();

  /** Creates an index without subscriptions. */
  public TopicIndex() {}

  /** Adds a value under each topic of a subscription; what is there already stays. */
  public void add(Subscription subscription, V value) {
    if (subscription.isEverything()) {
      everything.add(value);
      return;
    }
    for (Topic topic : subscription.topics()) {
      TopicNode<V> node = root;
      for (String segment : topic.segments()) {
        node = node.childOrNew(segment);
      }
      node.values().add(value);
    }
  }

  /** Removes a value that was added with this subscription; what is not there is passed over. */
  public void remove(Subscription subscription, V value) {
    if (subscription.isEverything()) {
      everything.remove(value);
      return;
    }
    for (Topic topic : subscription.topics()) {
      remove(topic, value);
    }
  }

  /**
   * Passes every value whose subscription selects the topic: first those of every topic, then from
   * the outermost segment inwards, each in the order added. The visitor must not change this index.
   */
  public void forEach(Topic topic, Consumer<? super V> visitor) {
    if (!topic.isReserved()) {
      everything.forEach(visitor);
    }
    TopicNode<V> node = root;
    for (String segment : topic.segments()) {
      node = node.child(segment);
      if (node == null) {
        return;
      }
      node.values().forEach(visitor);
    }
  }

  /** Returns whether nothing subscribes to anything. */
  public boolean isEmpty() {
    return everything.isEmpty() && root.isEmpty();
  }

  /**
   * Removes the value, and the branch that is empty without it: the one below the last node on the
   * way that has something else to keep.
   */
  private void remove(Topic topic, V value) {
    TopicNode<V> node = root;
    TopicNode<V> keeper = root;
    String branch = topic.first();
    for (String segment : topic.segments()) {
      if (node != root && node.hasMoreThanOneBranch()) {
        keeper = node;
        branch = segment;
      }
      TopicNode<V> next = node.child(segment);
      if (next == null) {
        return;
      }
      node = next;
    }
    node.values().remove(value);
    if (node.isEmpty()) {
      keeper.removeChild(branch);
    }
  }
}
