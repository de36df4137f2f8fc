package dev.emitter.delivery;

import dev.emitter.topic.Topic;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person has to know about an emitter. The texts in it may come from users and from
 * receivers: they may have any length and hold any character, line breaks too. Immutable.
 *
 * @param what what happened
 * @param emitterId the emitter
 * @param type its channel type
 * @param owner its user, or null for a system emitter
 * @param reason why, for a person
 * @param at when it happened
 * @param event the event whose delivery failed last, or null if it was about none
 * @param waiting about how many events wait for the emitter, when the notice is given
 * @param to the addresses of those whom {@code notify} of the definition names; empty if it names
 *     nobody: then the notifier tells the owner, or the operators
 */
public record Notice(
    What what,
    String emitterId,
    String type,
    @Nullable String owner,
    String reason,
    Instant at,
    @Nullable FailedEvent event,
    long waiting,
    List<String> to) {

  /** Creates a notice with a copy of the list. */
  public Notice {
    to = List.copyOf(to);
  }

  /** Creates a notice for the owner, or the operators. */
  public Notice(
      What what,
      String emitterId,
      String type,
      @Nullable String owner,
      String reason,
      Instant at,
      @Nullable FailedEvent event,
      long waiting) {
    this(what, emitterId, type, owner, reason, at, event, waiting, List.of());
  }

  /** Returns this notice for people with these addresses. */
  public Notice to(List<String> addresses) {
    return new Notice(what, emitterId, type, owner, reason, at, event, waiting, addresses);
  }

  /** What happened. There may be more in later versions: treat an unknown one as a plain text. */
  public enum What {
    /**
     * The emitter delivers nothing until a person enables it: too many deliveries failed, or the
     * receiver wanted no more. Not said when a person or the definition disabled it.
     */
    DISABLED,
    /** A delivery has failed, after none had for 24 hours. Said once until it has recovered. */
    UNSTABLE,
    /**
     * An emitter that was unstable or disabled delivers again, and no delivery has failed for 24
     * hours, or since it was enabled.
     */
    RECOVERED,
    /**
     * The owner of the emitter takes as much as one owner may of what all share: the reason names
     * the limit and what follows. Said at most once an hour for each limit.
     */
    LIMITED
  }

  /**
   * An event that could not be delivered. Immutable.
   *
   * @param topic the topic it was published on
   * @param id its id
   * @param type its message type
   */
  public record FailedEvent(Topic topic, String id, String type) {}
}
