package dev.emitter.engine;

import dev.emitter.channel.DeliveryResult;
import dev.emitter.delivery.TimeSource;
import dev.emitter.log.LoggedEvent;
import dev.emitter.topic.Catalogue;
import dev.emitter.topic.Topic;
import dev.emitter.topic.User;
import dev.emitter.topic.UserDirectory;
import io.cloudevents.CloudEvent;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who may receive what: the catalogue's constraints with the owner's rights of this moment. Without
 * a catalogue nothing is restricted. If the application's code fails there is no answer: then
 * nothing is sent, and nothing is decided for good. Thread-safe.
 */
final class Rights {

  /** Names the owner of the emitter that one of the library's own events is about. */
  static final String OWNER = "owner";

  private final @Nullable Catalogue catalogue;
  private final UserDirectory users;
  private final UnknownRightsLog unknown;

  Rights(@Nullable Catalogue catalogue, UserDirectory users, TimeSource time) {
    this.catalogue = catalogue;
    this.users = users;
    this.unknown = new UnknownRightsLog(time);
  }

  /**
   * Returns whether the owner may receive the event; a system emitter (no owner) always may.
   *
   * @throws UnknownRightsException if that cannot be told now
   */
  boolean mayReceive(@Nullable String owner, Topic topic, CloudEvent event) {
    if (owner == null) {
      return true;
    }
    User user = user(owner);
    boolean may = topic.isReserved() ? ownEvent(user, event) : declared(owner, user, topic, event);
    unknown.known(owner);
    return may;
  }

  /** Returns why an owner is not sent an event that a person sends; null if it may go. */
  @Nullable DeliveryResult refusal(@Nullable String owner, LoggedEvent event) {
    try {
      return mayReceive(owner, event.topic(), event.event().event())
          ? null
          : DeliveryResult.rejected("its owner may not receive this event");
    } catch (UnknownRightsException e) {
      return DeliveryResult.retry(e.getMessage() + " Then send it again.");
    }
  }

  private User user(String owner) {
    try {
      return Objects.requireNonNull(users.user(owner), "it returned null");
    } catch (Throwable e) { // the application's code must not stop anybody
      throw unknown(
          owner,
          new UnknownRightsException(
              "what user \""
                  + owner
                  + "\" may receive cannot be told now: the UserDirectory failed with "
                  + said(e)
                  + ". See that it answers: for an unknown user, with one without rights.",
              true,
              e));
    }
  }

  private static boolean ownEvent(User user, CloudEvent event) {
    return user.administrator() || user.name().equals(event.getExtension(OWNER));
  }

  private boolean declared(String owner, User user, Topic topic, CloudEvent event) {
    try {
      return catalogue == null || catalogue.mayReceive(user, topic, event);
    } catch (Throwable e) { // the application's code must not stop anybody
      throw unknown(
          owner,
          new UnknownRightsException(
              "whether user \""
                  + owner
                  + "\" may receive event "
                  + event.getId()
                  + " cannot be told now: the security constraint of topic "
                  + topic.first()
                  + " failed with "
                  + said(e)
                  + ". See that it answers true or false for every event.",
              false,
              e));
    }
  }

  private UnknownRightsException unknown(String owner, UnknownRightsException why) {
    unknown.unknown(owner, why);
    return why;
  }

  private static String said(Throwable e) {
    try {
      return e.toString();
    } catch (Throwable unable) { // its message is the application's code, too
      return e.getClass().getName();
    }
  }
}
