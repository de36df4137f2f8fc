package dev.emitter.definition;

import java.util.List;
import java.util.Set;

/**
 * Who is told what happens to an emitter: the member {@code notify} of a definition. Immutable.
 *
 * @param to names of people and groups, as the application resolves them
 * @param on what they are told of
 */
public record NotifySettings(List<String> to, Set<Occasion> on) {

  /** What people are told of. */
  public enum Occasion {
    /** A delivery has failed after none had for 24 hours. */
    UNSTABLE,
    /** Failures, or the receiver, have disabled the emitter. */
    DISABLED,
    /** It delivers again, and no delivery has failed for 24 hours or since it was enabled. */
    RECOVERED
  }

  /** Creates settings with copies. */
  public NotifySettings {
    to = List.copyOf(to);
    on = Set.copyOf(on);
  }

  /** Returns settings for these people and groups, who are told of everything. */
  public static NotifySettings of(String... names) {
    return new NotifySettings(List.of(names), Set.of(Occasion.values()));
  }

  /** Returns these settings for certain occasions alone. */
  public NotifySettings on(Occasion... occasions) {
    return new NotifySettings(to, Set.of(occasions));
  }
}
