package dev.emitter.topic;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A segment of the topics subscribed to. Most nodes have no child or a single one, so that a map
 * comes only with the second. Not thread-safe.
 */
final class TopicNode<V> {

  private final ValueSet<V> values = new ValueSet<>();
  private @Nullable String onlySegment;
  private @Nullable TopicNode<V> onlyChild;
  private @Nullable Map<String, TopicNode<V>> children;

  /** Returns what subscribes to the topic that ends here. */
  ValueSet<V> values() {
    return values;
  }

  @Nullable TopicNode<V> child(String segment) {
    if (children != null) {
      return children.get(segment);
    }
    return segment.equals(onlySegment) ? onlyChild : null;
  }

  TopicNode<V> childOrNew(String segment) {
    TopicNode<V> child = child(segment);
    if (child == null) {
      child = new TopicNode<>();
      put(segment, child);
    }
    return child;
  }

  private void put(String segment, TopicNode<V> child) {
    if (children != null) {
      children.put(segment, child);
    } else if (onlySegment == null || onlyChild == null) {
      onlySegment = segment;
      onlyChild = child;
    } else {
      children = new HashMap<>();
      children.put(onlySegment, onlyChild);
      children.put(segment, child);
      onlySegment = null;
      onlyChild = null;
    }
  }

  void removeChild(String segment) {
    if (children == null) {
      onlySegment = null;
      onlyChild = null;
      return;
    }
    children.remove(segment);
    if (children.isEmpty()) {
      children = null;
    }
  }

  /** Returns whether this node is needed even without one of its children. */
  boolean hasMoreThanOneBranch() {
    return !values.isEmpty() || (children != null && children.size() > 1);
  }

  boolean isEmpty() {
    return values.isEmpty() && onlyChild == null && children == null;
  }
}
