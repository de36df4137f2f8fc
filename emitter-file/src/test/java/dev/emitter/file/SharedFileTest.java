package dev.emitter.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.awaitility.Durations.ONE_MINUTE;

import dev.emitter.channel.DeliveryResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("C3")
class SharedFileTest {

  private static final int BATCH = 10;
  private static final int BATCHES = 90;

  @TempDir Path folder;

  @Test
  void writesBatchesOfSeveralEmittersOneAfterTheOther() throws IOException {
    Path file = folder.resolve("all.log");
    Path link = Files.createSymbolicLink(folder.resolve("link.log"), file);
    Path detour = folder.resolve("../" + folder.getFileName() + "/all.log");

    CompletableFuture<?>[] writers =
        IntStream.range(0, 6)
            .mapToObj(
                i ->
                    CompletableFuture.runAsync(
                        () -> write(List.of(file, link, detour).get(i % 3), i * 1000)))
            .toArray(CompletableFuture[]::new);
    CompletableFuture.allOf(writers).join();

    assertWhole(file, 6);
  }

  @Test
  void takesTurnsWithAnotherProcess() throws Exception {
    Path file = folder.resolve("all.log");
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                SharedFileTest.class.getName(),
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile())
            .start();
    try {
      await()
          .atMost(ONE_MINUTE)
          .until(() -> Files.exists(file) && Events.numbers(file).contains(1000));
      write(file, 0);
      assertThat(other.waitFor()).as(Events.read(folder.resolve("output"))).isZero();
    } finally {
      other.destroyForcibly();
    }
    assertWhole(file, 2);
  }

  /** The other process: it goes first, waits for this one to begin, and they compete. */
  public static void main(String[] arguments) {
    Path file = Path.of(arguments[0]);
    try (Emitter emitter = Emitter.to(file)) {
      deliver(emitter, 1000);
      await().atMost(ONE_MINUTE).until(() -> Events.numbers(file).contains(0));
      for (int from = 1000 + BATCH; from < 1000 + BATCH * BATCHES; from += BATCH) {
        deliver(emitter, from);
      }
    }
  }

  private static void write(Path file, int start) {
    try (Emitter emitter = Emitter.to(file)) {
      for (int from = start; from < start + BATCH * BATCHES; from += BATCH) {
        deliver(emitter, from);
      }
    }
  }

  private static void deliver(Emitter emitter, int from) {
    assertThat(emitter.deliver(from, from + BATCH)).allMatch(DeliveryResult.delivered()::equals);
  }

  /** Each batch of each writer is there once, whole, and the batches of a writer are in order. */
  private static void assertWhole(Path file, int writers) {
    List<Integer> numbers = Events.numbers(file);
    StringBuilder expected = new StringBuilder();
    for (int at = 0; at < numbers.size(); at += BATCH) {
      expected.append(Events.lines(numbers.get(at), numbers.get(at) + BATCH));
    }
    assertThat(Events.read(file)).isEqualTo(expected.toString());

    List<Integer> byWriter = new ArrayList<>(numbers);
    byWriter.sort(Comparator.comparing(number -> number / 1000));
    assertThat(byWriter)
        .isEqualTo(
            IntStream.range(0, writers)
                .flatMap(i -> IntStream.range(i * 1000, i * 1000 + BATCH * BATCHES))
                .boxed()
                .toList());
  }
}
