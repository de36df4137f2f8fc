package dev.emitter.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a run goes by, once its emitters are at work.
 *
 * @param sources what is published, in order
 * @param drain how long emitters have to deliver what was published
 * @param grace how long they have once the process is asked to end
 * @param durable whether a later run goes on with what is left
 * @param follow whether a full log is waited for without end, and messages say so
 * @param report where the report goes, or null
 * @param acks where the ids of published events go, or null
 * @param acked the ids of events that an earlier run has published, and how many of each: so many
 *     are passed over
 * @param undeclared tells how many events were not as the catalogue declares them
 */
record RunSettings(
    List<EventSource> sources,
    Duration drain,
    Duration grace,
    boolean durable,
    boolean follow,
    @Nullable Path report,
    @Nullable Acks acks,
    Map<String, Integer> acked,
    LongSupplier undeclared) {}
