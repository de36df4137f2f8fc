package dev.emitter.cli;

/**
 * What a filter says of an event and why.
 *
 * @param answer what it says
 * @param reason why it could not tell; empty if it could
 */
record Judgement(Answer answer, String reason) {}
