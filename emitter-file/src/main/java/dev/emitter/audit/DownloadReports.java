package dev.emitter.audit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.emitter.channel.OwnEventPublisher;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Tells of each download, by an event {@code AuditDownloaded} of the emitter whose channel is open
 * in this process. Thread-safe.
 */
final class DownloadReports {

  /** Several while a channel takes over from another, or is tried beside it. */
  private final ConcurrentMap<String, List<OwnEventPublisher>> publishers =
      new ConcurrentHashMap<>();

  /** Says who publishes events about an emitter. */
  void toldTo(String emitter, OwnEventPublisher publisher) {
    publishers.compute(
        emitter,
        (id, known) -> {
          List<OwnEventPublisher> all = known == null ? new CopyOnWriteArrayList<>() : known;
          all.add(publisher);
          return all;
        });
  }

  /** Says that this one publishes nothing about an emitter any more. */
  void notToldTo(String emitter, OwnEventPublisher publisher) {
    publishers.computeIfPresent(
        emitter,
        (id, all) -> {
          all.remove(publisher);
          return all.isEmpty() ? null : all;
        });
  }

  /**
   * Tells that a download has ended.
   *
   * @param user the owner who has read; null for the operator
   * @param count how many events were read
   */
  void ended(String emitter, @Nullable String user, AuditQuery query, long count) {
    List<OwnEventPublisher> open = List.copyOf(publishers.getOrDefault(emitter, List.of()));
    if (open.isEmpty()) {
      return;
    }
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("by", user == null ? "operator" : "owner");
    put(data, "person", user);
    put(data, "start", query.start());
    put(data, "end", query.end());
    put(data, "after", query.after());
    open.get(0).publish("AuditDownloaded", data.put("count", count));
  }

  private static void put(ObjectNode data, String name, @Nullable Object value) {
    if (value != null) {
      data.put(name, value.toString());
    }
  }
}
