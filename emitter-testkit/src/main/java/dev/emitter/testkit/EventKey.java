package dev.emitter.testkit;

import dev.emitter.topic.Topic;
import java.net.URI;

/** What tells published events apart. */
record EventKey(Topic topic, URI source, String id) {

  static EventKey of(PublishedEvent event) {
    return new EventKey(event.topic(), event.event().getSource(), event.id());
  }
}
