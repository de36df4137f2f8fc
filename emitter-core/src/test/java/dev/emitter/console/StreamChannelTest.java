package dev.emitter.console;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.channel.Channel;
import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.event.Presentation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("C4")
class StreamChannelTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private Channel open(Map<String, String> parameters) {
    PrintStream printer = new PrintStream(out, false, UTF_16);
    PrintStream errors = new PrintStream(err, false, UTF_16);
    return new ConsoleChannelProvider(() -> printer, () -> errors)
        .open(Consoles.context(parameters));
  }

  @Test
  void printsOneUtf8LineForEachEventWhateverTheEncodingOfTheStream() {
    Delivery first = Consoles.delivery("1", "order.placed");
    Delivery second = Consoles.delivery("2", "order.placed");

    assertThat(Consoles.deliver(open(Map.of()), first, second))
        .containsExactly(DeliveryResult.delivered(), DeliveryResult.delivered());

    assertThat(out.toString(UTF_8)).isEqualTo(line(first) + line(second));
    assertThat(err.size()).isZero();
  }

  @Test
  void printsOnStandardErrorWhenAskedTo() {
    Delivery event = Consoles.delivery("1", "order.placed");

    Consoles.deliver(open(Map.of("output", "err")), event);

    assertThat(err.toString(UTF_8)).isEqualTo(line(event));
    assertThat(out.size()).isZero();
  }

  @Test
  void looksUpTheStreamEachTime() {
    List<PrintStream> current = new ArrayList<>(List.of(new PrintStream(out, false, UTF_8)));
    Channel channel =
        new ConsoleChannelProvider(() -> current.get(0), () -> System.err)
            .open(Consoles.context(Map.of()));
    Delivery event = Consoles.delivery("1", "order.placed");

    current.set(0, new PrintStream(err, false, UTF_8));
    Consoles.deliver(channel, event);

    assertThat(out.size()).isZero();
    assertThat(err.toString(UTF_8)).isEqualTo(line(event));
  }

  @Test
  void retriesWithAReasonWhenThePipeIsBroken() {
    PrintStream broken = new PrintStream(new BrokenPipe(), false, UTF_8);
    Channel channel =
        new ConsoleChannelProvider(() -> broken, () -> broken).open(Consoles.context(Map.of()));

    for (int attempt = 0; attempt < 2; attempt++) {
      assertThat(Consoles.deliver(channel, Consoles.delivery("1", "order.placed")))
          .singleElement()
          .isInstanceOfSatisfying(
              DeliveryResult.Retry.class,
              retry ->
                  assertThat(retry.reason()).contains("standard output", "broken pipe", "restart"));
    }
  }

  @Test
  void neverMixesTheEventsOfTwoEmitters() {
    PrintStream shared = new PrintStream(out, false, UTF_8);
    ConsoleChannelProvider provider = new ConsoleChannelProvider(() -> shared, () -> shared);
    Delivery[] batch =
        IntStream.range(0, 20)
            .mapToObj(i -> Consoles.delivery("id-" + i, "order.placed"))
            .toArray(Delivery[]::new);

    CompletableFuture<?>[] writers =
        IntStream.range(0, 4)
            .mapToObj(i -> provider.open(Consoles.context(Map.of())))
            .map(channel -> CompletableFuture.runAsync(() -> deliverOften(channel, batch)))
            .toArray(CompletableFuture[]::new);
    CompletableFuture.allOf(writers).join();

    StringBuilder whole = new StringBuilder();
    for (Delivery delivery : batch) {
      whole.append(line(delivery));
    }
    assertThat(out.toString(UTF_8)).isEqualTo(whole.toString().repeat(200));
  }

  @Test
  void aStuckStandardOutputStopsNoEmitterOnStandardError() throws InterruptedException {
    CountDownLatch stuck = new CountDownLatch(1);
    CountDownLatch read = new CountDownLatch(1);
    PrintStream pipe = new PrintStream(new StuckPipe(stuck, read), false, UTF_8);
    PrintStream errors = new PrintStream(err, false, UTF_8);
    ConsoleChannelProvider provider = new ConsoleChannelProvider(() -> pipe, () -> errors);
    Channel onOut = provider.open(Consoles.context(Map.of()));
    Channel onErr = provider.open(Consoles.context(Map.of("output", "err")));
    Delivery event = Consoles.delivery("1", "order.placed");

    Executor threads = task -> new Thread(task).start(); // the common pool may have but one
    CompletableFuture<?> waiting =
        CompletableFuture.runAsync(() -> Consoles.deliver(onOut, event), threads);
    try {
      stuck.await();
      assertThat(CompletableFuture.supplyAsync(() -> Consoles.deliver(onErr, event), threads))
          .succeedsWithin(Duration.ofSeconds(60));
    } finally {
      read.countDown();
      waiting.join();
    }
    assertThat(err.toString(UTF_8)).isEqualTo(line(event));
  }

  private static void deliverOften(Channel channel, Delivery[] batch) {
    for (int i = 0; i < 50; i++) {
      Consoles.deliver(channel, batch);
    }
  }

  private static String line(Delivery delivery) {
    byte[] json = delivery.event().structured(Presentation.PLAIN).toByteArray();
    return new String(json, UTF_8) + "\n";
  }

  /** Blocks as a pipe does that is full, until it is read. */
  private static final class StuckPipe extends OutputStream {
    private final CountDownLatch stuck;
    private final CountDownLatch read;

    private StuckPipe(CountDownLatch stuck, CountDownLatch read) {
      this.stuck = stuck;
      this.read = read;
    }

    @Override
    public void write(int b) throws IOException {
      stuck.countDown();
      try {
        read.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
  }

  /** Fails as a pipe does whose reader is gone. */
  private static final class BrokenPipe extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      throw new IOException("Broken pipe");
    }
  }
}
