package dev.emitter;

/**
 * What was published since the start. Immutable.
 *
 * @param published events of the application that the log has accepted
 * @param switchedOff events dropped because the catalogue has their topic or type switched off
 * @param undeclared events published or refused that break the catalogue
 */
public record PublicationCounts(long published, long switchedOff, long undeclared) {}
