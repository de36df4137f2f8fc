package dev.emitter.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.awaitility.Durations.ONE_MINUTE;

import dev.emitter.event.Payload;
import dev.emitter.event.Presentation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.AbstractList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("C3")
class OpenFilesTest {

  private static final Duration GRACE = Duration.ofSeconds(20);

  @TempDir Path folder;

  @Test
  @Timeout(240)
  void hasOneWriterOfAFileWhileItIsClosed() throws Exception {
    Path path = folder.toRealPath().resolve("all.log");
    SharedFile file = OpenFiles.acquire(path);
    CountDownLatch writing = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    CompletableFuture<?> writer =
        CompletableFuture.runAsync(() -> append(file, new SlowRecords(writing, goOn)));
    writing.await();
    Thread closer = new Thread(() -> OpenFiles.release(file, GRACE));
    closer.start();
    await().atMost(ONE_MINUTE).until(() -> closer.getState() == Thread.State.TIMED_WAITING);

    SharedFile next = OpenFiles.acquire(path);
    assertThat(next).isSameAs(file);

    goOn.countDown();
    writer.join();
    closer.join();
    append(next, List.of(record(1)));
    assertThat(OpenFiles.acquire(path)).as("still in use").isSameAs(next);
    OpenFiles.release(next, GRACE);
    OpenFiles.release(next, GRACE);
    SharedFile fresh = OpenFiles.acquire(path);
    assertThat(fresh).as("closed and forgotten").isNotSameAs(next);
    OpenFiles.release(fresh, GRACE);
    assertThat(Events.read(path)).isEqualTo(Events.lines(0, 2));
  }

  private static void append(SharedFile file, List<Payload> records) {
    try {
      file.append(new Batch(records, Fsync.NEVER, BatchNote.NONE), PathScope.anywhere());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Payload record(int number) {
    return Events.event(number).structured(Presentation.PLAIN);
  }

  /** One record that is there only when the test goes on. */
  private static final class SlowRecords extends AbstractList<Payload> {
    private final CountDownLatch writing;
    private final CountDownLatch goOn;

    private SlowRecords(CountDownLatch writing, CountDownLatch goOn) {
      this.writing = writing;
      this.goOn = goOn;
    }

    @Override
    public Payload get(int index) {
      writing.countDown();
      try {
        goOn.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      return record(0);
    }

    @Override
    public int size() {
      return 1;
    }
  }
}
