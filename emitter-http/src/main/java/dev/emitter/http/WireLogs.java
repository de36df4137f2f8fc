package dev.emitter.http;

import dev.emitter.problem.Loggers;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;

/**
 * Says once that the logs show more than they should: what goes over connections. One for each
 * provider. Thread-safe.
 */
public final class WireLogs {

  /** The loggers of the HTTP client that show requests and answers. */
  private static final List<String> NAMES =
      List.of("org.apache.hc.client5.http.wire", "org.apache.hc.client5.http.headers");

  private final Logger log;
  private final AtomicBoolean warned = new AtomicBoolean();

  /** Creates one that warns through a provider's logger. */
  public WireLogs(Logger log) {
    this.log = log;
  }

  /** Warns if the client logs what goes over its connections, and nobody was warned before. */
  public void warn() {
    boolean shows = NAMES.stream().anyMatch(name -> Loggers.of(name).isDebugEnabled());
    if (shows && warned.compareAndSet(false, true)) {
      log.warn(
          "The HTTP client logs at DEBUG what goes over its connections: CREDENTIALS, SIGNATURES"
              + " AND PAYLOADS ARE IN THE LOGS. Set the loggers {} to INFO.",
          String.join(" and ", NAMES));
    }
  }
}
