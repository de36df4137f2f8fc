package dev.emitter.benchmarks.webhook;

import dev.emitter.Emitters;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.log.MemoryEventLog;
import dev.emitter.topic.Topic;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a receiver meets in the seconds after it has recovered: a thousand emitters send it one
 * event a second each, it answers 503 for some time, and then it takes everything again. Requests
 * of every second are counted against the thousand that they send usually.
 */
public final class Recovery {

  private static final int EMITTERS = 1_000;
  private static final int STEADY_SECONDS = 5;
  private static final int SHOWN_SECONDS = 12;
  private static final long TICK = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final AtomicInteger requests = new AtomicInteger();
  private final HookServer server;
  private long published;

  private Recovery() throws IOException {
    this.server = HookServer.start(1, HookServer.OK, (bytes, length) -> requests.getAndIncrement());
  }

  /**
   * Runs one outage after the other.
   *
   * @param args how many seconds each lasts; 10 and 60 if none is given
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    List<Integer> outages = new ArrayList<>();
    for (String arg : args.length == 0 ? new String[] {"10", "60"} : args) {
      outages.add(Integer.valueOf(arg));
    }
    PrintStream out = System.out;
    out.println(
        "| requests a second, of the usual | 1st | busiest | each second since it recovered |");
    out.println("|---|---|---|---|");
    for (int outage : outages) {
      out.println(new Recovery().run(outage));
    }
  }

  private String run(int outage) throws InterruptedException {
    try (Emitters emitters = Emitters.builder().log(log()).closeGrace(Duration.ZERO).start()) {
      for (int i = 0; i < EMITTERS; i++) {
        emitters.register(
            EmitterDefinition.builder("e" + i, "Webhook")
                .topics(List.of(topic(i)))
                .parameter("url", "http://127.0.0.1:" + server.ports().get(0) + "/" + i)
                .build());
      }
      publish(emitters, STEADY_SECONDS);
      emitters.awaitIdle(Duration.ofSeconds(STEADY_SECONDS));
      int usual = requestsWhile(emitters, 1);
      server.answer("503 Service Unavailable");
      publish(emitters, outage);
      server.answer(HookServer.OK);
      List<Integer> each = new ArrayList<>();
      for (int second = 0; second < outage + SHOWN_SECONDS; second++) {
        each.add(requestsWhile(emitters, 1));
      }
      return line(outage, usual, each);
    }
  }

  private static MemoryEventLog log() {
    return MemoryEventLog.builder().maxEvents(1_000_000).maxBytes(1L << 30).build();
  }

  private static String line(int outage, int usual, List<Integer> each) {
    StringBuilder seconds = new StringBuilder();
    for (int i = 0; i < SHOWN_SECONDS; i++) {
      seconds.append(ratio(each.get(i))).append(' ');
    }
    int most = each.stream().mapToInt(Integer::intValue).max().orElse(0);
    return "| %d emitters after %d s of 503 (%d requests in the second before, watched for %d s) | %s | %s | %s |"
        .formatted(
            EMITTERS,
            outage,
            usual,
            each.size(),
            ratio(each.get(0)),
            ratio(most),
            seconds.toString().strip());
  }

  private int requestsWhile(Emitters emitters, int seconds) throws InterruptedException {
    int before = requests.get();
    publish(emitters, seconds);
    return requests.get() - before;
  }

  private static String ratio(int requestsInASecond) {
    return String.format(Locale.ROOT, "%.1f", (double) requestsInASecond / EMITTERS);
  }

  /** Publishes evenly: an event a second for each emitter. */
  private void publish(Emitters emitters, int seconds) throws InterruptedException {
    long start = System.nanoTime();
    long first = published;
    for (long at = TICK; at <= seconds * SECOND; at += TICK) {
      long due = first + at * EMITTERS / SECOND;
      while (published < due) {
        emitters.publishAsync(topic((int) (published % EMITTERS)), Hook.event("" + published));
        published++;
      }
      TimeUnit.NANOSECONDS.sleep(start + at - System.nanoTime());
    }
  }

  private static Topic topic(int emitter) {
    return Topic.of("orders", "t" + emitter);
  }
}
