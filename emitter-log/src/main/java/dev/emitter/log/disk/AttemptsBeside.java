package dev.emitter.log.disk;

import dev.emitter.delivery.DeliveryLog;
import dev.emitter.execution.Execution;
import org.jspecify.annotations.Nullable;

/** The delivery log beside the events, once somebody asks for it. Thread-safe. */
final class AttemptsBeside {

  private final Storage storage;
  private final AttemptSettings settings;
  private final Execution execution;
  private @Nullable DiskDeliveryLog opened;

  AttemptsBeside(Storage storage, AttemptSettings settings, Execution execution) {
    this.execution = execution;
    this.storage = storage;
    this.settings = settings;
  }

  synchronized DeliveryLog deliveryLog() {
    DiskDeliveryLog log =
        opened == null ? new DiskDeliveryLog(storage, settings, execution) : opened;
    opened = log;
    return log;
  }

  synchronized void close() {
    if (opened != null) {
      opened.close();
    }
  }
}
