package dev.emitter.channel;

/**
 * Runs the checks of {@link ChannelProvider#validate} so that all faults of a definition are
 * reported at once and each of them is true. While a definition is validated its faulty parameters
 * have no value, and a check that asks for one ends there; the others go on. So give each check
 * that stands for itself as one of its own.
 */
public final class ParameterChecks {

  private ParameterChecks() {}

  /** Runs the checks in their order; one that asks for a faulty parameter ends there. */
  public static void each(Runnable... checks) {
    for (Runnable check : checks) {
      try {
        check.run();
      } catch (FaultyParameterException e) {
        // The fault of that parameter is reported; this check cannot tell anything for sure.
      }
    }
  }
}
