package dev.emitter.log.disk;

import dev.emitter.log.LogListener;
import dev.emitter.log.LoggedEvent;
import dev.emitter.problem.Loggers;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Tells the listener, if there is one; its faults stop nothing. Thread-safe. */
final class Listening {

  private static final Logger LOG = Loggers.of(DiskEventLog.class);

  private volatile @Nullable LogListener listener;

  void to(LogListener told) {
    if (listener != null) {
      throw new IllegalStateException(
          "the log is used by other emitters; each need one of their own");
    }
    listener = told;
  }

  void appended() {
    tell(LogListener::appended);
  }

  void dropping(LoggedEvent event) {
    tell(told -> told.dropping(event));
  }

  void discarded(PendingAppend append) {
    tell(told -> told.discarded(append.topic(), append.event()));
  }

  private void tell(Consumer<LogListener> what) {
    LogListener told = listener;
    if (told == null) {
      return;
    }
    try {
      what.accept(told);
    } catch (Throwable e) { // whatever it is, the log goes on
      LOG.error("the listener of the log failed; this is a fault of the library", e);
    }
  }
}
