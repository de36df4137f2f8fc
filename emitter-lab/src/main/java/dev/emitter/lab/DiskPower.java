package dev.emitter.lab;

/** Counts the operations of a disk, and goes in the middle of one. Guarded by the disk. */
final class DiskPower {

  private long operations;
  private long cutAt = Long.MAX_VALUE;
  private boolean isCut;

  /** Goes at the operation that is so many ahead; 1 is the next one. */
  void cutAfter(long ahead) {
    cutAt = operations + ahead;
  }

  void cut() {
    isCut = true;
  }

  boolean isCut() {
    return isCut;
  }

  long operations() {
    return operations;
  }

  /** Returns the power as the next process finds it, to go at the same operation. */
  DiskPower forNextProcess() {
    DiskPower next = new DiskPower();
    next.operations = operations;
    next.cutAt = cutAt;
    return next;
  }

  /** Begins an operation. */
  void begin() throws PowerCutException {
    if (isCut) {
      throw new PowerCutException();
    }
    operations++;
  }

  /** Returns whether it goes in the operation of now. */
  boolean isDue() {
    return operations >= cutAt;
  }

  /** Leaves open whether the operation, which has happened, survives the cut. */
  void end() throws PowerCutException {
    if (isDue()) {
      isCut = true;
      throw new PowerCutException();
    }
  }
}
