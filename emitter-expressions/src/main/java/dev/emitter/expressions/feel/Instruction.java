package dev.emitter.expressions.feel;

/** An instruction of a backtracking matcher. */
sealed interface Instruction {

  record OneOf(CodePoints characters) implements Instruction {}

  /** Goes on at the first instruction, and at the second if that fails. */
  record Fork(int first, int second) implements Instruction {}

  record Jump(int target) implements Instruction {}

  /** Stores the offset in a register. */
  record Save(int register) implements Instruction {}

  /** Fails if the offset is still what a register holds: a repetition that matched nothing. */
  record Moved(int register) implements Instruction {}

  /** Matches what a group matched. */
  record Same(int group, boolean ignoreCase) implements Instruction {}

  record Edge(boolean start, boolean ofLine) implements Instruction {}

  record Done() implements Instruction {}
}
