package dev.emitter.log.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.delivery.AttemptQuery;
import dev.emitter.delivery.DeliveryAttempt;
import dev.emitter.delivery.DeliveryLog;
import dev.emitter.topic.Topic;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that records attempts is killed: what was written by then is there. */
@Tag("C1")
@Timeout(240)
final class DiskDeliveryLogKillTest {

  private static final int SEEN = 20;
  private static final int EACH = 100;

  @TempDir private Path directory;

  @Test
  void whatWasWrittenSurvivesTheProcess() throws Exception {
    int seen = 0;
    Process process = start();
    try (BufferedReader out = process.inputReader()) {
      for (int i = 0; i < SEEN; i++) {
        seen = Integer.parseInt(Objects.requireNonNull(out.readLine()));
      }
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    try (DeliveryLog log = DiskDeliveryLog.open(DirectoryStorage.of(directory))) {
      List<Integer> found = ids(log, Integer.MAX_VALUE);
      int last = found.get(0);
      assertThat(last).isGreaterThanOrEqualTo(seen);
      assertThat(found)
          .isEqualTo(IntStream.range(0, last).mapToObj(before -> last - before).toList());
    }
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            Recording.class.getName(),
            directory.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static List<Integer> ids(DeliveryLog log, int limit) {
    return log.find(AttemptQuery.ALL.limit(limit)).stream()
        .map(one -> Integer.parseInt(one.eventId()))
        .toList();
  }

  /** The process: says from time to time what the newest attempt on disk is. */
  static final class Recording {

    private Recording() {}

    public static void main(String[] args) throws IOException {
      DeliveryLog log = DiskDeliveryLog.open(DirectoryStorage.of(Path.of(args[0])));
      for (int i = 1; ; i++) {
        log.record(attempt(i));
        if (i % EACH == 0) {
          System.out.println(ids(log, 1).get(0));
        }
      }
    }

    private static DeliveryAttempt attempt(int number) {
      return new DeliveryAttempt(
          "a",
          Integer.toString(number),
          "t",
          Topic.of("t"),
          1,
          false,
          Clock.systemUTC().instant(),
          DeliveryAttempt.Outcome.DELIVERED,
          null,
          null,
          null,
          null,
          null,
          null);
    }
  }
}
