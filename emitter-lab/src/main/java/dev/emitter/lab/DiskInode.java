package dev.emitter.lab;

import java.util.ArrayList;
import java.util.List;

/**
 * The content of a file, whatever it is called: as programs see it, as it is on the disk for sure,
 * and what lies between. Not thread-safe.
 */
final class DiskInode {

  private final SparseBytes durable;
  private final List<DiskChange> pending = new ArrayList<>();
  private SparseBytes current;

  DiskInode(SparseBytes durable) {
    this.durable = durable;
    this.current = durable.copy();
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
