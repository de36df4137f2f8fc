package dev.emitter.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.DeliveryResult.Delivered;
import dev.emitter.channel.DeliveryResult.Rejected;
import dev.emitter.channel.DeliveryResult.Retry;
import dev.emitter.definition.Identity;
import dev.emitter.definition.Secret;
import dev.emitter.http.RawServer;
import dev.emitter.problem.ConfigurationException;
import dev.emitter.topic.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which delivery a request is, how long a batch may take, and events as entries of flows. */
@Tag("FPT")
final class DeliveryIdentityTest {

  private static final Topic TOPIC = Topic.of("orders", "eu");

  private static List<Delivery> batch(int attempt, String... ids) {
    List<Delivery> batch = new ArrayList<>();
    for (String id : ids) {
      batch.add(Delivery.of("e", TOPIC, Posting.event(id), Instant.EPOCH).withAttempt(attempt));
    }
    return batch;
  }

  private static List<DeliveryResult> send(Posting posting, List<Delivery> batch) throws Exception {
    return posting.channel().deliver(batch).toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  private static List<String> headers(RawServer server, String name) {
    return server.requests().stream().map(one -> String.valueOf(one.header(name))).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'mode':'binary'",
        "'mode':'structured'",
        "'mode':'batched'",
        "'mode':'records'",
        "'mode':'mapped','body':{'n':'n'}",
        "'mode':'mapped','envelope':{'all':'count(events)'}"
      })
  void isTheSameOnEachAttempt(String mode) throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (RawServer server =
            RawServer.start(
                Posting.replying(
                    request -> Posting.Reply.of(asked.incrementAndGet() < 3 ? 500 : 200)));
        Posting posting = Posting.to(server, mode)) {
      for (int attempt = 1; attempt <= 3; attempt++) {
        send(posting, batch(attempt, "1"));
      }
      send(posting, batch(1, "2"));
      assertThat(headers(server, "Emitter-Id")).containsOnly("e");
      assertThat(headers(server, "Emitter-Attempt")).containsExactly("1", "2", "3", "1");
      List<String> ids = headers(server, "Emitter-Delivery");
      assertThat(ids.subList(0, 3)).containsOnly(batch(1, "1").get(0).id());
      assertThat(ids.get(3)).isEqualTo(batch(1, "2").get(0).id()).isNotEqualTo(ids.get(0));
    }
  }

  @Test
  void tellsHowManyEventsARequestHas() throws Exception {
    try (RawServer server = Posting.accepting();
        Posting posting = Posting.to(server, "'mode':'batched','batch':{'max':2}")) {
      send(posting, batch(1, "1", "2"));
      send(posting, batch(1, "3"));
      assertThat(headers(server, "Emitter-Batch-Size")).containsExactly("2", "1");
      assertThat(headers(server, "Emitter-Delivery"))
          .containsExactly(batch(1, "1").get(0).id(), batch(1, "3").get(0).id());
    }
  }

  @Test
  void isToldByOtherNamesIfTheDefinitionSaysSo() throws Exception {
    try (RawServer server = Posting.accepting();
        Posting posting =
            Posting.to(
                server,
                "'deliveryHeaders':{'delivery':'x-sg-delivery-id','emitter':'x-sg-webhook-id'},"
                    + "'headers':{'Emitter-Attempt':'mine'}")) {
      send(posting, batch(1, "1"));
      RawServer.Request request = server.requests().get(0);
      assertThat(request.header("x-sg-webhook-id")).isEqualTo("e");
      assertThat(request.header("x-sg-delivery-id")).isEqualTo(batch(1, "1").get(0).id());
      assertThat(request.header("Emitter-Id")).isNull();
      assertThat(request.header("Emitter-Attempt")).isEqualTo("mine");
      assertThat(request.header("Emitter-Batch-Size")).isNull();
    }
  }

  @Test
  void refusesWhatIsNoNameOfAHeader() throws Exception {
    try (RawServer server = Posting.accepting()) {
      assertThatThrownBy(() -> Posting.to(server, "'deliveryHeaders':{'attempt':'no name'}"))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("$.parameters.deliveryHeaders.attempt");
      assertThatThrownBy(
              () -> Posting.to(server, "'deliveryHeaders':{'attempt':'X-A','delivery':'x-a'}"))
          .hasMessageContaining("$.parameters.deliveryHeaders.attempt: is set twice");
      Identity key = new Identity.ApiKey("X-Key", Secret.of("0123456789"));
      assertThatThrownBy(() -> Posting.as(key, server, "'deliveryHeaders':{'emitter':'x-key'}"))
          .hasMessageContaining("$.parameters.deliveryHeaders.emitter: is set twice");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "50, false, PT50S",
    "3, false, PT6S",
    "1, false, PT6S",
    "10000, false, PT10M",
    "50, true, PT50S",
    "100, true, PT1M",
  })
  void leavesTimeForEachEventOfARequest(int events, boolean user, Duration time) {
    Duration most = user ? Duration.ofMinutes(1) : Duration.ofMinutes(10);
    AnswerTimeout timeout = new AnswerTimeout(Duration.ofSeconds(6), Duration.ofSeconds(1), most);
    assertThat(timeout.with(events)).isEqualTo(time);
    assertThat(new AnswerTimeout(Duration.ofSeconds(6), null, most).with(events))
        .isEqualTo(Duration.ofSeconds(6));
  }

  @Test
  void waitsLongerForABatchThanForOneEvent() throws Exception {
    try (RawServer server =
            RawServer.start(
                connection -> {
                  connection.read();
                  connection.pause(1_200);
                  connection.answer(200, "");
                  connection.hang();
                });
        Posting posting =
            Posting.to(server, "'mode':'records','timeout':'300ms','timeoutPerEvent':'1s'")) {
      String[] many = IntStream.range(0, 30).mapToObj(Integer::toString).toArray(String[]::new);
      assertThat(send(posting, batch(1, many))).hasOnlyElementsOfType(Delivered.class);
      DeliveryResult alone = send(posting, batch(1, "alone")).get(0);
      assertThat(alone).isInstanceOf(Retry.class);
      assertThat(((Retry) alone).reason()).contains("no answer within 1 s");
    }
  }

  @Test
  @Tag("C8")
  void sendsTheEntriesOfAFlow() throws Exception {
    String flow =
        "'mode':'flow-traces','flow':{'chainId':'n','started':'event.time',"
            + "'step':{'id':'event.id','name':'\\'Order\\'','status':'s'}}";
    try (RawServer server = Posting.accepting();
        Posting posting = Posting.to(server, flow.replace("\\'", "\\\""))) {
      List<DeliveryResult> results =
          posting.deliver(
              Posting.event("1", "{\"n\":\"c\",\"s\":\"Completed\"}"),
              Posting.event("2", "{\"n\":\"c\",\"s\":\"Done\"}"));
      assertThat(results.get(0)).isInstanceOf(Delivered.class);
      assertThat(((Rejected) results.get(1)).reason())
          .startsWith("$.parameters.flow.step.status: ");
      RawServer.Request request = server.requests().get(0);
      assertThat(request.header("Content-Type")).isEqualTo("application/json");
      assertThat(request.text())
          .isEqualTo(
              ("[{'Time':'2026-01-01 00:00:00.0000000 +00:00','ChainId':'c',"
                      + "'Step':{'Id':'1','Name':'Order','Status':'Started'}},"
                      + "{'Time':'2026-01-01 00:00:00.0000000 +00:00','ChainId':'c',"
                      + "'Step':{'Id':'1','Name':'Order','Status':'Completed'}}]")
                  .replace('\'', '"'));
    }
  }

  @Test
  @Tag("C8")
  void takesAFlowInThatModeAlone() throws Exception {
    try (RawServer server = Posting.accepting()) {
      assertThatThrownBy(() -> Posting.to(server, "'flow':{},'format':'v5'"))
          .hasMessageContaining("$.parameters.flow: has a meaning only")
          .hasMessageContaining("$.parameters.format: has a meaning only")
          .hasMessageContaining("$.parameters.flow.chainId");
    }
  }
}
