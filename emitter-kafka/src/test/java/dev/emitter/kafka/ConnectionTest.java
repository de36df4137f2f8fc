package dev.emitter.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** A producer whose thread ends before anybody could watch it. */
final class ConnectionTest {

  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final CompletableFuture<Thread> thread = new CompletableFuture<>();

  private ProducerThread.Made<MockProducer<byte[], byte[]>> made(
      String clientId, CompletableFuture<Void> end) {
    Thread sending = new Thread(end::join, KafkaProducer.NETWORK_THREAD_PREFIX + " | " + clientId);
    sending.setDaemon(true);
    thread.complete(sending);
    return ProducerThread.find(
        clientId,
        () -> {
          sending.start();
          if (end.isDone()) {
            join();
          }
          return producer;
        });
  }

  private void join() {
    try {
      thread.join().join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void isOfNoUseWhenItsThreadEndedBeforeItWasFound() {
    Connection connection =
        Connection.watching(
            new ConnectionKey("one"), made("early", CompletableFuture.completedFuture(null)));
    assertThat(connection.isUsable()).isFalse();
    assertThat(connection.givenUpFor()).contains("the thread of its producer has ended");
    CompletableFuture<Throwable> told = new CompletableFuture<>();
    connection.onDeath(told::complete, new CompletableFuture<>());
    assertThat(told.join()).hasMessageContaining("ended early");
  }

  @Test
  void isOfNoUseOnceItsThreadHasEndedWithoutTelling() {
    CompletableFuture<Void> end = new CompletableFuture<>();
    Connection connection = Connection.watching(new ConnectionKey("one"), made("late", end));
    assertThat(connection.isUsable()).isTrue();
    CompletableFuture<Throwable> told = new CompletableFuture<>();
    connection.onDeath(told::complete, new CompletableFuture<>());
    end.complete(null);
    join();
    assertThat(connection.givenUpFor()).contains("the thread of its producer has ended");
    assertThat(told).isCompleted();
    assertThat(connection.isUsable()).isFalse();
  }
}
