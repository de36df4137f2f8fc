package dev.emitter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.awaitility.Durations.ONE_MINUTE;

import dev.emitter.channel.ChannelShares;
import dev.emitter.http.TransportException.Kind;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Names that no name server answers for, and receivers that hang, harm their owner alone. */
@Tag("D7")
@Timeout(240)
class OwnersApartTest {

  private static final int NAMES = 300;

  private final CountDownLatch hangs = new CountDownLatch(1);
  private final ChannelShares shares = ChannelShares.defaults();
  private final HttpTransports transports =
      new HttpTransports(
          guard ->
              host -> {
                if (host.startsWith("hangs")) {
                  hang();
                }
                return List.of(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
              });
  private final List<HttpTransport> opened = new ArrayList<>();

  private void hang() {
    try {
      hangs.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpTransport open(@Nullable String owner) {
    HttpTransport transport = transports.open(Sending.plain(), shares.of(owner));
    opened.add(transport);
    return transport;
  }

  @AfterEach
  void close() {
    hangs.countDown();
    opened.forEach(HttpTransport::close);
  }

  private static CompletionStage<HttpAnswer> send(HttpTransport transport, URI uri) {
    return transport.admit(uri, waited -> transport.send(Sending.post(uri, "1"), Sending.LONG));
  }

  @Test
  void looksUpForOthersWhileHundredsOfNamesOfOneOwnerHang() throws Exception {
    try (RawServer server = RawServer.start(RawServer.answering(200, "good"))) {
      List<CompletionStage<HttpAnswer>> hanging = new ArrayList<>();
      for (int i = 0; i < NAMES; i++) {
        hanging.add(send(open("mallory"), server.uri("hangs" + i + ".example", "/")));
      }
      await().atMost(ONE_MINUTE).until(() -> shares.usage().lookUpsUnderWay() == 4);

      CompletionStage<HttpAnswer> ofUser = send(open("ann"), server.uri("ann.example", "/"));
      CompletionStage<HttpAnswer> ofOperator = send(open(null), server.uri("ops.example", "/"));
      assertThat(Sending.answer(ofUser).head()).isEqualTo("good");
      assertThat(Sending.answer(ofOperator).head()).isEqualTo("good");

      assertThat(shares.usage().lookUpsUnderWay()).isEqualTo(4);
      assertThat(hanging).noneMatch(stage -> stage.toCompletableFuture().isDone());
    }
  }

  @Test
  void looksUpForOthersWhileManyOwnersHang() throws Exception {
    try (RawServer server = RawServer.start(RawServer.answering(200, "good"))) {
      for (int i = 0; i < NAMES; i++) {
        CompletionStage<HttpAnswer> unused =
            send(open("mallory" + i), server.uri("hangs" + i + ".example", "/"));
      }
      await().atMost(ONE_MINUTE).until(() -> shares.usage().lookUpsUnderWay() == 64);

      CompletionStage<HttpAnswer> ofOperator = send(open(null), server.uri("ops.example", "/"));
      assertThat(Sending.answer(ofOperator).head()).isEqualTo("good");
    }
  }

  @Test
  void countsNoTimeWhileALookUpWaitsForItsTurn() throws Exception {
    try (RawServer server = RawServer.start(RawServer.answering(200, "late"))) {
      List<CompletionStage<HttpAnswer>> hanging = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        HttpTransport transport = open("ann");
        URI uri = server.uri("hangs" + i + ".example", "/");
        hanging.add(transport.send(Sending.post(uri, "1"), Sending.SHORT));
      }
      await().atMost(ONE_MINUTE).until(() -> shares.usage().lookUpsUnderWay() == 4);
      HttpTransport last = open("ann");
      CompletionStage<HttpAnswer> waits =
          last.send(Sending.post(server.uri("good.example", "/"), "1"), Sending.SHORT);
      await()
          .atMost(ONE_MINUTE)
          .until(
              () ->
                  "waiting for one of 4 look-ups of hosts for this owner to end"
                      .equals(last.waitsFor()));

      // the others have begun, so their time is over first, and twice as long again
      for (CompletionStage<HttpAnswer> one : hanging) {
        assertThat(Sending.failure(one).kind()).isEqualTo(Kind.TIMEOUT);
      }
      CompletionStage<HttpAnswer> again =
          opened.get(0).send(Sending.post(server.uri("hangs0.example", "/"), "1"), Sending.SHORT);
      assertThat(Sending.failure(again).kind()).isEqualTo(Kind.TIMEOUT);
      assertThat(waits.toCompletableFuture().isDone()).isFalse();

      hangs.countDown();
      assertThat(Sending.answer(waits).head()).isEqualTo("late");
      assertThat(last.waitsFor()).isNull();
    }
  }

  @Test
  void looksUpNothingForRequestsThatHaveEnded() throws Exception {
    try (RawServer server = RawServer.start(RawServer.answering(200, ""))) {
      for (int i = 0; i < 6; i++) {
        HttpTransport transport = open("ann");
        URI uri = server.uri("hangs" + i + ".example", "/");
        CompletionStage<HttpAnswer> unused = transport.send(Sending.post(uri, "1"), Sending.LONG);
      }
      await()
          .atMost(ONE_MINUTE)
          .until(
              () -> shares.usage().lookUpsUnderWay() == 4 && shares.usage().lookUpsWaiting() == 2);

      opened.forEach(HttpTransport::close);

      await().atMost(ONE_MINUTE).until(() -> shares.usage().lookUpsWaiting() == 0);
      assertThat(shares.usage().lookUpsUnderWay()).isEqualTo(4);
      hangs.countDown();
      await().atMost(ONE_MINUTE).until(() -> shares.usage().lookUpsUnderWay() == 0);
    }
  }

  @Test
  void failsWhatWaitsWhenItIsClosedAndGivesEverythingBack() throws Exception {
    try (RawServer server = RawServer.start(RawServer.Connection::hang)) {
      List<CompletionStage<HttpAnswer>> stages = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        stages.add(send(open("ann"), server.uri("/" + i)));
      }
      await().atMost(ONE_MINUTE).until(() -> server.accepted() == 50);
      assertThat(shares.usage().requestsWaiting()).isEqualTo(50);

      opened.forEach(HttpTransport::close);

      for (CompletionStage<HttpAnswer> stage : stages) {
        assertThat(Sending.failure(stage).kind()).isEqualTo(Kind.CLOSED);
      }
      assertThat(shares.usage().requestsWaiting()).isZero();
      assertThat(shares.usage().requestsUnderWay()).isZero();
    }
  }

  @Test
  void endsWhatThrowsAndGivesItsRoomBack() throws Exception {
    HttpTransport transport = open("ann");
    URI uri = URI.create("http://127.0.0.1:9/");

    CompletionStage<HttpAnswer> failing =
        transport.admit(
            uri,
            waited -> {
              throw new IllegalStateException("thrown");
            });

    assertThat(failing.toCompletableFuture()).isCompletedExceptionally();
    assertThat(shares.usage().requestsUnderWay()).isZero();
  }
}
