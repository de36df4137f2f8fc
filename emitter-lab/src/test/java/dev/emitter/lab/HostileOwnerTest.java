package dev.emitter.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.emitter.Emitters;
import dev.emitter.delivery.OwnerLimits;
import dev.emitter.log.disk.DiskEventLog;
import dev.emitter.net.AddressGuard;
import dev.emitter.net.HostResolver;
import dev.emitter.webhook.WebhookChannelProvider;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A hostile owner beside innocent ones, on real threads: these lose nothing, in order, and the heap
 * stays as it is. {@code -Dhostile.minutes=N} says how long, {@code -Dhostile.seed=N} repeats what
 * she does; how long the deliveries of the others took is told, and not judged.
 */
@Tag("R1")
final class HostileOwnerTest {

  private static final int MINUTES = Integer.getInteger("hostile.minutes", 0);
  private static final long SEED = Long.getLong("hostile.seed", System.nanoTime());
  private static final Duration PHASE = Duration.ofMillis(MINUTES == 0 ? 2_500 : 60_000);
  private static final int PHASES = MINUTES == 0 ? 4 : 2 * Math.max(1, MINUTES / 2);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long HEAP_MARGIN = 160L << 20;
  private static final int EVERY_MILLIS = 20;
  private static final int HOSTILE_MILLIS = 10;

  @TempDir Path folder = Path.of("");

  private final CountDownLatch ended = new CountDownLatch(1);
  private final HostResolver resolver =
      host -> {
        if (host.startsWith(HostileOwner.HANGING_NAME)) {
          awaitEnd();
        }
        return List.of(InetAddress.getLoopbackAddress());
      };
  private final InnocentOwners innocent = new InnocentOwners();
  private final ScheduledExecutorService publishing = Executors.newScheduledThreadPool(1);
  private final ScheduledExecutorService attacking = Executors.newScheduledThreadPool(1);
  private final DeliveryTimes alone = new DeliveryTimes();
  private final DeliveryTimes beside = new DeliveryTimes();
  private final List<Long> heap = new ArrayList<>();
  private Emitters emitters;
  private HostileOwner hostile;

  private void awaitEnd() {
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @BeforeAll
  static void beQuiet() {
    Quiet.expectWarnings();
  }

  @BeforeEach
  void start() {
    AddressGuard guard = AddressGuard.off().resolver(resolver);
    var builder =
        Emitters.builder()
            .log(
                DiskEventLog.builder(folder.resolve("log"))
                    .segmentBytes(4 << 20)
                    .retentionMin(Duration.ZERO)
                    .open())
            .channel(innocent)
            .channel(
                WebhookChannelProvider.builder().guardUsers(guard).guardOperators(guard).build())
            .ownerLimits(
                OwnerLimits.defaults().withHeldLogBytes(64 << 20).withParkedBytes(16 << 20))
            .closeGrace(Duration.ofSeconds(1));
    for (HostileReceivers.Kind kind : HostileReceivers.Kind.values()) {
      builder.channel(new HostileReceivers(kind));
    }
    emitters = builder.start();
    hostile = new HostileOwner(SEED, emitters);
    innocent.register(emitters);
  }

  @AfterEach
  void end() {
    ended.countDown();
    publishing.shutdownNow();
    attacking.shutdownNow();
    emitters.close();
  }

  @Test
  void harmsNobodyButHerself() throws Exception {
    for (int phase = 0; phase < PHASES; phase++) {
      boolean isBeside = phase % 2 == 1;
      innocent.measure(isBeside ? beside : alone);
      phase(isBeside);
      await().atMost(PATIENCE).until(innocent::haveAll);
      assertThat(innocent.faults()).as("hostile.seed = %d", SEED).isEmpty();
      if (isBeside) {
        hostile.leave();
        heap.add(usedHeap());
      }
    }
    tell();
    assertThat(innocent.published()).isPositive();
    assertThat(beside.count()).isPositive();
    long first = heap.get(0);
    assertThat(heap).as("hostile.seed = %d", SEED).allMatch(used -> used < first + HEAP_MARGIN);
  }

  private void phase(boolean isBeside) throws Exception {
    ScheduledFuture<?> publishes =
        publishing.scheduleWithFixedDelay(
            () -> innocent.publish(emitters), 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    ScheduledFuture<?> attacks =
        isBeside
            ? attacking.scheduleWithFixedDelay(
                hostile::act, 0, HOSTILE_MILLIS, TimeUnit.MILLISECONDS)
            : attacking.schedule(() -> {}, 0, TimeUnit.MILLISECONDS);
    try {
      publishes.get(PHASE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // the phase is over
    } finally {
      end(publishes, publishing);
      end(attacks, attacking);
    }
  }

  /** Waits until what is being done is done, so that it is known what was published. */
  private static void end(ScheduledFuture<?> work, ScheduledExecutorService by)
      throws InterruptedException, ExecutionException {
    if (work.isDone()) {
      work.get(); // throws what has failed
    }
    work.cancel(false);
    by.submit(() -> {}).get();
  }

  private static long usedHeap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private void tell() throws IOException {
    String report =
        """
        without the hostile owner: %s
        beside the hostile owner:  %s
        heap after each time, in MB: %s
        %s
        """
            .formatted(
                alone, beside, heap.stream().map(bytes -> bytes >> 20).toList(), hostile.said());
    System.out.print(report);
    if (MINUTES > 0) {
      Files.writeString(Files.createDirectories(Path.of("target")).resolve("hostile.txt"), report);
    }
  }
}
