package dev.emitter.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.emitter.log.EventLog;
import dev.emitter.log.MemoryEventLog;
import dev.emitter.log.Position;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Storing fails in the middle, for want of memory above all. */
@Tag("R1")
final class CheckpointsTest {

  private final StateInMemory state = new StateInMemory();
  private final MemoryEventLog memory = MemoryEventLog.create();
  private final Checkpoints checkpoints =
      new Checkpoints(keeping(state), new ManualTime(), task -> {}, new ReentrantLock());

  /** Returns a log in memory with a state that is kept. */
  private EventLog keeping(StateInMemory kept) {
    return (EventLog)
        Proxy.newProxyInstance(
            EventLog.class.getClassLoader(),
            new Class<?>[] {EventLog.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("state")) {
                return Optional.of(kept);
              }
              try {
                return method.invoke(memory, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @AfterEach
  void close() {
    memory.close();
  }

  /** Lanes that tell of two emitters once, and have no memory to tell of more. */
  private final class Lanes implements Checkpoints.Source {

    private int asked;

    @Override
    public @Nullable Position collect(
        Map<String, LaneCheckpoint> records, List<Parked> parked, List<Parked> unparked) {
      asked++;
      if (asked == 1) {
        records.put("a", LaneCheckpoint.beginning(memory.end()));
        records.put("b", LaneCheckpoint.beginning(memory.end()));
        throw new OutOfMemoryError("of a test");
      }
      return memory.end();
    }

    @Override
    public void written() {
      // nobody waits for that here
    }

    @Override
    public void stored(List<ParkedCopy> copies) {}
  }

  @Test
  void whatLanesHaveToldIsStoredTheNextTime() {
    checkpoints.of(new Lanes());
    assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(checkpoints::commit);
    assertThat(state.entries(StateKeys.EMITTER)).isEmpty();
    checkpoints.commit();
    assertThat(state.entries(StateKeys.EMITTER))
        .containsOnlyKeys(StateKeys.EMITTER + "a", StateKeys.EMITTER + "b");
  }
}
