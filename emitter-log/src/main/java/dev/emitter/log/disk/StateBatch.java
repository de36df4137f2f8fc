package dev.emitter.log.disk;

import dev.emitter.log.EventLogException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** The changes of one caller, on their way to the disk. Its outcome is guarded by the store. */
final class StateBatch {

  private final long number;
  private final Map<String, Optional<String>> changes;
  private final byte[] lines;
  private final long crc;
  private boolean settled;
  private @Nullable IOException failure;

  StateBatch(long number, Map<String, Optional<String>> changes) {
    this.number = number;
    this.changes = new LinkedHashMap<>(changes);
    StateText text = new StateText();
    this.changes.forEach((key, value) -> text.entry(number, key, value.orElse(null)));
    this.lines = text.toBytes();
    CRC32C sum = new CRC32C();
    sum.update(lines);
    this.crc = sum.getValue();
  }

  Map<String, Optional<String>> changes() {
    return changes;
  }

  int size() {
    return lines.length;
  }

  /** Adds the lines of this batch to a write that begins at a place in a file. */
  void addTo(StateText text, long generation, long begin) {
    text.blank();
    text.add(lines);
    text.batchEnd(new StateLine.BatchEnd(number, changes.size(), crc, generation, begin));
  }

  void settle(@Nullable IOException outcome) {
    settled = true;
    failure = outcome;
  }

  boolean isSettled() {
    return settled;
  }

  /** Throws what the caller is to be told, if the batch was not written. */
  void requireWritten() {
    IOException cause = failure;
    if (cause == null) {
      return;
    }
    String rest =
        cause instanceof StateDoubtException
            ? ". It could not be taken back from the file either, so it may be found again after"
                + " a crash, until the next write succeeds"
            : ". Nothing of it holds";
    throw new EventLogException(
        "state not saved: "
            + cause.getMessage()
            + rest
            + ". Free space or mend the disk; the next write tries again, without a restart.",
        cause);
  }
}
