package dev.emitter.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one owner may have under way, and who goes next. */
final class ChannelShareTest {

  private final AtomicInteger reached = new AtomicInteger();
  private final ChannelShares shares =
      new ChannelShares(8, 2, reached::incrementAndGet, reached::incrementAndGet);
  private final ChannelShare ann = shares.of("ann");
  private final List<String> went = new ArrayList<>();

  private ChannelShare.Ticket ask(ChannelShare share, String emitter) {
    return share.request(emitter, "to " + emitter, ticket -> went.add(emitter));
  }

  @ParameterizedTest
  @CsvSource({"0,1", "1,0", "-1,4"})
  void refusesSharesThatLetNothingThrough(int requests, int lookUps) {
    assertThatThrownBy(() -> new ChannelShares(requests, lookUps, () -> {}, () -> {}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void letsRequestsWaitUntilOthersEnd() {
    List<ChannelShare.Ticket> first = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      first.add(ask(ann, "e" + i));
    }
    ChannelShare.Ticket late = ask(ann, "late");

    assertThat(went).hasSize(8);
    assertThat(late.waitsFor()).isEqualTo("waiting for one of 8 requests of this owner to end");
    assertThat(first.get(0).waitsFor()).isNull();
    assertThat(shares.usage().requestsUnderWay()).isEqualTo(8);
    assertThat(shares.usage().requestsWaiting()).isEqualTo(1);
    assertThat(ann.requestsUnderWay()).isEqualTo(8);
    assertThat(reached).hasValue(1);

    first.get(3).end();
    first.get(3).end();

    assertThat(went).hasSize(9).endsWith("late");
    assertThat(late.waitsFor()).isNull();
    assertThat(shares.usage().requestsUnderWay()).isEqualTo(8);
    assertThat(shares.usage().requestsWaiting()).isZero();
  }

  @Test
  void leavesAQuarterToEmittersThatHaveNone() {
    for (int i = 0; i < 20; i++) {
      ask(ann, "greedy");
    }
    assertThat(went).hasSize(6);

    ask(ann, "modest");
    ask(ann, "other");
    assertThat(went).hasSize(8).endsWith("modest", "other");
  }

  @Test
  void letsEmittersOfAnOwnerTakeTurns() {
    List<ChannelShare.Ticket> first = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      first.add(ask(ann, "e" + i));
    }
    went.clear();
    for (int i = 0; i < 3; i++) {
      ask(ann, "x");
      ask(ann, "y");
    }

    first.forEach(ChannelShare.Ticket::end);

    assertThat(went).containsExactly("x", "y", "x", "y", "x", "y");
  }

  @Test
  void keepsOwnersApartAndTheOperatorsFromAll() {
    for (int owner = 0; owner < 100; owner++) {
      for (int i = 0; i < 8; i++) {
        ask(shares.of("owner" + owner), "e" + owner + "-" + i);
      }
    }
    assertThat(went).hasSize(8 * 32);
    went.clear();

    for (int i = 0; i < 8 * 16; i++) {
      ask(shares.of(null), "system" + i);
    }
    assertThat(went).hasSize(8 * 16);
    assertThat(ask(shares.of(null), "one more").waitsFor()).contains("the operators' emitters");
  }

  @Test
  void sendsNoMoreThanFiftyRequestsOfAnOwnerToOneReceiver() {
    ChannelShare operators = ChannelShares.defaults().of(null);
    List<ChannelShare.Ticket> tickets = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      tickets.add(operators.request("e" + i, "one", ticket -> went.add("one")));
    }
    operators.request("e1", "other", ticket -> went.add("other"));

    assertThat(went).hasSize(51).endsWith("other");
    assertThat(tickets.get(59).waitsFor()).contains("50 requests to this receiver");
    tickets.forEach(ChannelShare.Ticket::end);
    assertThat(went).hasSize(61);
  }

