package dev.emitter.cli;

import dev.emitter.Emitters;
import dev.emitter.delivery.DeliveryQuery;
import dev.emitter.delivery.DeliveryRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks for deliveries part by part, since there may be very many. Not thread-safe. */
final class DeliveryPages {

  private final Emitters emitters;
  private final String emitter;
  private @Nullable DeliveryQuery query;

  DeliveryPages(Emitters emitters, String emitter, DeliveryQuery first) {
    this.emitters = emitters;
    this.emitter = emitter;
    this.query = first;
  }

  /** Returns the next part; empty when there is no more. */
  List<DeliveryRecord> next() {
    DeliveryQuery asked = query;
    if (asked == null) {
      return List.of();
    }
    List<DeliveryRecord> found = emitters.deliveries(emitter, asked);
    query =
        found.isEmpty() // large events come fewer at a time than asked for
            ? null
            : asked.after(found.get(found.size() - 1).event().position());
    return found;
  }
}
