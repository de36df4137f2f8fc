package dev.emitter.engine;

import static dev.emitter.engine.EngineFixture.define;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.awaitility.Durations.ONE_MINUTE;

import dev.emitter.delivery.OwnerLimit;
import dev.emitter.delivery.OwnerLimits;
import dev.emitter.expressions.SharedSteps;
import dev.emitter.filter.Clause;
import dev.emitter.filter.EventFilter;
import dev.emitter.filter.FilterInput;
import dev.emitter.filter.FilterResult;
import dev.emitter.log.MemoryEventLog;
import dev.emitter.topic.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Filters that take long, by a time that they move: who waits for them, and who does not. */
@Tag("R1")
@Tag("safety")
final class CostlyFiltersTest {

  private static final Duration CHEAP = Duration.ofNanos(1);
  private static final Duration COSTLY = Duration.ofMillis(10);
  private static final Duration SOME = Duration.ofMillis(2);
  private static final Topic OTHER = Topic.of("other");

  private final EngineFixture fixture =
      new EngineFixture(
          MemoryEventLog.create(), OwnerLimits.defaults().withFilterTime(Duration.ofMillis(100)));
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final Set<String> threads = ConcurrentHashMap.newKeySet();
  private volatile boolean hangs;

  @AfterEach
  void close() {
    goOn.countDown();
    fixture.close();
  }

  /** A filter that lets all events through, and takes so long for each. */
  private EventFilter taking(Duration each) {
    return taking(each, fixture, this::hang);
  }

  private EventFilter taking(Duration each, EngineFixture in, Runnable whileItHangs) {
    return new EventFilter() {
      @Override
      public FilterResult test(FilterInput input) {
        threads.add(Thread.currentThread().getName().replaceAll("-\\d+$", ""));
        if (hangs) {
          whileItHangs.run();
        }
        in.time.pass(each);
        return FilterResult.MATCH;
      }

      @Override
      public Clause explain(FilterInput input) {
        return Clause.leaf("code", FilterResult.MATCH, "");
      }
    };
  }

  private void hang(AtomicInteger hanging) {
    hanging.incrementAndGet();
    hang();
  }

