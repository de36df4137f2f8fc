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
  private final Map<String, DiskInode> durable;

  /** A name that came, went or changed; {@code inode} is null when it went. */
  private record Change(String from, String to, @Nullable DiskInode inode) {

    /** A name that changes stays in its folder. */
    boolean isIn(String folder) {
      return folder(to).equals(folder);
    }

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

  List<String> all() {
    return List.copyOf(current.keySet());
  }

  /** Returns the names in a folder, without the folder's. */
  List<String> list(String folder) {
    return current.keySet().stream()
        .filter(name -> folder(name).equals(folder))
        .map(name -> name.substring(folder.isEmpty() ? 0 : folder.length() + 1))
        .toList();
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

  /** The names in a folder are on the disk now, for sure. */
  void sync(String folder) {
    for (Change change : pending) {
      if (change.isIn(folder)) {
        change.applyTo(durable);
      }
    }
    pending.removeIf(change -> change.isIn(folder));
  }

  /** Returns the names that a power cut leaves: any of the changes may have got to the disk. */
  Map<String, DiskInode> left(Survival survival) {
    Map<String, DiskInode> left = new TreeMap<>(durable);
    for (Change change : pending) {
      if (survival.keepsName()) {
        change.applyTo(left);
      }
    }
    left.keySet().removeIf(name -> !isReachable(name, left));
    return left;
  }

  /** What is in a folder whose name is lost is lost with it. */
  private static boolean isReachable(String name, Map<String, DiskInode> names) {
    String folder = folder(name);
    return folder.isEmpty() || (names.containsKey(folder) && isReachable(folder, names));
  }

  /** Returns the folder that a name is in; empty for the folder of all. */
  static String folder(String name) {
    int slash = name.lastIndexOf('/');
    return slash < 0 ? "" : name.substring(0, slash);
  }
}
