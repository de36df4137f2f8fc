package dev.emitter.audit;

import dev.emitter.problem.EmitterException;

/**
 * A user has no audit of that emitter: there is none, or it is another user's. Nobody is told
 * which, administrators neither.
 */
public final class AuditNotFoundException extends EmitterException {

  private static final long serialVersionUID = 1L;

  AuditNotFoundException(String emitterId) {
    super("there is no audit of emitter \"" + emitterId + "\" of yours");
  }
}
