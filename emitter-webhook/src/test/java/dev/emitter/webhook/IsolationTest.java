package dev.emitter.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.Emitters;
import dev.emitter.definition.DeliverySettings;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.delivery.EmitterState;
import dev.emitter.delivery.EmitterStatus;
import dev.emitter.http.RawServer;
import dev.emitter.topic.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A bad receiver harms nobody but its own emitter. */
@Tag("D7")
@Timeout(240)
final class IsolationTest {

  private static final int OF_A_KIND = 20;
  private static final int HEALTHY = 100;
  private static final int EVENTS = 20;
  private static final Topic TOPIC = Topic.of("orders");

  /**
   * How long the healthy receivers may take. On a busy machine an answer may come after two
   * seconds: then the request is sent again, as it must be, and counts twice.
   */
  private static final String PATIENT = "30s";

  /** Threads beyond those of the servers of this test: those of the library and its client. */
  private static final int MOST_THREADS = 60;

  private static final List<RawServer.Behaviour> BAD =
      List.of(
          RawServer.Connection::hang,
          RawServer.Connection::reset,
          RawServer.answering(503, "storm"),
          connection -> {
            connection.read();
            connection.write("not HTTP at all\r\n\r\n");
          },
          connection -> {
            connection.read();
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
            while (true) {
              connection.write("x");
              connection.pause(1000);
            }
          });

  private static long ownThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> !name.startsWith("pool-"))
        .count();
  }

  @Test
  void leavesTheHealthyAloneWhileOthersFail() throws Exception {
    Map<String, AtomicInteger> received = new ConcurrentHashMap<>();
    List<RawServer> servers = new ArrayList<>();
    try (RawServer good =
            RawServer.start(
                Posting.replying(
                    request -> {
                      received
                          .computeIfAbsent(request.line(), line -> new AtomicInteger())
                          .incrementAndGet();
                      return Posting.Reply.of(200);
                    }));
        Emitters emitters = Emitters.builder().closeGrace(Duration.ZERO).start()) {
      for (RawServer.Behaviour behaviour : BAD) {
        servers.add(RawServer.start(behaviour));
      }
      long before = ownThreads();
      register(emitters, servers, good);

      IntStream.range(0, EVENTS)
          .forEach(i -> emitters.publish(TOPIC, Posting.event("e" + i).event()));
      long[] most = {0};
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> {
                most[0] = Math.max(most[0], ownThreads());
                return healthy(emitters).stream().allMatch(one -> one.delivered() == EVENTS);
              });
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> bad(emitters).stream().allMatch(one -> one.retried() > 0 || isOff(one)));

      assertThat(received).hasSize(HEALTHY);
      assertThat(received.values()).allMatch(count -> count.get() == EVENTS);
      assertThat(healthy(emitters)).allMatch(one -> one.state() == EmitterState.ACTIVE);
      assertThat(bad(emitters)).hasSize(BAD.size() * OF_A_KIND);
      assertThat(bad(emitters)).allMatch(one -> one.delivered() == 0 && one.reason() != null);
      assertThat(most[0] - before).isLessThan(MOST_THREADS);
    } finally {
      for (RawServer server : servers) {
        server.close();
      }
    }
  }

  private static boolean isOff(EmitterStatus status) {
    return status.state() == EmitterState.DISABLED;
  }

  private static void register(Emitters emitters, List<RawServer> servers, RawServer good) {
    for (int i = 0; i < HEALTHY; i++) {
      emitters.register(definition("good" + i, good, "/" + i, PATIENT));
    }
    for (RawServer server : servers) {
      for (int i = 0; i < OF_A_KIND; i++) {
        emitters.register(definition("bad" + server.port() + "-" + i, server, "/in", "2s"));
      }
    }
  }

  private static EmitterDefinition definition(
      String id, RawServer server, String path, String timeout) {
    return EmitterDefinition.builder(id, "Webhook")
        .topics(List.of(TOPIC))
        .parameter("url", server.uri(path).toString())
        .parameter("timeout", timeout)
        .delivery(
            DeliverySettings.DEFAULT
                .withRetry(Duration.ofMillis(200), Duration.ofSeconds(1))
                .withDisable(10, Duration.ZERO))
        .build();
  }

  private static List<EmitterStatus> healthy(Emitters emitters) {
    return emitters.status().stream().filter(one -> one.id().startsWith("good")).toList();
  }

  private static List<EmitterStatus> bad(Emitters emitters) {
    return emitters.status().stream().filter(one -> one.id().startsWith("bad")).toList();
  }
}
