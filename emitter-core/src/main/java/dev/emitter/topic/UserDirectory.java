package dev.emitter.topic;

/**
 * Tells the rights of a user at this moment; supplied by the application. Called on the routing
 * thread for every event that a user's emitter might receive, so it must answer from memory. While
 * it throws, nothing is sent to the emitters of that user and nothing is passed over: they wait,
 * and it is asked again every second. Implementations are thread-safe.
 */
@FunctionalInterface
public interface UserDirectory {

  /** Returns the user of this name; for an unknown one, a user without rights. */
  User user(String name);

  /** Returns a directory in which nobody is an administrator. */
  static UserDirectory withoutAdministrators() {
    return name -> new User(name, false);
  }
}