  @Test
  void forgetsWhatWasAskedForInVain() {
    for (int i = 0; i < 8; i++) {
      ask(ann, "e" + i);
    }
    ChannelShare.Ticket first = ask(ann, "first");
    ChannelShare.Ticket second = ask(ann, "second");

    first.end();
    assertThat(shares.usage().requestsWaiting()).isEqualTo(1);
    assertThat(first.waitsFor()).isNull();
    second.end();
    assertThat(shares.usage().requestsWaiting()).isZero();
    assertThat(went).hasSize(8);
  }

  @Test
  void looksUpNoMoreHostsThanTheShareOfTheOwner() {
    List<ChannelShare.Ticket> tickets = new ArrayList<>();
    for (String host : List.of("a", "b", "c")) {
      tickets.add(ann.lookUp(host, ticket -> went.add(host)));
    }
    shares.of("bob").lookUp("c", ticket -> went.add("bob's"));

    assertThat(went).containsExactly("a", "b", "bob's");
    assertThat(tickets.get(2).waitsFor()).contains("2 look-ups of hosts for this owner");
    assertThat(shares.usage().lookUpsUnderWay()).isEqualTo(3);
    assertThat(shares.usage().lookUpsWaiting()).isEqualTo(1);
    tickets.get(0).end();
    assertThat(went).endsWith("c");
  }

  @Test
  void endsManyThatEndAtOnceWithoutGoingDeep() {
    ChannelShare.Ticket held = ann.request("held", "r", ticket -> {});
    AtomicInteger ended = new AtomicInteger();
    List<ChannelShare.Ticket> others = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      others.add(ask(ann, "o" + i));
    }
    for (int i = 0; i < 50_000; i++) {
      ann.request(
          "e" + i,
          "r" + i,
          ticket -> {
            ended.incrementAndGet();
            ticket.end();
          });
    }

    held.end();

    assertThat(ended).hasValue(50_000);
    others.forEach(ChannelShare.Ticket::end);
    assertThat(shares.usage().requestsUnderWay()).isZero();
  }

  @Test
  void neverLetsMoreThroughAndLosesNoneWhileManyThreadsComeAndGo() throws Exception {
    AtomicInteger most = new AtomicInteger();
    ConcurrentLinkedQueue<ChannelShare.Ticket> held = new ConcurrentLinkedQueue<>();
    int threads = 4;
    int each = 5_000;
    CountDownLatch done = new CountDownLatch(threads);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      for (int t = 0; t < threads; t++) {
        Random random = new Random(t);
        pool.execute(
            () -> {
              for (int i = 0; i < each; i++) {
                String name = "e" + random.nextInt(5);
                ChannelShare.Ticket asked =
                    ann.request(
                        name,
                        name,
                        ticket -> {
                          most.accumulateAndGet(shares.usage().requestsUnderWay(), Math::max);
                          held.add(ticket);
                        });
                if (random.nextInt(10) == 0 && asked.waitsFor() != null) {
                  asked.end(); // maybe just as it is let through; then it is in held, too
                }
                ChannelShare.Ticket one = held.poll();
                if (one != null) {
                  one.end();
                }
              }
              done.countDown();
            });
      }
      assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      pool.shutdownNow();
    }
    for (ChannelShare.Ticket one = held.poll(); one != null; one = held.poll()) {
      one.end();
    }

    assertThat(shares.usage().requestsUnderWay()).isZero();
    assertThat(shares.usage().requestsWaiting()).isZero();
    assertThat(most.get()).isBetween(1, 8);
    went.clear();
    for (int i = 0; i < 9; i++) {
      ask(ann, "again" + i);
    }
    assertThat(went).hasSize(8);
  }

  /** Such as an error of too little memory: it would be counted for ever. */
  @Test
  void givesMemoryBackIfTheRequestThrows() {
    ChannelShare share = ChannelShares.defaults().of("ann");
    ChannelShare.Memory memory = Objects.requireNonNull(share.memory(10));
    assertThat(share.requestBytes()).isEqualTo(10);
    assertThatThrownBy(
            () ->
                memory.until(
                    () -> {
                      throw new IllegalStateException("as a fault does");
                    }))
        .hasMessage("as a fault does");
    assertThat(share.requestBytes()).isZero();
  }
}
