package dev.emitter.audit;

import java.io.IOException;
import java.io.OutputStream;

/** Writes the events of a download in one format. Used once. */
interface EventWriter {

  void begin(OutputStream out) throws IOException;

  void write(AuditEntry entry, OutputStream out) throws IOException;

  void end(OutputStream out) throws IOException;
}
