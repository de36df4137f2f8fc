package dev.emitter.cli;

import dev.emitter.Emitters;
import dev.emitter.delivery.DeliveryRecord;
import dev.emitter.delivery.Explanation;
import dev.emitter.filter.Clause;
import dev.emitter.log.LoggedEvent;
import java.util.List;

/**
 * Finds the events that an emitter does not select by its definition of now, before any of them is
 * sent to it. Not thread-safe.
 */
final class SelectionCheck {

  private static final int MOST_TOLD = 10;
  private static final int MOST_OF_FILTER = 200;

  private final Emitters emitters;
  private final String to;
  private final Faults faults;
  private long asked;
  private long refused;

  SelectionCheck(Emitters emitters, String to, Faults faults) {
    this.emitters = emitters;
    this.to = to;
    this.faults = faults;
  }

  /** Asks about each event; the first of those that are not selected are told, and why. */
  void events(List<LoggedEvent> events) {
    events.forEach(this::event);
  }

  /** Asks about each event of records, unless what they are records of has been selected. */
  void records(List<DeliveryRecord> records) {
    for (DeliveryRecord record : records) {
      boolean parked = record.state() == DeliveryRecord.State.PARKED; // perhaps selected once only
      if (parked || !record.emitterId().equals(to)) {
        event(record.event());
      } else {
        asked++;
      }
    }
  }

  private void event(LoggedEvent event) {
    asked++;
    Explanation explanation = emitters.explain(event, to);
    if (!explanation.selected()) {
      refused++;
      if (refused <= MOST_TOLD) {
        faults.add(
            "emitter "
                + Texts.quoted(to)
                + " does not select event "
                + Texts.quoted(event.event().event().getId())
                + " at position "
                + event.position()
                + ": "
                + reason(explanation));
      }
    }
  }

  private static String reason(Explanation explanation) {
    Clause filter = explanation.filter();
    return filter == null
        ? explanation.reason()
        : explanation.reason()
            + ": "
            + Texts.shortened(Texts.oneLine(filter.text()), MOST_OF_FILTER);
  }

  /** Returns whether the emitter selects all that was asked about; says what to do if not. */
  boolean passes() {
    if (refused > 0) {
      faults.add(
          "nothing was sent, as "
              + refused
              + " of "
              + Texts.count(asked, "event")
              + (refused == 1 ? " is" : " are")
              + " not for emitter "
              + Texts.quoted(to)
              + "; leave out what is not, or give --anyway to send all the same");
    }
    return refused == 0;
  }
}
