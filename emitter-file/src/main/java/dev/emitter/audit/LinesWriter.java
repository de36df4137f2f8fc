package dev.emitter.audit;

import java.io.IOException;
import java.io.OutputStream;

/** One event a line. */
final class LinesWriter implements EventWriter {

  @Override
  public void begin(OutputStream out) {
    // there is nothing before the first line
  }

  @Override
  public void write(AuditEntry entry, OutputStream out) throws IOException {
    entry.event().writeTo(out);
    out.write('\n');
  }

  @Override
  public void end(OutputStream out) {
    // nor after the last
  }
}