  private void hang() {
    try {
      goOn.await(2, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<Integer> ids(int last) {
    return IntStream.rangeClosed(1, last).boxed().toList();
  }

  @Test
  void aCostlyOneLeavesTheLoopAndIsGivenEveryEvent() throws InterruptedException {
    fixture.add(define("a").build(), taking(COSTLY)).publish(1).idle();
    assertThat(threads).containsExactly("emitter-loop");
    threads.clear();
    fixture.publish(300).idle();
    assertThat(threads).containsExactly("emitter-reader");
    assertThat(fixture.delivered("a")).isEqualTo(ids(301));
    assertThat(fixture.status("a").matched()).isEqualTo(301);
    assertThat(fixture.status("a").backlog()).isZero();
  }

  @Test
  void oneThatCostsSomethingEachTimeLeavesTheLoopSoon() throws InterruptedException {
    fixture.add(define("a").build(), taking(SOME)).publish(100).idle();
    threads.clear();
    fixture.publish(1).idle();
    assertThat(threads).containsExactly("emitter-reader");
    assertThat(fixture.delivered("a")).isEqualTo(ids(101));
  }

  @Test
  void oneThatIsCheapAgainComesBack() throws InterruptedException {
    Duration[] each = {COSTLY};
    EventFilter changing =
        new EventFilter() {
          @Override
          public FilterResult test(FilterInput input) {
            return taking(each[0]).test(input);
          }

          @Override
          public Clause explain(FilterInput input) {
            return Clause.leaf("code", FilterResult.MATCH, "");
          }
        };
    fixture.add(define("a").build(), changing).publish(2).idle();
    each[0] = CHEAP;
    fixture.publish(200).idle();
    threads.clear();
    fixture.publish(1).idle();
    assertThat(threads).containsExactly("emitter-loop");
    assertThat(fixture.delivered("a")).isEqualTo(ids(203));
  }

  @Test
  void nobodyWaitsForOneThatTakesLong() throws InterruptedException {
    fixture.add(define("costly").build(), taking(COSTLY)).publish(1).idle();
    fixture.add(define("other").topics(List.of(OTHER)).build());
    hangs = true;
    fixture.publish(1).publish(OTHER, 1);
    await().atMost(ONE_MINUTE).until(() -> fixture.delivered("other").size() == 1);
    fixture.add(define("new").topics(List.of(OTHER)).build()).publish(OTHER, 1);
    await().atMost(ONE_MINUTE).until(() -> fixture.delivered("new").size() == 1);
    assertThat(fixture.delivered("costly")).containsExactly(1);
    goOn.countDown();
    fixture.idle();
    assertThat(fixture.delivered("costly")).containsExactly(1, 2, 3, 4);
  }

  @Test
  void oneOwnerDoesNotHaveAllThreadsThatRead() throws InterruptedException {
    try (EngineFixture all =
        new EngineFixture(
            MemoryEventLog.create(), OwnerLimits.defaults().withFilterTime(Duration.ofDays(1)))) {
      int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
      AtomicInteger hanging = new AtomicInteger();
      for (int i = 0; i < 2 * threads; i++) {
        all.add(define("ann" + i).owner("ann").build(), taking(COSTLY, all, () -> hang(hanging)));
      }
      all.add(define("bob").owner("bob").build(), taking(COSTLY, all, () -> {}));
      all.publish(1).idle();
      hangs = true;
      all.publish(1);
      await().atMost(ONE_MINUTE).until(() -> all.delivered("bob").size() == 2);
      assertThat(hanging).hasValueLessThanOrEqualTo(threads / 2);
      goOn.countDown();
      all.idle();
      for (int i = 0; i < 2 * threads; i++) {
        assertThat(all.delivered("ann" + i)).containsExactly(1, 2);
      }
    }
  }

  @Test
  void anOwnerWhoseTimeIsUsedUpWaitsForMoreAndLosesNothing() throws InterruptedException {
    fixture.add(define("ann").owner("ann").build(), taking(COSTLY));
    fixture.add(define("too").owner("ann").build(), taking(CHEAP));
    fixture.add(define("plain").owner("ann").build());
    fixture.add(define("bob").owner("bob").build(), taking(CHEAP));
    fixture.publish(100).quiet();
    assertThat(fixture.delivered("ann")).hasSizeBetween(1, 12);
    assertThat(fixture.delivered("plain")).isEqualTo(ids(100));
    assertThat(fixture.delivered("bob")).isEqualTo(ids(100));
    assertThat(fixture.status("ann").limitedBy()).isEqualTo("filterTime");
    assertThat(fixture.status("bob").limitedBy()).isNull();
    assertThat(fixture.engine.owners().reached().get("filterTime")).isPositive();
    assertThat(fixture.engine.usage("ann").get(OwnerLimit.FILTER_TIME))
        .isGreaterThanOrEqualTo(Duration.ofMillis(75).toNanos());

    fixture.advance(Duration.ofMinutes(1)).idle();
    assertThat(fixture.delivered("ann")).isEqualTo(ids(100));
    assertThat(fixture.delivered("too")).isEqualTo(ids(100));
    assertThat(fixture.status("ann").matched()).isEqualTo(100);
    assertThat(fixture.status("ann").filtered()).isZero();
    assertThat(fixture.status("ann").limitedBy()).isNull();
  }

  /** A filter that lets all events through once it is given so many steps for one. */
  private EventFilter needing(IntSupplier steps) {
    return new EventFilter() {
      @Override
      public FilterResult test(FilterInput input) {
        return test(input, new SharedSteps(steps()));
      }

      @Override
      public FilterResult test(FilterInput input, SharedSteps shared) {
        if (!shared.take(steps.getAsInt())) {
          return FilterResult.failed(shared.exhausted());
        }
        threads.add(Thread.currentThread().getName().replaceAll("-\\d+$", ""));
        return FilterResult.MATCH;
      }

      @Override
      public int steps() {
        return 200_000;
      }

      @Override
      public Clause explain(FilterInput input) {
        return Clause.leaf("code", FilterResult.MATCH, "");
      }
    };
  }

  @Test
  void aNewOneOfAUserHasFewStepsOnTheLoopAndIsDecidedElsewhere() throws InterruptedException {
    fixture.add(define("a").owner("ann").build(), needing(() -> 100_000)).publish(3).idle();
    assertThat(threads).containsExactly("emitter-reader");
    assertThat(fixture.delivered("a")).isEqualTo(ids(3));
    assertThat(fixture.status("a").matched()).isEqualTo(3);
    assertThat(fixture.status("a").filterFailures()).isZero();
  }

  @Test
  void aShortOneOfAUserIsDecidedOnTheLoop() throws InterruptedException {
    fixture.add(define("a").owner("ann").build(), needing(() -> 100)).publish(3).idle();
    assertThat(threads).containsExactly("emitter-loop");
    assertThat(fixture.delivered("a")).isEqualTo(ids(3));
  }

  /** It was cheap for small events, and is not for a large one. */
  @Test
  void oneThatTakesMoreStepsForOneEventLeavesTheLoopUntilItIsShortForLong()
      throws InterruptedException {
    AtomicInteger steps = new AtomicInteger(100);
    fixture.add(define("a").owner("ann").build(), needing(steps::get)).publish(3).idle();
    threads.clear();
    steps.set(100_000);
    fixture.publish(1).idle();
    assertThat(threads).containsExactly("emitter-reader");
    threads.clear();
    steps.set(100);
    for (int i = 0; i < 15; i++) {
      fixture.publish(1).idle();
    }
    assertThat(threads).containsExactly("emitter-reader");
    fixture.publish(1).idle();
    threads.clear();
    fixture.publish(1).idle();
    assertThat(threads).containsExactly("emitter-loop");
    assertThat(fixture.delivered("a")).isEqualTo(ids(21));
    assertThat(fixture.status("a").matched()).isEqualTo(21);
  }

  @Test
  void anotherFilterOfTheSameEmitterIsNotTakenForTheCostlyOne() throws InterruptedException {
    fixture.add(define("a").owner("ann").build(), needing(() -> 100_000)).publish(1).idle();
    fixture.add(define("a").owner("ann").build(), needing(() -> 100));
    fixture.publish(1).idle();
    threads.clear();
    fixture.publish(1).idle();
    assertThat(threads).containsExactly("emitter-loop");
    assertThat(fixture.delivered("a")).isEqualTo(ids(3));
  }

  @Test
  void hundredsOfOneOwnerTakeAQuarterOfTheTimeOnTheLoopAtOnce() throws InterruptedException {
    AtomicInteger onLoop = new AtomicInteger();
    IntSupplier counted =
        () -> {
          countLoop(onLoop);
          fixture.time.pass(Duration.ofMillis(1));
          return 1;
        };
    for (int i = 0; i < 90; i++) {
      fixture.add(define("e" + i).owner("eve").build(), needing(counted));
    }
    fixture.publish(1).idle();
    assertThat(onLoop).hasValueBetween(1, 45); // 25, and what it is given while time passes
    for (int i = 0; i < 90; i++) {
      assertThat(fixture.delivered("e" + i)).containsExactly(1);
    }
  }

  /** And so that no crowd takes it all, each has a little of it that the others cannot take. */
  @Test
  void manyOwnersTogetherTakeLittleOfTheTimeOnTheLoop() throws InterruptedException {
    AtomicInteger onLoop = new AtomicInteger();
    IntSupplier counted =
        () -> {
          countLoop(onLoop);
          fixture.time.pass(Duration.ofMillis(1));
          return 1;
        };
    for (int i = 0; i < 400; i++) {
      fixture.add(define("e" + i).owner("owner" + i / 4).build(), needing(counted));
    }
    fixture.publish(1).idle();
    assertThat(onLoop).hasValueBetween(100, 200); // one of each, and 50 and what time gives
    for (int i = 0; i < 400; i++) {
      assertThat(fixture.delivered("e" + i)).containsExactly(1);
    }
  }

  private static void countLoop(AtomicInteger onLoop) {
    if (Thread.currentThread().getName().startsWith("emitter-loop")) {
      onLoop.incrementAndGet();
    }
  }

  /** They take what they need, as nobody else has set limits for them. */
  @Test
  void operatorsHaveNoLimit() throws InterruptedException {
    fixture.add(define("a").build(), taking(COSTLY)).publish(1_000).idle();
    assertThat(fixture.delivered("a")).isEqualTo(ids(1_000));
    assertThat(fixture.status("a").limitedBy()).isNull();
  }
}
