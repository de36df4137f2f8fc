package dev.emitter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.awaitility.Durations.ONE_MINUTE;

import dev.emitter.Emitters;
import dev.emitter.event.EncodedEvent;
import dev.emitter.log.EventLogException;
import dev.emitter.log.ForwardingEventLog;
import dev.emitter.log.MemoryEventLog;
import dev.emitter.log.Position;
import dev.emitter.log.SequencePosition;
import dev.emitter.topic.Topic;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What was refused and what is new, from two threads, in the order of the input. */
@Tag("R2")
@Timeout(240)
final class OutboxTest {

  private final HeldLog log = new HeldLog();

  /** Answers when the test says so. */
  private static final class HeldLog extends ForwardingEventLog {

    private final List<String> ids = new CopyOnWriteArrayList<>();
    private final List<CompletableFuture<Position>> answers = new CopyOnWriteArrayList<>();

    HeldLog() {
      super(MemoryEventLog.create());
    }

    void accept(int append) {
      answers.get(append).complete(new SequencePosition(append + 1));
    }

    void refuse(int append) {
      answers.get(append).completeExceptionally(new EventLogException("the disk is full"));
    }

    @Override
    public CompletionStage<Position> append(Topic topic, EncodedEvent event) {
      CompletableFuture<Position> answer = new CompletableFuture<>();
      answers.add(answer);
      ids.add(event.event().getId());
      return answer;
    }

    @Override
    public boolean offer(Topic topic, EncodedEvent event) {
      return true;
    }
  }

  private static void publish(Outbox outbox, String id) {
    EventLine line =
        new EventLine(
            Topic.of("a"),
            CloudEventBuilder.v1()
                .withId(id)
                .withSource(URI.create("urn:t"))
                .withType("t")
                .build());
    outbox.publish(line, 10, "line " + id);
  }

  /** An event once got in behind those that were sent again, which were then refused once more. */
  @Test
  void letsNothingNewInBeforeAllThatIsSentAgainIsAccepted() throws Exception {
    try (Emitters emitters = Emitters.builder().log(log).start()) {
      Outbox outbox = new Outbox(emitters, true);
      publish(outbox, "1");
      publish(outbox, "2");
      log.refuse(0);
      log.refuse(1);
      CompletableFuture<Boolean> resent = CompletableFuture.supplyAsync(() -> resend(outbox));
      awaitSent("1", "2", "1");
      Thread publisher = new Thread(() -> publish(outbox, "3"));
      publisher.start();
      log.accept(2);
      awaitSent("1", "2", "1", "2");
      await()
          .atMost(ONE_MINUTE)
          .until(() -> publisher.getState() == Thread.State.WAITING || log.ids.size() > 4);
      log.refuse(3);
      assertThat(resent.get(60, TimeUnit.SECONDS)).isTrue();
      assertThat(log.ids).hasSize(4);
      CompletableFuture<Boolean> again = CompletableFuture.supplyAsync(() -> resend(outbox));
      awaitSent("1", "2", "1", "2", "2");
      log.accept(4);
      assertThat(again.get(60, TimeUnit.SECONDS)).isTrue();
      awaitSent("1", "2", "1", "2", "2", "3");
      publisher.join(60_000);
      log.accept(5);
      assertThat(outbox.awaitWork()).containsExactly("1", "2", "3");
    }
  }

  private static boolean resend(Outbox outbox) {
    try {
      return outbox.resend();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void awaitSent(String... ids) {
    await().atMost(60, TimeUnit.SECONDS).until(() -> log.ids.equals(List.of(ids)));
  }
}
