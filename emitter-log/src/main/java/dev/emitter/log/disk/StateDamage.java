package dev.emitter.log.disk;

/** A place in a state file that is not as it was written. Immutable. */
record StateDamage(long from, long to, String what) {

  @Override
  public String toString() {
    return from == to ? "byte " + from + " " + what : "line at byte " + from + " " + what;
  }
}
