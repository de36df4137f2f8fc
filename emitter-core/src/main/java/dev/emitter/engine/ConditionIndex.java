package dev.emitter.engine;

import dev.emitter.filter.Condition;
import dev.emitter.filter.EventField;
import dev.emitter.filter.FilterInput;
import dev.emitter.topic.ValueSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds which of many values an event may be for, by conditions that it must fulfil: a tree of
 * constants, each value under the condition that the fewest others share, so that a look-up costs
 * what it finds and not what there is. It may find too much, never too little. Not thread-safe.
 *
 * @param <V> what has conditions; told apart by {@code equals}
 */
final class ConditionIndex<V> {

  /** So many values are kept at a node before more of them are told apart by a condition. */
  private static final int FEW = 4;

  private static final int MOST_CONDITIONS = 8;
  private static final int MOST_PLACES = 64;

  private final Node<V> root = new Node<>();

  /** Adds a value, which is in this index once at most. */
  void add(V value, List<Condition> conditions) {
    root.add(value, usable(conditions), MOST_PLACES);
  }

  /** Removes a value that was added with these conditions. */
  void remove(V value, List<Condition> conditions) {
    root.remove(value, usable(conditions));
  }

  boolean isEmpty() {
    return root.size == 0;
  }

  /** Adds those values to a collection whose conditions the event may fulfil, each once. */
  void find(FilterInput input, Collection<V> found) {
    root.find(input, found);
  }

  /** Adds all values to a collection, each once. */
  void findAll(Collection<V> found) {
    root.findAll(found);
  }

  /** Returns conditions on different fields, each of few constants; one of those on the same. */
  private static List<Condition> usable(List<Condition> conditions) {
    Map<EventField, Condition> usable = new LinkedHashMap<>();
    for (Condition condition : conditions) {
      if (!condition.values().isEmpty() && condition.values().size() <= MOST_PLACES) {
        usable.merge(condition.field(), condition, ConditionIndex::stronger);
      }
    }
    return usable.values().stream().limit(MOST_CONDITIONS).toList();
  }

  private static Condition stronger(Condition one, Condition other) {
    return other.values().size() < one.values().size() ? other : one;
  }

  /** Some values, and those that are told apart by what an event has in some fields. */
  private static final class Node<V> {

    private final ValueSet<V> here = new ValueSet<>();
    private @Nullable Map<EventField, Map<Object, Node<V>>> fields;
    private int size;

    /**
     * Adds a value at one node, or at one for each constant of a condition.
     *
     * @param places at how many nodes it may be at most
     */
    void add(V value, List<Condition> conditions, int places) {
      size++;
      Condition best = here.size() < FEW ? null : best(conditions, places);
      if (best == null) {
        here.add(value);
        return;
      }
      Map<Object, Node<V>> children = childrenOrNew(best.field());
      for (Object constant : best.values()) {
        children
            .computeIfAbsent(constant, key -> new Node<>())
            .add(value, without(best, conditions), places / best.values().size());
      }
    }

    private @Nullable Condition best(List<Condition> conditions, int places) {
      Condition best = null;
      int least = Integer.MAX_VALUE;
      for (Condition condition : conditions) {
        int weight = weight(condition);
        if (condition.values().size() <= places && weight < least) {
          best = condition;
          least = weight;
        }
      }
      return best;
    }

    /** Returns how many others are where the condition would put a value. */
    private int weight(Condition condition) {
      Map<Object, Node<V>> children = children(condition.field());
      int sum = condition.values().size();
      for (Object constant : condition.values()) {
        Node<V> child = children.get(constant);
        sum += child == null ? 0 : child.size;
      }
      return sum;
    }

    private static List<Condition> without(Condition used, List<Condition> conditions) {
      return conditions.stream().filter(condition -> !condition.equals(used)).toList();
    }

    boolean remove(V value, List<Condition> conditions) {
      boolean removed = here.remove(value);
      for (int i = 0; i < conditions.size() && !removed; i++) {
        removed = remove(value, conditions.get(i), conditions);
      }
      size -= removed ? 1 : 0;
      return removed;
    }

    private boolean remove(V value, Condition condition, List<Condition> conditions) {
      Map<Object, Node<V>> children = children(condition.field());
      boolean removed = false;
      for (Object constant : condition.values()) {
        Node<V> child = children.get(constant);
        if (child != null && child.remove(value, without(condition, conditions))) {
          removed = true;
          if (child.size == 0) {
            removeChild(condition.field(), constant);
          }
        }
      }
      return removed;
    }

    private Map<Object, Node<V>> children(EventField field) {
      return fields == null ? Map.of() : fields.getOrDefault(field, Map.of());
    }

    private Map<Object, Node<V>> childrenOrNew(EventField field) {
      if (fields == null) {
        fields = new HashMap<>(2);
      }
      return fields.computeIfAbsent(field, key -> new HashMap<>());
    }

    private void removeChild(EventField field, Object constant) {
      if (fields == null) {
        return;
      }
      Map<Object, Node<V>> children = children(field);
      children.remove(constant);
      if (children.isEmpty()) {
        fields.remove(field);
      }
      if (fields.isEmpty()) {
        fields = null;
      }
    }

    void find(FilterInput input, Collection<V> found) {
      here.forEach(found::add);
      if (fields == null) {
        return;
      }
      for (Map.Entry<EventField, Map<Object, Node<V>>> field : fields.entrySet()) {
        Object value = value(field.getKey(), input);
        if (value == EventField.UNKNOWN) {
          findInAny(field.getValue().values(), input, found);
        } else if (value != null) {
          Node<V> child = field.getValue().get(value);
          if (child != null) {
            child.find(input, found);
          }
        }
      }
    }

    /** Whatever goes wrong with the data, no constant is ruled out then. */
    private static @Nullable Object value(EventField field, FilterInput input) {
      try {
        return field.find(input);
      } catch (RuntimeException e) {
        return EventField.UNKNOWN;
      }
    }

    /** A value that has several constants is under several nodes. */
    private static <V> void findInAny(
        Collection<Node<V>> nodes, FilterInput input, Collection<V> found) {
      Collection<V> distinct = new LinkedHashSet<>();
      nodes.forEach(node -> node.find(input, distinct));
      found.addAll(distinct);
    }

    void findAll(Collection<V> found) {
      Collection<V> distinct = new LinkedHashSet<>();
      collect(distinct);
      found.addAll(distinct);
    }

    private void collect(Collection<V> found) {
      here.forEach(found::add);
      if (fields != null) {
        for (Map<Object, Node<V>> children : fields.values()) {
          children.values().forEach(child -> child.collect(found));
        }
      }
    }
  }

  /** Returns how many values there are, for a person who looks with a debugger. */
  @Override
  public String toString() {
    List<V> all = new ArrayList<>();
    findAll(all);
    return all.size() + " values";
  }
}
