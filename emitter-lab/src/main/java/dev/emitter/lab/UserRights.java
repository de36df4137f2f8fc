package dev.emitter.lab;

import dev.emitter.topic.Catalogue;
import dev.emitter.topic.Topic;
import dev.emitter.topic.User;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What users may receive, which comes and goes. Not thread-safe. */
final class UserRights {

  static final List<String> USERS = List.of("ann", "ben");

  private final Set<String> lost = new HashSet<>();
  private boolean answering = true;

  /** Returns a catalogue by whose constraints users have these rights. */
  Catalogue catalogue() {
    return new Catalogue(LibraryInputs.FIRST_SEGMENTS.stream().map(this::declared).toList());
  }

  private Catalogue.Declaration declared(String first) {
    return new Catalogue.Declaration(
        first,
        "",
        List.of("one", "two"),
        "",
        (user, topic, event) -> allows(user.name(), topic),
        true,
        Map.of());
  }

  /** Lets the directory of users answer, or fail. */
  void answering(boolean now) {
    answering = now;
  }

  /** Returns a user, as the directory of users does. */
  User user(String name) {
    if (!answering) {
      throw new IllegalStateException("the directory of users does not answer");
    }
    return new User(name, false);
  }

  boolean allows(String user, Topic topic) {
    return !lost.contains(user + " " + topic.first());
  }

  /** Gives a right, or takes it away. */
  void change(String user, Topic topic) {
    String right = user + " " + topic.first();
    if (!lost.remove(right)) {
      lost.add(right);
    }
  }
}
