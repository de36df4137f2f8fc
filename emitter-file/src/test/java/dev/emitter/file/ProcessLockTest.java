package dev.emitter.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("C3")
class ProcessLockTest {

  private static final CountDownLatch OPEN = new CountDownLatch(1);
  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {"No locks available", "Function not implemented", "Operation not supported"})
  void doesWithoutALockWhereThereAreNone(String words) throws IOException {
    ProcessLock lock = ProcessLock.take(failing(words), LONG, OPEN);
    assertThat(lock.isHeld()).isFalse();
    lock.release();
  }

  @Test
  void neverDoesWithoutALockForAnotherReason() {
    assertThatThrownBy(() -> ProcessLock.take(failing("Input/output error"), LONG, OPEN))
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("Input/output error");
  }

  @Test
  void triesAgainAfterADeadlockThatTheSystemSees() throws IOException {
    AtomicInteger attempts = new AtomicInteger();
    try (FileChannel file = open()) {
      ProcessLock lock =
          ProcessLock.take(
              () ->
                  attempts.incrementAndGet() < 3
                      ? failing("Resource deadlock avoided").tryLock()
                      : file.tryLock(),
              LONG,
              OPEN);
      assertThat(lock.isHeld()).isTrue();
      lock.release();
      assertThat(lock.isHeld()).isFalse();
    }
  }

  @Test
  void aDeadlockThatLastsPassesByItself() {
    assertPasses(failing("Resource deadlock avoided"));
  }

  @Test
  void saysWhatItWaitedForInVain() {
    assertPasses(() -> null);
  }

  @Test
  void anInterruptEndsTheWait() {
    Thread.currentThread().interrupt();
    try {
      assertThatExceptionOfType(FileLockInterruptionException.class)
          .isThrownBy(() -> ProcessLock.take(() -> null, LONG, OPEN));
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    } finally {
      Thread.interrupted();
    }
  }

  @Test
  void closingTheFileEndsTheWait() {
    assertThatExceptionOfType(ClosedChannelException.class)
        .isThrownBy(() -> ProcessLock.take(() -> null, LONG, new CountDownLatch(0)));
  }

  private static void assertPasses(ProcessLock.Attempt attempt) {
    assertThatExceptionOfType(LockedException.class)
        .isThrownBy(() -> ProcessLock.take(attempt, Duration.ofMillis(5), OPEN))
        .satisfies(
            locked -> {
              WriteFault fault = WriteFault.of(Path.of("all.log"), locked);
              assertThat(fault.passing()).isTrue();
              assertThat(fault.reason())
                  .isEqualTo(
                      "file all.log: locked by another program that writes to it, after a wait of"
                          + " 5 ms; it is tried again, or end that program");
            });
  }

  private static ProcessLock.Attempt failing(String words) {
    return () -> {
      throw new IOException(words);
    };
  }

  private FileChannel open() throws IOException {
    return FileChannel.open(
        folder.resolve("all.log"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }
}
