package dev.emitter.problem;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Stands in a log for an exception whose message, or that of one that it brings along, could forge
 * lines there. It prints as that one does, but for those characters.
 */
final class PrintableThrowable extends Throwable {

  private static final long serialVersionUID = 1L;

  private static final StackTraceElement[] NO_TRACE = {};

  private PrintableThrowable(String shown, StackTraceElement[] trace) {
    super(shown);
    setStackTrace(trace);
  }

  /** Returns the exception itself if it is harmless, else one that stands for it. */
  static Throwable of(Throwable fault) {
    try {
      return isHarmless(fault, seen()) ? fault : copy(fault, seen());
    } catch (Throwable e) { // whoever logs the fault of others must not fail because of it
      String shown = fault.getClass().getName() + " (which cannot be shown)";
      return new PrintableThrowable(shown, NO_TRACE);
    }
  }

  private static Set<Throwable> seen() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }

  private static boolean isHarmless(Throwable fault, Set<Throwable> seen) {
    if (!seen.add(fault)) {
      return true;
    }
    String text = fault.toString();
    boolean harmless = Printable.line(text).equals(text);
    Throwable cause = fault.getCause();
    harmless &= cause == null || isHarmless(cause, seen);
    for (Throwable other : fault.getSuppressed()) {
      harmless &= isHarmless(other, seen);
    }
    return harmless;
  }

  private static Throwable copy(Throwable fault, Set<Throwable> seen) {
    seen.add(fault);
    PrintableThrowable copy =
        new PrintableThrowable(Printable.line(fault.toString()), fault.getStackTrace());
    Throwable cause = fault.getCause();
    if (cause != null && !seen.contains(cause)) {
      copy.initCause(copy(cause, seen));
    }
    for (Throwable other : fault.getSuppressed()) {
      if (!seen.contains(other)) {
        copy.addSuppressed(copy(other, seen));
      }
    }
    return copy;
  }

  @Override
  @SuppressWarnings("OverrideThrowableToString") // the message has the name of the class already
  public String toString() {
    return String.valueOf(getMessage());
  }
}
