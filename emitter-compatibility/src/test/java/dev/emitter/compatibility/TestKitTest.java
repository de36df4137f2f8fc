package dev.emitter.compatibility;

import static dev.emitter.testkit.EmitterAssertions.assertThat;
import static dev.emitter.testkit.EmitterAssertions.event;

import dev.emitter.EventPublisher;
import dev.emitter.testkit.EmitterExtension;
import dev.emitter.testkit.RecordedEvents;
import dev.emitter.topic.Topic;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The test kit with the JUnit and the AssertJ of the set. */
@ExtendWith(EmitterExtension.class)
final class TestKitTest {

  @Test
  void tellsWhatWasPublished(EventPublisher publisher, RecordedEvents events) {
    publisher.publish(Topic.of("orders"), "order.placed", Map.of("number", 1));
    assertThat(events).published(event("order.placed").with("number", 1));
  }
}
