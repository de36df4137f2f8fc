package dev.emitter.expressions.feel;

import java.util.Arrays;

/** Where a matcher can go on after a failure, and what its registers held before. */
final class BacktrackStack {

  private static final int BRANCH = -1;

  /**
   * Pairs of an instruction's index and an offset above a mark, or of a register's old value and
   * its number.
   */
  private int[] entries = new int[64];

  private int size;
  private int instruction;
  private int offset;

  void pushBranch(int branchInstruction, int branchOffset) {
    push(branchInstruction, branchOffset, BRANCH);
  }

  void pushRegister(int register, int value) {
    push(value, 0, register);
  }

  private void push(int a, int b, int kind) {
    if (size + 3 > entries.length) {
      entries = Arrays.copyOf(entries, 2 * entries.length);
    }
    entries[size++] = a;
    entries[size++] = b;
    entries[size++] = kind;
  }

  /** Restores registers down to the last branch; returns false if there is none. */
  boolean unwind(int[] registers) {
    while (size > 0) {
      size -= 3;
      int kind = entries[size + 2];
      if (kind == BRANCH) {
        instruction = entries[size];
        offset = entries[size + 1];
        return true;
      }
      registers[kind] = entries[size];
    }
    return false;
  }

  /** Returns the instruction of the branch that was unwound to. */
  int instruction() {
    return instruction;
  }

  int offset() {
    return offset;
  }
}
