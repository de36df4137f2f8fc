package dev.emitter.audit;

import java.io.IOException;
import java.nio.file.Path;

/** A store that was signed cannot be written without its key. */
final class SigningException extends IOException {

  private static final long serialVersionUID = 1L;

  private SigningException(String message) {
    super(message);
  }

  static SigningException unsigned(String emitter, Path folder) {
    return new SigningException(
        "what is stored for emitter \""
            + emitter
            + "\" is signed, and would be reported as forged if this were not; give the key that it"
            + " is signed with (--audit-key FILE, in an application signedWith)"
            + orAnew(folder));
  }

  static SigningException otherKey(String emitter, Path folder) {
    return new SigningException(
        "what is stored for emitter \""
            + emitter
            + "\" is signed with another key than this one; give that key (--audit-key FILE, in an"
            + " application signedWith)"
            + orAnew(folder));
  }

  private static String orAnew(Path folder) {
    return "; if it is lost, move the folder "
        + folder
        + " away: the emitter then begins a new one";
  }
}
