package dev.emitter.lab;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The names of files: as programs see them, as they are on the disk for sure. Not thread-safe. */
final class DiskNames {

  private final Map<String, DiskInode> current;
  private final List<Change> pending = new ArrayList<>();
  private Map<String, DiskInode> durable;

  /** A name that came, went or changed; {@code inode} is null when it went. */
  private record Change(String from, String to, @Nullable DiskInode inode) {

    void applyTo(Map<String, DiskInode> names) {
      if (inode == null) {
        names.remove(from);
      } else {
        names.remove(from, inode);
        names.put(to, inode);
      }
    }
  }

  DiskNames(Map<String, DiskInode> durable) {
    this.durable = new TreeMap<>(durable);
    this.current = new TreeMap<>(durable);
  }

  @Nullable DiskInode get(String name) {
    return current.get(name);
  }

  List<String> list() {
    return List.copyOf(current.keySet());
  }

  /** Returns the files that have a name. */
  Collection<DiskInode> inodes() {
    return current.values();
  }

  void link(String name, DiskInode inode) {
    change(new Change(name, name, inode));
  }

  void rename(String from, String to, DiskInode inode) {
    change(new Change(from, to, inode));
  }

  void unlink(String name) {
    change(new Change(name, name, null));
  }

  private void change(Change change) {
    change.applyTo(current);
    pending.add(change);
  }

  void sync() {
    durable = new TreeMap<>(current);
    pending.clear();
  }

  /** Returns the names that a power cut leaves: any of the changes may have got to the disk. */
  Map<String, DiskInode> left(Survival survival) {
    Map<String, DiskInode> left = new TreeMap<>(durable);
    for (Change change : pending) {
      if (survival.keepsName()) {
        change.applyTo(left);
      }
    }
    return left;
  }
}
