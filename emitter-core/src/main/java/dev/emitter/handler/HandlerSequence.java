package dev.emitter.handler;

import dev.emitter.problem.Loggers;
import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import java.util.List;
import org.slf4j.Logger;

/**
 * Handlers that are called for each event one after the other. Immutable; as thread-safe as its
 * handlers.
 */
public final class HandlerSequence implements EventHandler {

  private static final Logger LOG = Loggers.of(HandlerSequence.class);

  private final String emitter;
  private final List<Step> steps;

  /**
   * Creates a sequence.
   *
   * @param emitter the emitter that it belongs to, for messages
   * @param steps the handlers, in the order in which they are called
   */
  public HandlerSequence(String emitter, List<Step> steps) {
    this.emitter = emitter;
    this.steps = List.copyOf(steps);
  }

  /**
   * A handler of a sequence.
   *
   * @param handler the handler
   * @param stopOnError whether an event that it fails on is tried again, from the first handler on;
   *     otherwise its failure is logged, and the next handler is called
   */
  public record Step(EventHandler handler, boolean stopOnError) {}

  @Override
  public void handle(Topic topic, CloudEvent event) throws Exception {
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      if (step.stopOnError()) {
        step.handler().handle(topic, event);
      } else {
        goOn(i + 1, step.handler(), topic, event);
      }
    }
  }

  private void goOn(int number, EventHandler handler, Topic topic, CloudEvent event)
      throws InterruptedException {
    try {
      handler.handle(topic, event);
    } catch (InterruptedException e) {
      throw e;
    } catch (Throwable e) { // an application's Error is a failure like any other
      LOG.warn(
          "handler {} of emitter {} failed with event {}; the event is not tried again",
          number,
          emitter,
          event.getId(),
          e);
    }
  }
}
