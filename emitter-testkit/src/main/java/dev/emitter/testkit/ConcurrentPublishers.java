package dev.emitter.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.log.EventLog;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.Position;
import dev.emitter.topic.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** Several threads that append to a log at once, each its own numbered events. */
final class ConcurrentPublishers {

  private final EventLog log;
  private final Topic topic;
  private final SampleEvents samples;
  private int threads;
  private int eventsEach;

  ConcurrentPublishers(EventLog log, Topic topic, SampleEvents samples) {
    this.log = log;
    this.topic = topic;
    this.samples = samples;
  }

  void publish(int publishers, int events) {
    Awaiting.result(start(publishers, events));
  }

  /** Reads what is appended while it is, until all that was has been read. */
  List<LoggedEvent> publishAndFollow(int publishers, int events) {
    List<LoggedEvent> followed = new ArrayList<>();
    Position position = log.start();
    CompletableFuture<Void> publishing = start(publishers, events);
    boolean last = false;
    while (!last) {
      last = publishing.isDone();
      List<LoggedEvent> read = log.read(position, 100);
      followed.addAll(read);
      position = read.isEmpty() ? position : read.get(read.size() - 1).position();
      last = last && read.isEmpty();
    }
    Awaiting.result(publishing);
    return followed;
  }

  private CompletableFuture<Void> start(int publishers, int events) {
    threads = publishers;
    eventsEach = events;
    ExecutorService pool = Executors.newFixedThreadPool(publishers);
    List<CompletableFuture<Void>> running = new ArrayList<>();
    for (int i = 0; i < publishers; i++) {
      int publisher = i;
      running.add(CompletableFuture.runAsync(() -> publishAll(publisher), pool));
    }
    pool.shutdown();
    return CompletableFuture.allOf(running.toArray(new CompletableFuture<?>[0]));
  }

  private void publishAll(int publisher) {
    for (int i = 0; i < eventsEach; i++) {
      Awaiting.result(log.append(topic, samples.event(publisher + "-" + i)));
    }
  }

  void requireAllInOrder(List<LoggedEvent> events) {
    List<String> ids = events.stream().map(one -> one.event().event().getId()).toList();
    for (int publisher = 0; publisher < threads; publisher++) {
      String prefix = publisher + "-";
      List<String> expected =
          IntStream.range(0, eventsEach).mapToObj(number -> prefix + number).toList();
      assertThat(ids.stream().filter(id -> id.startsWith(prefix)))
          .as("events of one publisher")
          .containsExactlyElementsOf(expected);
    }
  }
}
