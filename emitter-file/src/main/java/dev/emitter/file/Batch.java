package dev.emitter.file;

import dev.emitter.event.Payload;
import java.util.List;

/**
 * What is appended at once: all of it or nothing.
 *
 * @param records one for each event, without the line feed that ends it
 * @param fsync whether it is forced to the disk
 * @param note is told of each step
 */
record Batch(List<Payload> records, Fsync fsync, BatchNote note) {}
