package dev.emitter.expressions.feel;

import java.util.ArrayList;
import java.util.List;

/** Compiles a regular expression for the backtracking matcher, repetitions written out. */
final class BacktrackCompiler {

  private final List<Instruction> program = new ArrayList<>();
  private final boolean ignoreCase;
  private int registers;

  BacktrackCompiler(PatternParser.Parsed parsed) {
    this.ignoreCase = parsed.ignoreCase();
    this.registers = 2 * parsed.groups() + 2;
    compile(parsed.tree());
    program.add(new Instruction.Done());
  }

  List<Instruction> program() {
    return List.copyOf(program);
  }

  int registers() {
    return registers;
  }

  private void compile(PatternTree tree) {
    if (tree instanceof PatternTree.OneOf one) {
      program.add(new Instruction.OneOf(one.characters()));
    } else if (tree instanceof PatternTree.Sequence sequence) {
      sequence.parts().forEach(this::compile);
    } else if (tree instanceof PatternTree.Choice choice) {
      choice(choice.branches());
    } else if (tree instanceof PatternTree.Group group) {
      group(group);
    } else if (tree instanceof PatternTree.Repeat repeat) {
      repeat(repeat);
    } else if (tree instanceof PatternTree.BackReference reference) {
      program.add(new Instruction.Same(reference.group(), ignoreCase));
    } else if (tree instanceof PatternTree.Start start) {
      program.add(new Instruction.Edge(true, start.ofLine()));
    } else if (tree instanceof PatternTree.End end) {
      program.add(new Instruction.Edge(false, end.ofLine()));
    }
  }

  private void group(PatternTree.Group group) {
    if (group.number() == 0) {
      compile(group.part());
      return;
    }
    program.add(new Instruction.Save(2 * group.number()));
    compile(group.part());
    program.add(new Instruction.Save(2 * group.number() + 1));
  }

  private void choice(List<PatternTree> branches) {
    List<Integer> jumps = new ArrayList<>();
    for (int i = 0; i < branches.size() - 1; i++) {
      int fork = placeholder();
      compile(branches.get(i));
      jumps.add(placeholder());
      program.set(fork, new Instruction.Fork(fork + 1, program.size()));
    }
    compile(branches.get(branches.size() - 1));
    jumps.forEach(jump -> program.set(jump, new Instruction.Jump(program.size())));
  }

  private void repeat(PatternTree.Repeat repeat) {
    for (int i = 0; i < repeat.least(); i++) {
      compile(repeat.part());
    }
    if (repeat.most() < 0) {
      unlimited(repeat);
    } else {
      optional(repeat, repeat.most() - repeat.least());
    }
  }

  private void optional(PatternTree.Repeat repeat, int times) {
    List<Integer> forks = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      forks.add(placeholder());
      compile(repeat.part());
    }
    forks.forEach(fork -> program.set(fork, fork(repeat, fork + 1, program.size())));
  }

  private void unlimited(PatternTree.Repeat repeat) {
    int register = registers++;
    int fork = placeholder();
    program.add(new Instruction.Save(register));
    compile(repeat.part());
    program.add(new Instruction.Moved(register));
    program.add(new Instruction.Jump(fork));
    program.set(fork, fork(repeat, fork + 1, program.size()));
  }

  private static Instruction fork(PatternTree.Repeat repeat, int again, int on) {
    return repeat.greedy() ? new Instruction.Fork(again, on) : new Instruction.Fork(on, again);
  }

  private int placeholder() {
    program.add(new Instruction.Done());
    return program.size() - 1;
  }
}
