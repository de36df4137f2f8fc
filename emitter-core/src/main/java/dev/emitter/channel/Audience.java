package dev.emitter.channel;

/** Who may define emitters of a type. */
public enum Audience {
  /** Operators in files, and users through the API. */
  EVERYONE,
  /** Operators only: the channel reaches what users must not. */
  SYSTEM_ONLY,
  /** Users only. */
  USERS_ONLY
}
