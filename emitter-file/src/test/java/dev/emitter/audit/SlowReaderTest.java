package dev.emitter.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A download that takes for ever keeps nobody from storing, reading or looking. */
@Tag("C2")
@Timeout(120)
final class SlowReaderTest {

  private static final int STORED = 1_000;
  private static final int KILOBYTES = 20;
  private static final int BATCH = 20;

  @TempDir Path root;
  private final Semaphore kilobytes = new Semaphore(0);
  private final ExecutorService reading = Executors.newSingleThreadExecutor();

  @AfterEach
  void end() {
    reading.shutdownNow();
  }

  /** Takes a kilobyte each time that others have gone on. */
  private final class Trickle extends OutputStream {

    private static final int KILOBYTE = 1_024;

    private long lines;

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      for (int at = 0; at < length; at++) {
        if (at % KILOBYTE == 0) {
          take();
        }
        lines += bytes[from + at] == '\n' ? 1 : 0;
      }
    }

    private void take() throws InterruptedIOException {
      try {
        kilobytes.acquire();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException();
      }
    }
  }

  private long download(Audit audit) throws IOException {
    Trickle out = new Trickle();
    try (AuditDownload download = audit.log().read(Audit.OWNER, Audit.ID, AuditQuery.ALL)) {
      download.writeTo(out, AuditFormat.NDJSON);
    }
    return out.lines;
  }

  @Test
  void nobodyWaitsForAReaderOfAKilobyteAtATime() throws Exception {
    try (Audit audit = Audit.in(root).segments(20_000);
        Audit other = Audit.in(root).id("other").segments(20_000)) {
      audit.deliver(1, STORED);
      Future<Long> read = reading.submit(() -> download(audit));
      await().atMost(Duration.ofSeconds(60)).until(kilobytes::hasQueuedThreads);
      long next = STORED + 1;
      for (int i = 0; i < KILOBYTES; i++) {
        audit.deliver(next, next + BATCH - 1);
        other.deliver(next, next + BATCH - 1);
        next += BATCH;
        kilobytes.release();
      }
      assertThat(audit.all()).hasSize((int) next - 1);
      assertThat(other.all()).hasSize(KILOBYTES * BATCH);
      assertThat(audit.log().verify(Audit.ID, null).faults()).isEmpty();
      assertThat(audit.log().erase("other", event -> true, "bob")).isEqualTo(KILOBYTES * BATCH);
      assertThat(audit.log().list()).hasSize(2);
      assertThat(read).isNotDone();
      kilobytes.release(1 << 20);
      assertThat(read.get(60, TimeUnit.SECONDS)).isEqualTo(STORED);
    }
  }
}
