package dev.emitter.audit;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * What a look at every byte of a store has found. Immutable.
 *
 * @param segments how many segments were read
 * @param entries how many whole entries they have, those of erased events too
 * @param erased how many of them were erased
 * @param dropped how many entries were dropped before, because of their age or to make room
 * @param signed how many entries of the chain bear a signature that was checked
 * @param faults what is not as it was written; empty if all is
 */
public record AuditVerification(
    int segments, long entries, long erased, long dropped, int signed, List<Fault> faults) {

  /** Creates a result with a copy of the list. */
  public AuditVerification {
    faults = List.copyOf(faults);
  }

  /** Returns this result with the faults of these files alone. */
  AuditVerification only(Set<Path> files) {
    List<Fault> some = faults.stream().filter(fault -> files.contains(fault.file())).toList();
    return new AuditVerification(segments, entries, erased, dropped, signed, some);
  }

  /** Returns whether everything is as it was written. */
  public boolean ok() {
    return faults.isEmpty();
  }

  /**
   * Something that is not as it was written.
   *
   * @param file where it is
   * @param line the line, counted from 1; 0 if it is not about one
   * @param what what is wrong, for a person
   */
  public record Fault(Path file, long line, String what) {

    @Override
    public String toString() {
      return file + (line == 0 ? "" : ", line " + line) + ": " + what;
    }
  }
}
