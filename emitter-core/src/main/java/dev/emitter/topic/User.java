package dev.emitter.topic;

/**
 * Who owns an emitter, with the rights of this moment. Immutable.
 *
 * @param name what identifies the user, usually an e-mail address
 * @param administrator whether the user may receive every message
 */
public record User(String name, boolean administrator) {}
