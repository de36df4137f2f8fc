package dev.emitter.engine;

import dev.emitter.problem.Loggers;
import dev.emitter.topic.Catalogue;
import dev.emitter.topic.Topic;
import dev.emitter.topic.User;
import dev.emitter.topic.UserDirectory;
import io.cloudevents.CloudEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Who may receive what: the catalogue's constraints with the owner's rights of this moment. Without
 * a catalogue nothing is restricted. Thread-safe.
 */
final class Rights {

  /** Names the owner of the emitter that one of the library's own events is about. */
  static final String OWNER = "owner";

  private static final Logger LOG = Loggers.of(Rights.class);

  private final @Nullable Catalogue catalogue;
  private final UserDirectory users;

  Rights(@Nullable Catalogue catalogue, UserDirectory users) {
    this.catalogue = catalogue;
    this.users = users;
  }

  /** Returns whether the owner may receive the event; a system emitter (no owner) always may. */
  boolean mayReceive(@Nullable String owner, Topic topic, CloudEvent event) {
    if (owner == null) {
      return true;
    }
    try {
      User user = users.user(owner);
      return topic.isReserved() ? ownEvent(user, event) : declared(user, topic, event);
    } catch (Throwable e) { // the application's code must not stop the router; in doubt, no
      LOG.warn("the security constraint of topic {} failed for {}; refused", topic, owner, e);
      return false;
    }
  }

  private static boolean ownEvent(User user, CloudEvent event) {
    return user.administrator() || user.name().equals(event.getExtension(OWNER));
  }

  private boolean declared(User user, Topic topic, CloudEvent event) {
    return catalogue == null || catalogue.mayReceive(user, topic, event);
  }
}
