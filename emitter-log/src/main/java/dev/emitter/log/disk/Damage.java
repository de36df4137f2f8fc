package dev.emitter.log.disk;

/**
 * A part of the log that cannot be read. The file stays as it is until it leaves the log with age,
 * or is kept under a name that ends in {@code .damaged}. Immutable.
 *
 * @param file the file, for a person
 * @param fromByte where in the file the damage begins
 * @param toByte where the next good event begins, or the file ends
 * @param first the position of the first event lost
 * @param last the position of the last event lost; before the first if none is known to be lost
 * @param torn whether the lost events were being written when the process or machine stopped, so
 *     that their publication may never have succeeded
 */
public record Damage(String file, long fromByte, long toByte, long first, long last, boolean torn) {

  /** Returns how many events are lost. */
  public long events() {
    return Math.max(0, last - first + 1);
  }

  /** Returns a sentence for a person. */
  @Override
  public String toString() {
    String what = file + ": bytes " + fromByte + " to " + toByte + " are damaged; ";
    if (events() == 0) {
      return what + "no published event is known to be lost";
    }
    String lost = "events " + first + " to " + last + " are lost";
    return what
        + lost
        + (torn ? ", if they were not just being published when the process stopped" : "");
  }
}
