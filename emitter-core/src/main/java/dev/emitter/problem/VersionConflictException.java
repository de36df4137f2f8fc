package dev.emitter.problem;

/**
 * Somebody else has changed a definition since it was read: nothing was changed now. Read it again
 * and repeat the change on the newer version.
 */
public class VersionConflictException extends EmitterException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param what names what was to be changed, such as {@code emitter "x"}
   * @param given the version that the change was made on
   * @param current the version there is; 0 for none
   */
  public VersionConflictException(String what, long given, long current) {
    super(
        what
            + (current == 0 ? " is gone" : " has version " + current + " by now")
            + "; the change was made on version "
            + given
            + ": read it again and repeat the change");
  }
}
