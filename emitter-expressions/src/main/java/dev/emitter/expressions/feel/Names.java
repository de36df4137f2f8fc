package dev.emitter.expressions.feel;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What names mean to the compiler: variables in slots, members of the items of filters, data,
 * built-in functions.
 */
final class Names {

  private final Set<List<String>> paths = new LinkedHashSet<>();
  private final Set<String> declared = new HashSet<>();
  private @Nullable Scope scope;
  private int next;

  Set<List<String>> paths() {
    return paths;
  }

  /** Returns how many slots are taken so far, which is the next one as well. */
  int slots() {
    return next;
  }

  /** Returns whether any part of the expression declares this name. */
  boolean isDeclared(String name) {
    return declared.contains(name);
  }

  /** Takes a slot that the variables declared after it leave alone. */
  int reserve() {
    return next++;
  }

  /** Gives a slot back that nothing uses, unless slots after it are in use. */
  void release(int slot) {
    if (slot == next - 1) {
      next = slot;
    }
  }

  int open(String name) {
    int slot = reserve();
    openAt(name, slot);
    return slot;
  }

  void openAt(String name, int slot) {
    declared.add(name);
    scope = new Scope(scope, name, slot);
  }

  int openItem() {
    int slot = reserve();
    scope = new Scope(scope, null, slot);
    return slot;
  }

  /** Ends the scope that was opened last; returns whether its variable was used. */
  boolean close() {
    Scope closing = scope;
    if (closing == null) {
      throw new IllegalStateException("no scope is open");
    }
    scope = closing.outer();
    return closing.used();
  }

  void read(List<String> path) {
    paths.add(List.copyOf(path));
  }

  /** Returns whether a name can only mean a variable of the data. */
  boolean isData(String name) {
    for (Scope s = scope; s != null; s = s.outer()) {
      if (s.isItem() || s.isNamed(name)) {
        return false;
      }
    }
    return true;
  }

  boolean isLocal(String name) {
    for (Scope s = scope; s != null; s = s.outer()) {
      if (s.isNamed(name)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns what a name means; one that is nothing else can mean a built-in function if those are
   * asked for.
   */
  Node resolve(int position, String name, boolean functions) {
    List<Integer> items = new ArrayList<>();
    Node found = null;
    for (Scope s = scope; s != null && found == null; s = s.outer()) {
      if (s.isItem()) {
        items.add(s.slot());
        found = name.equals("item") ? new SlotNode(s.slot()) : null;
      } else if (s.isNamed(name)) {
        s.markUsed();
        found = new SlotNode(s.slot());
      }
    }
    Node node = found == null ? data(position, name, functions) : found;
    for (int i = items.size() - 1; i >= 0; i--) {
      node = new ItemMemberNode(items.get(i), name, node);
    }
    return node;
  }

  private Node data(int position, String name, boolean functions) {
    read(List.of(name));
    Builtin builtin = functions ? Builtins.find(name) : null;
    return builtin == null
        ? new DataNode(position, List.of(name))
        : new BuiltinNameNode(name, builtin);
  }
}
