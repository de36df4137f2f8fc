package dev.emitter.audit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.emitter.channel.OwnEventPublisher;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells of each download, by an event {@code AuditDownloaded} of the emitter whose channel is open
 * in this process. Thread-safe.
 */
final class DownloadReports {

  private final ConcurrentMap<String, OwnEventPublisher> publishers = new ConcurrentHashMap<>();

  /** Says who publishes events about an emitter from now on. */
  void toldTo(String emitter, OwnEventPublisher publisher) {
    publishers.put(emitter, publisher);
  }

  /** Says that this one publishes nothing about an emitter any more. */
  void notToldTo(String emitter, OwnEventPublisher publisher) {
    publishers.remove(emitter, publisher);
  }

  /**
   * Tells that a download has ended.
   *
   * @param user the owner who has read; null for the operator
   * @param count how many events were read
   */
  void ended(String emitter, @Nullable String user, AuditQuery query, long count) {
    OwnEventPublisher publisher = publishers.get(emitter);
    if (publisher == null) {
      return;
    }
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("by", user == null ? "operator" : "owner");
    put(data, "person", user);
    put(data, "start", query.start());
    put(data, "end", query.end());
    put(data, "after", query.after());
    publisher.publish("AuditDownloaded", data.put("count", count));
  }

  private static void put(ObjectNode data, String name, @Nullable Object value) {
    if (value != null) {
      data.put(name, value.toString());
    }
  }
}
