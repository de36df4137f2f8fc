package dev.emitter.cli;

import dev.emitter.delivery.EmitterListener;
import dev.emitter.event.EventCompleter;
import dev.emitter.filter.FilterInput;
import dev.emitter.topic.Catalogue;
import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Says which published events are not as the catalogue declares them: the first ones one by one,
 * all of them by their number. Thread-safe.
 */
final class UndeclaredEvents implements EmitterListener {

  static final int MOST_TOLD = 20;

  private final Messages messages;
  private final EventCompleter completer =
      new EventCompleter(
          RunCommand.DEFAULT_SOURCE, Clock.systemUTC(), () -> "none", Integer.MAX_VALUE);
  private final AtomicLong count = new AtomicLong();
  private volatile @Nullable Catalogue catalogue;

  UndeclaredEvents(Messages messages) {
    this.messages = messages;
  }

  /** Sets what is declared; before that, nothing counts as undeclared. */
  void declare(Catalogue declared) {
    catalogue = declared;
  }

  @Override
  public void published(Topic topic, CloudEvent event) {
    Catalogue declared = catalogue;
    if (declared != null) {
      FilterInput input = new FilterInput(topic, completer.complete(event));
      List<String> faults = declared.faults(topic, event, input.data());
      if (!faults.isEmpty()) {
        tell("event " + event.getId() + " on topic " + topic, faults);
      }
    }
  }

  private void tell(String event, List<String> faults) {
    long number = count.incrementAndGet();
    if (number <= MOST_TOLD) {
      String what = ": not as the catalogue declares it: " + String.join("; ", faults);
      messages.say(Texts.oneLine(event + what));
    }
    if (number == MOST_TOLD + 1) {
      messages.say("further events that are not as the catalogue declares them are only counted");
    }
  }

  /** Returns how many published events were not as declared. */
  long count() {
    return count.get();
  }
}
