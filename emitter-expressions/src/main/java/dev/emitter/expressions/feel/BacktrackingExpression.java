package dev.emitter.expressions.feel;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression that tries one way after the other, charging for every few instructions. Its
 * stack is its own, so that long texts cannot overflow the thread's.
 */
final class BacktrackingExpression implements RegularExpression {

  private static final int INSTRUCTIONS_PER_STEP = 4;
  private static final int REGISTERS_PER_STEP = 16;

  private final List<Instruction> program;
  private final int groups;
  private final int registers;

  BacktrackingExpression(PatternParser.Parsed parsed) {
    BacktrackCompiler compiler = new BacktrackCompiler(parsed);
    this.program = compiler.program();
    this.groups = parsed.groups();
    this.registers = compiler.registers();
  }

  @Override
  public int groups() {
    return groups;
  }

  @Override
  public int @Nullable [] find(Run run, String text, int from) {
    for (int start = from; start <= text.length(); start = after(text, start)) {
      run.charge(1 + registers / REGISTERS_PER_STEP);
      Attempt attempt = new Attempt(run, text, start);
      if (attempt.succeeds()) {
        return Arrays.copyOf(attempt.registers, 2 * groups + 2);
      }
    }
    return null;
  }

  /** No match starts between the two halves of a character. */
  private static int after(String text, int at) {
    return at < text.length() ? at + Character.charCount(text.codePointAt(at)) : at + 1;
  }

  /** An attempt to match from one offset. */
  private final class Attempt {
    private final Run run;
    private final String text;
    private final int[] registers = new int[BacktrackingExpression.this.registers];
    private final BacktrackStack stack = new BacktrackStack();
    private int at;
    private int next;

    Attempt(Run run, String text, int start) {
      this.run = run;
      this.text = text;
      this.at = start;
      Arrays.fill(registers, -1);
      registers[0] = start;
    }

    boolean succeeds() {
      for (int count = 1; ; count++) {
        if (count % INSTRUCTIONS_PER_STEP == 0) {
          run.charge(1);
        }
        Instruction instruction = program.get(next++);
        if (instruction instanceof Instruction.Done) {
          registers[1] = at;
          return true;
        }
        if (!executes(instruction) && !resumes()) {
          return false;
        }
      }
    }

    private boolean resumes() {
      if (!stack.unwind(registers)) {
        return false;
      }
      next = stack.instruction();
      at = stack.offset();
      return true;
    }

    private boolean executes(Instruction instruction) {
      if (instruction instanceof Instruction.OneOf one) {
        return takes(one.characters());
      } else if (instruction instanceof Instruction.Fork fork) {
        stack.pushBranch(fork.second(), at);
        next = fork.first();
      } else if (instruction instanceof Instruction.Jump jump) {
        next = jump.target();
      } else if (instruction instanceof Instruction.Save save) {
        stack.pushRegister(save.register(), registers[save.register()]);
        registers[save.register()] = at;
      } else if (instruction instanceof Instruction.Moved moved) {
        return registers[moved.register()] != at;
      } else if (instruction instanceof Instruction.Same same) {
        return repeats(same);
      } else if (instruction instanceof Instruction.Edge edge) {
        return edge.start() ? atStart(edge.ofLine()) : atEnd(edge.ofLine());
      }
      return true;
    }

    private boolean takes(CodePoints characters) {
      if (at == text.length()) {
        return false;
      }
      int c = text.codePointAt(at);
      at += Character.charCount(c);
      return characters.contains(c);
    }

    /** A group that took no part counts as empty. */
    private boolean repeats(Instruction.Same same) {
      int start = registers[2 * same.group()];
      int length = start < 0 ? 0 : registers[2 * same.group() + 1] - start;
      run.charge(length / INSTRUCTIONS_PER_STEP);
      if (length > 0 && !text.regionMatches(same.ignoreCase(), start, text, at, length)) {
        return false;
      }
      at += length;
      return true;
    }

    private boolean atStart(boolean ofLine) {
      return at == 0 || (ofLine && at < text.length() && text.charAt(at - 1) == '\n');
    }

    private boolean atEnd(boolean ofLine) {
      return at == text.length() || (ofLine && text.charAt(at) == '\n');
    }
  }
}
