package dev.emitter.lab;

import java.util.ArrayList;
import java.util.List;

/**
 * The content of a file, whatever it is called: as programs see it, as it is on the disk for sure,
 * and what lies between. Not thread-safe.
 */
final class DiskInode {

  private final long number;
  private final boolean isFolder;
  private final SparseBytes durable;
  private final List<DiskChange> pending = new ArrayList<>();
  private SparseBytes current;

  private DiskInode(long number, boolean isFolder, SparseBytes durable) {
    this.number = number;
    this.isFolder = isFolder;
    this.durable = durable;
    this.current = durable.copy();
  }

  static DiskInode file(long number) {
    return new DiskInode(number, false, new SparseBytes());
  }

  static DiskInode folder(long number) {
    return new DiskInode(number, true, new SparseBytes());
  }

  /** Returns the same file with what is left of its content. */
  DiskInode with(SparseBytes left) {
    return new DiskInode(number, isFolder, left);
  }

  /** Returns what tells it from the other files of the disk. */
  long number() {
    return number;
  }

  boolean isFolder() {
    return isFolder;
  }

  SparseBytes current() {
    return current;
  }

  SparseBytes durable() {
    return durable;
  }

  List<DiskChange> pending() {
    return pending;
  }

  void write(long position, byte[] bytes) {
    change(DiskChange.write(position, bytes, current.size()));
  }

  void cut(long size) {
    if (size < current.size()) {
      change(DiskChange.cut(size, current.size()));
    }
  }

  private void change(DiskChange change) {
    change.applyTo(current);
    pending.add(change);
  }

  void sync() {
    pending.forEach(change -> change.applyTo(durable));
    pending.clear();
  }

  /**
   * A sync has failed and the system has marked all as written. Some is; the rest is lost, although
   * programs may still see it, and no later sync writes it.
   */
  void loseSome(Survival survival, boolean stillSeen) {
    durable.takeOver(survival.of(this));
    pending.clear();
    if (!stillSeen) {
      current = durable.copy();
    }
  }

  /** A bit has changed by itself. */
  void flip(long bit) {
    flip(durable, bit);
    flip(current, bit);
  }

  private static void flip(SparseBytes content, long bit) {
    long at = bit / 8;
    if (at < content.size()) {
      byte[] sector = content.sector(at / SparseBytes.SECTOR);
      byte before = sector == null ? 0 : sector[(int) (at % SparseBytes.SECTOR)];
      content.write(at, new byte[] {(byte) (before ^ 1 << bit % 8)}, 0, 1);
    }
  }
}
