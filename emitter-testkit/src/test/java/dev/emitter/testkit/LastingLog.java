package dev.emitter.testkit;

import dev.emitter.event.EncodedEvent;
import dev.emitter.log.EventLog;
import dev.emitter.log.EventLogException;
import dev.emitter.log.ForwardingEventLog;
import dev.emitter.log.LogListener;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.MemoryEventLog;
import dev.emitter.log.Position;
import dev.emitter.log.SequencePosition;
import dev.emitter.log.StateStore;
import dev.emitter.topic.Topic;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Events and state that outlast the emitters which use them, as on a disk: for restarts. */
final class LastingLog {

  final Map<String, String> entries = new TreeMap<>();
  final List<Map<String, Optional<String>>> writes = new CopyOnWriteArrayList<>();
  volatile Consumer<Map<String, Optional<String>>> beforeWriting = changes -> {};
  volatile boolean full;
  volatile long released;
  private final MemoryEventLog events;
  private volatile @Nullable LogListener listener;
  private @Nullable Run current;

  LastingLog(Clock clock) {
    this.events = MemoryEventLog.builder().clock(clock).build();
    events.listen(
        new LogListener() {
          @Override
          public void appended() {
            LogListener told = listener;
            if (told != null) {
              told.appended();
            }
          }

          @Override
          public void dropping(LoggedEvent event) {}

          @Override
          public void discarded(Topic topic, EncodedEvent event) {}

          @Override
          public @Nullable String whoHolds() {
            return null;
          }
        });
  }

  /** Returns the log for the next process; for the one before it, writing fails from now on. */
  EventLog next() {
    if (current != null) {
      current.dead = true;
    }
    current = new Run();
    return current;
  }

  /** Returns the stored entry, or the empty string. */
  String entry(String key) {
    synchronized (entries) {
      return entries.getOrDefault(key, "");
    }
  }

  private final class Run extends ForwardingEventLog implements StateStore {

    private volatile boolean dead;

    Run() {
      super(events);
    }

    private void requireAlive() {
      if (dead) {
        throw new EventLogException("the process is gone");
      }
    }

    @Override
    public CompletionStage<Position> append(Topic topic, EncodedEvent event) {
      requireAlive();
      return events.append(topic, event);
    }

    @Override
    public boolean offer(Topic topic, EncodedEvent event) {
      return !dead && events.offer(topic, event);
    }

    @Override
    public List<LoggedEvent> read(Position after, int max) {
      return dead ? List.of() : events.read(after, max);
    }

    @Override
    public Optional<StateStore> state() {
      return Optional.of(this);
    }

    @Override
    public void release(Position upTo) {
      // it keeps everything, as a log does that is to be resubmitted from
      released = Math.max(released, SequencePosition.of(upTo));
    }

    @Override
    public void listen(LogListener told) {
      listener = told;
    }

    @Override
    public SortedMap<String, String> entries(String prefix) {
      synchronized (entries) {
        SortedMap<String, String> found = new TreeMap<>();
        entries.forEach(
            (key, value) -> {
              if (key.startsWith(prefix)) {
                found.put(key, value);
              }
            });
        return found;
      }
    }

    @Override
    public void write(Map<String, Optional<String>> changes) {
      beforeWriting.accept(changes);
      requireAlive();
      if (full) {
        throw new EventLogException("the disk is full");
      }
      writes.add(changes);
      synchronized (entries) {
        changes.forEach(
            (key, value) ->
                value.ifPresentOrElse(text -> entries.put(key, text), () -> entries.remove(key)));
      }
    }

    @Override
    public void close() {
      dead = true;
    }
  }
}
