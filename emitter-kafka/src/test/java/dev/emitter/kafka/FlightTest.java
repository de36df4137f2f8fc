package dev.emitter.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.DeliveryResult.Delivered;
import dev.emitter.channel.DeliveryResult.Rejected;
import dev.emitter.channel.DeliveryResult.Retry;
import dev.emitter.event.Presentation;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** What becomes of a batch whose records fail one way or another. */
final class FlightTest {

  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final Connection connection = new Connection(new ConnectionKey("one"), producer, null);
  private final Course course = new Course();
  private final Records records =
      new Records("orders", false, RecordKey.NONE, Presentation.PLAIN, null);

  private CompletableFuture<List<DeliveryResult>> send(int events) {
    List<Delivery> batch =
        IntStream.range(0, events)
            .mapToObj(i -> Bench.delivery(Bench.withData("" + i, "{}")))
            .toList();
    return send(connection, batch);
  }

  private CompletableFuture<List<DeliveryResult>> send(Connection over, List<Delivery> batch) {
    return new Flight(over, course, records, new Faults("b:1", "orders"), batch)
        .send()
        .toCompletableFuture();
  }

  @Test
  void handsAllRecordsOverBeforeAnyIsAnswered() {
    CompletableFuture<List<DeliveryResult>> done = send(3);
    assertThat(producer.history()).hasSize(3);
    assertThat(done).isNotDone();
    producer.completeNext();
    producer.completeNext();
    assertThat(done).isNotDone();
    producer.completeNext();
    assertThat(done.join()).hasOnlyElementsOfType(Delivered.class);
    assertThat(((Delivered) done.join().get(0)).evidence().answer()).startsWith("orders-0@");
  }

  @Test
  void givesTheConnectionUpWhenARecordFailsThatOthersAreBehind() {
    CompletableFuture<List<DeliveryResult>> done = send(3);
    producer.completeNext();
    producer.errorNext(new TimeoutException("too late"));
    assertThat(producer.closed()).isTrue();
    assertThat(connection.givenUpFor()).contains("too late");
    producer.errorNext(new IllegalStateException("closed"));
    assertThat(done.join().get(0)).isInstanceOf(Delivered.class);
    assertThat(done.join().get(1)).isInstanceOf(Retry.class);
    assertThat(((Retry) done.join().get(1)).reason()).contains("topic orders").contains("too late");
    assertThat(done.join().get(2)).isInstanceOf(Retry.class);
  }

  @Test
  void keepsTheConnectionWhenTheLastRecordFails() {
    CompletableFuture<List<DeliveryResult>> done = send(2);
    producer.completeNext();
    producer.errorNext(new TimeoutException("too late"));
    assertThat(done.join().get(1)).isInstanceOf(Retry.class);
    assertThat(producer.closed()).isFalse();
  }

  /** In another partition it was written; it comes again so that the last of a key stays last. */
  @Test
  void triesAgainWhatWasWrittenBehindAFailure() {
    CompletableFuture<List<DeliveryResult>> done = send(2);
    producer.errorNext(new TimeoutException("too late"));
    producer.completeNext();
    assertThat(done.join()).hasOnlyElementsOfType(Retry.class);
  }

  @Test
  void goesOnAfterARecordThatIsTooLarge() {
    CompletableFuture<List<DeliveryResult>> done = send(3);
    producer.completeNext();
    producer.errorNext(new RecordTooLargeException("2 MB"));
    producer.completeNext();
    assertThat(done.join().get(1)).isInstanceOf(Rejected.class);
    assertThat(done.join().get(2)).isInstanceOf(Delivered.class);
    assertThat(producer.closed()).isFalse();
  }

  @Test
  void sendsNothingBehindARecordThatFailsAtOnce() {
    producer.sendException = new TimeoutException("no metadata");
    List<DeliveryResult> results = send(3).join();
    assertThat(results).hasSize(3).hasOnlyElementsOfType(Retry.class);
    assertThat(producer.history()).isEmpty();
    assertThat(producer.closed()).isFalse();
  }

  @Test
  void losesAConnectionThatIsOfNoUseAnyMore() {
    CompletableFuture<List<DeliveryResult>> fenced = send(1);
    producer.errorNext(new ProducerFencedException("another"));
    assertThat(((Retry) fenced.join().get(0)).countsTowardsDisable()).isFalse();
    assertThat(producer.closed()).isTrue();
  }

  @Test
  void waitsBetweenLogins() {
    CompletableFuture<List<DeliveryResult>> refused = send(1);
    producer.errorNext(new SaslAuthenticationException("no"));
    Retry retry = (Retry) refused.join().get(0);
    assertThat(retry.after()).hasSeconds(10);
    assertThat(retry.countsTowardsDisable()).isTrue();
    assertThat(retry.reason()).contains("the login was refused").contains("password");
  }

  /** Another emitter's failure is not held against those who share its connection. */
  @Test
  void doesNotCountAFailureOfOthers() {
    CompletableFuture<List<DeliveryResult>> done = send(1);
    connection.giveUp("topic payments: no answer");
    producer.errorNext(new IllegalStateException("closed"));
    Retry retry = (Retry) done.join().get(0);
    assertThat(retry.countsTowardsDisable()).isFalse();
    assertThat(retry.reason()).contains("given up: topic payments: no answer");
  }

  @Test
  void letsABatchFollowAnotherWithoutWaiting() {
    CompletableFuture<List<DeliveryResult>> one = send(2);
    CompletableFuture<List<DeliveryResult>> other = send(2);
    assertThat(producer.history()).hasSize(4);
    for (int i = 0; i < 4; i++) {
      producer.completeNext();
    }
    assertThat(one.join()).hasOnlyElementsOfType(Delivered.class);
    assertThat(other.join()).hasOnlyElementsOfType(Delivered.class);
  }

  /** The second batch is in another partition perhaps, and written although the first is not. */
  @Test
  void triesABatchAgainThatWasBehindOneThatFailed() {
    CompletableFuture<List<DeliveryResult>> one = send(1);
    CompletableFuture<List<DeliveryResult>> other = send(2);
    producer.errorNext(new TimeoutException("too late"));
    assertThat(connection.givenUpFor()).contains("too late");
    producer.completeNext();
    producer.completeNext();
    assertThat(one.join()).hasOnlyElementsOfType(Retry.class);
    assertThat(other.join()).hasOnlyElementsOfType(Retry.class);
    assertThat(((Retry) other.join().get(0)).countsTowardsDisable()).isFalse();
  }

  /** Another emitter has given their connection up; what was under way there may yet fail. */
  @Test
  void sendsNothingOverAnotherConnectionWhileSomethingIsUnderWay() {
    MockProducer<byte[], byte[]> fresh =
        new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    Connection next = new Connection(new ConnectionKey("one"), fresh, null);
    CompletableFuture<List<DeliveryResult>> one = send(1);
    connection.giveUp("topic payments: no answer");
    CompletableFuture<List<DeliveryResult>> other =
        send(next, List.of(Bench.delivery(Bench.withData("2", "{}"))));
    assertThat(fresh.history()).isEmpty();
    assertThat(other).isNotDone(); // batches are answered in order
    producer.errorNext(new IllegalStateException("closed"));
    assertThat(one.join()).hasOnlyElementsOfType(Retry.class);
    assertThat(other.join()).hasOnlyElementsOfType(Retry.class);

    CompletableFuture<List<DeliveryResult>> again =
        send(next, List.of(Bench.delivery(Bench.withData("1", "{}"))));
    fresh.completeNext();
    assertThat(again.join()).hasOnlyElementsOfType(Delivered.class);
  }
}
