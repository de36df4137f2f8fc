package dev.emitter.lab;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * What a power cut leaves of the changes that were not synced. Each sector of 512 bytes is left, on
 * its own, as one of the changes to it had made it, or torn between two of them; the size is left
 * as it was at any time since the sync; where the size grew without its data there are zeros,
 * noise, or what a deleted file had there. Not thread-safe.
 */
final class Survival {

  private static final double[] KEEPING = {0, 1, 0.5, 0.9, 0.98};

  private final SplittableRandom random;
  private final double keepData;
  private final double keepSize;
  private final double keepNames;
  private final double tear;
  private final int filling;
  private final List<SparseBytes> freed;

  private Survival(SplittableRandom random, List<SparseBytes> freed) {
    this.random = random;
    this.freed = freed;
    this.keepData = KEEPING[random.nextInt(KEEPING.length)];
    this.keepSize = KEEPING[random.nextInt(KEEPING.length)];
    this.keepNames = KEEPING[random.nextInt(KEEPING.length)];
    this.tear = random.nextInt(3) * 0.4;
    this.filling = random.nextInt(4);
  }

  /**
   * Chooses how much survives.
   *
   * @param freed the deleted files whose content may show where another one grew
   */
  static Survival choose(SplittableRandom random, List<SparseBytes> freed) {
    return new Survival(random, freed);
  }

  /** Returns whether the next change of a name survives. */
  boolean keepsName() {
    return random.nextDouble() < keepNames;
  }

  /** Returns what is left of a file. */
  SparseBytes of(DiskInode inode) {
    SparseBytes left = inode.durable().copy();
    long before = left.size();
    long size = before;
    boolean sizeSettled = false;
    Set<Long> settled = new HashSet<>();
    for (DiskChange change : inode.pending()) {
      sizeSettled |= change.changesSize() && random.nextDouble() >= keepSize;
      size = sizeSettled ? size : change.sizeAfter();
      if (!change.isCut()) {
        write(left, change, settled);
      } else if (!sizeSettled) {
        left.resize(change.position());
      }
    }
    left.resize(size);
    fill(left, before);
    return left;
  }

  /** Writes the part of a change in each sector, until the sector has got its last change. */
  private void write(SparseBytes left, DiskChange change, Set<Long> settled) {
    int length = change.bytes().length;
    for (int from = 0; from < length; ) {
      long at = change.position() + from;
      int room = SparseBytes.SECTOR - (int) (at % SparseBytes.SECTOR);
      int piece = Math.min(room, length - from);
      if (!settled.contains(at / SparseBytes.SECTOR)) {
        if (random.nextDouble() < keepData) {
          left.write(at, change.bytes(), from, piece);
        } else {
          settled.add(at / SparseBytes.SECTOR);
          tear(left, at, change.bytes(), from, piece);
        }
      }
      from += piece;
    }
  }

  private void tear(SparseBytes left, long at, byte[] bytes, int from, int piece) {
    if (random.nextDouble() < tear) {
      int cut = random.nextInt(piece + 1);
      if (random.nextBoolean()) {
        left.write(at, bytes, from, cut);
      } else {
        left.write(at + cut, bytes, from + cut, piece - cut);
      }
    }
  }

  private void fill(SparseBytes left, long before) {
    if (filling < 2) {
      return;
    }
    long first = (before + SparseBytes.SECTOR - 1) / SparseBytes.SECTOR;
    long end = Math.min(left.size() / SparseBytes.SECTOR, first + 64);
    for (long number = first; number < end; number++) {
      byte[] content = left.sector(number) == null ? filler(number) : null;
      if (content != null) {
        left.write(number * SparseBytes.SECTOR, content, 0, content.length);
      }
    }
  }

  private byte @Nullable [] filler(long number) {
    if (filling == 2) {
      byte[] noise = new byte[SparseBytes.SECTOR];
      random.nextBytes(noise);
      return noise;
    }
    if (freed.isEmpty()) {
      return null;
    }
    SparseBytes other = freed.get(random.nextInt(freed.size()));
    long sectors = other.size() / SparseBytes.SECTOR + 1;
    return other.sector(random.nextBoolean() ? number : random.nextLong(sectors));
  }
}
