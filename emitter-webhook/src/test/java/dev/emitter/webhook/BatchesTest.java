package dev.emitter.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.DeliveryResult.Delivered;
import dev.emitter.channel.DeliveryResult.Rejected;
import dev.emitter.channel.DeliveryResult.Retry;
import dev.emitter.event.EncodedEvent;
import dev.emitter.http.RawServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several events in one request, and events that are too large. */
@Tag("C1")
@Timeout(240)
final class BatchesTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String RECORDS = "'mode':'records'";

  private static RawServer refusing(int status, String... parts) throws Exception {
    return RawServer.start(
        Posting.replying(
            one ->
                Posting.Reply.of(
                    List.of(parts).stream().anyMatch(one.text()::contains) ? status : 200)));
  }

  private static List<String> bodies(RawServer server) {
    return server.requests().stream().map(RawServer.Request::text).toList();
  }

  private static EncodedEvent[] numbers(int... numbers) {
    EncodedEvent[] events = new EncodedEvent[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      events[i] = Posting.event("e" + numbers[i], Integer.toString(numbers[i]));
    }
    return events;
  }

  @Test
  void saysHowManyEventsItTakes() throws Exception {
    try (RawServer server = Posting.accepting();
        Posting one = Posting.to(server, "");
        Posting several = Posting.to(server, "'mode':'batched','batch':{'max':7,'wait':'200ms'}")) {
      assertThat(one.channel().traits().maxBatch()).isEqualTo(1);
      assertThat(several.channel().traits().maxBatch()).isEqualTo(7);
      assertThat(several.channel().traits().linger()).isEqualTo(Duration.ofMillis(200));
    }
  }

  @Test
  void splitsByTheLargestBody() throws Exception {
    try (RawServer server = Posting.accepting();
        Posting posting = Posting.to(server, RECORDS + ",'maxBytes':14")) {
      List<DeliveryResult> results = posting.deliver(numbers(1000, 2000, 3000, 4000, 5000));

      assertThat(results).hasSize(5).allMatch(one -> one instanceof Delivered);
      assertThat(bodies(server)).allMatch(body -> body.length() <= 14);
      assertThat(bodies(server).size()).isLessThan(5);
      assertThat(String.join(",", bodies(server)).replace("[", "").replace("]", ""))
          .isEqualTo("1000,2000,3000,4000,5000");
    }
  }

  @Test
  void setsTheTooLargeAsideAndSendsThoseAroundIt() throws Exception {
    try (RawServer server = Posting.accepting();
        Posting posting = Posting.to(server, RECORDS + ",'maxBytes':8")) {
      List<DeliveryResult> results = posting.deliver(numbers(1, 123456789, 2));

      assertThat(results.get(0)).isInstanceOf(Delivered.class);
      assertThat(((Rejected) results.get(1)).reason())
          .isEqualTo(
              "the request would have 11 bytes; maxBytes allows 8, and reduce names no fields that"
                  + " may be left out");
      assertThat(results.get(2)).isInstanceOf(Delivered.class);
      assertThat(bodies(server)).containsExactly("[1]", "[2]");
    }
  }

  /** It is the engine that looks for the faulty one: by the next batches. */
  @Test
  void answersForARefusedRequestAsAWholeAndSendsNothingAfterIt() throws Exception {
    try (RawServer server = refusing(422, "21");
        Posting posting = Posting.to(server, RECORDS + ",'maxBytes':10")) {
      List<DeliveryResult> results = posting.deliver(numbers(11, 21, 31, 41));

      assertThat(results.subList(0, 2))
          .allSatisfy(one -> assertThat(((Rejected) one).isOfBatch()).isTrue());
      assertThat(results.subList(2, 4))
          .allSatisfy(one -> assertThat(((Retry) one).countsTowardsDisable()).isFalse());
      assertThat(bodies(server)).containsExactly("[11,21]");
      assertThat(((Rejected) posting.deliver(numbers(21)).get(0)).isOfBatch()).isFalse();
    }
  }

  private static RawServer takingUpTo(IntSupplier bytes) throws Exception {
    return RawServer.start(
        Posting.replying(
            one -> Posting.Reply.of(one.body().size() > bytes.getAsInt() ? 413 : 200)));
  }

  private static int[] upTo(int count) {
    int[] numbers = new int[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = 1000 + i;
    }
    return numbers;
  }

  @Test
  void sendsLessAtOnceAfterABatchWasTooLarge() throws Exception {
    try (RawServer server = takingUpTo(() -> 60);
        Posting posting = Posting.to(server, RECORDS)) {
      assertThat(posting.deliver(numbers(upTo(40)))).allMatch(one -> one instanceof Delivered);
      int learning = server.requests().size();
      assertThat(posting.deliver(numbers(upTo(40)))).allMatch(one -> one instanceof Delivered);

      List<String> later = bodies(server).subList(learning, server.requests().size());
      assertThat(learning).isLessThan(12);
      assertThat(later).hasSizeLessThan(8).allMatch(body -> body.length() <= 60);
    }
  }

  @Test
  void sendsMoreAtOnceAgainAfterAWhile() throws Exception {
    int[] most = {60};
    try (RawServer server = takingUpTo(() -> most[0]);
        Posting posting = Posting.to(server, RECORDS)) {
      posting.deliver(numbers(upTo(40)));
      most[0] = 1000;
      for (int i = 0; i < 40; i++) {
        posting.deliver(numbers(upTo(40)));
      }

      assertThat(bodies(server).get(bodies(server).size() - 1)).hasSize(40 * 5 + 1);
    }
  }

  @Test
  void setsAsideTheOneEventOfABatchThatIsTooLarge() throws Exception {
    EncodedEvent large = Posting.event("large", "\"" + "x".repeat(100) + "\"");
    EncodedEvent[] events = numbers(upTo(9));
    events[4] = large;
    try (RawServer server = takingUpTo(() -> 60);
        Posting posting = Posting.to(server, RECORDS)) {
      List<DeliveryResult> results = posting.deliver(events);

      assertThat(((Rejected) results.get(4)).reason())
          .isEqualTo("the receiver answered 413: the event is too large for it");
      results = new ArrayList<>(results);
      results.remove(4);
      assertThat(results).hasSize(8).allMatch(one -> one instanceof Delivered);
    }
  }

  @Test
  void triesAWholeBatchAgainAndSendsNothingAfterIt() throws Exception {
    try (RawServer server = refusing(503, "2");
        Posting posting = Posting.to(server, RECORDS + ",'maxBytes':6")) {
      List<DeliveryResult> results = posting.deliver(numbers(11, 21, 31));

      assertThat(results.get(0)).isInstanceOf(Delivered.class);
      assertThat(results.subList(1, 3)).allMatch(one -> one instanceof Retry);
      assertThat(bodies(server)).containsExactly("[11]", "[21]");
    }
  }

  @Test
  void leavesOutNamedFieldsInTheirOrderUntilItFits() throws Exception {
    String json =
        "{\"order\":{\"items\":[{\"image\":\"%s\",\"n\":1.50},{\"image\":\"%s\"}],\"note\":\"%s\"}}"
            .formatted("i".repeat(300), "i".repeat(300), "n".repeat(300));
    String members =
        "'maxBytes':700,'reduce':['order.none','order.items.image','order.note'],"
            + "'wholeEvent':'https://shop.example/events'";
    try (RawServer server = Posting.accepting();
        Posting posting = Posting.to(server, members)) {
      assertThat(posting.deliver(Posting.event("1", json)))
          .allMatch(one -> one instanceof Delivered);
      assertThat(posting.deliver(Posting.event("2", "{\"order\":{\"note\":\"short\"}}")))
          .allMatch(one -> one instanceof Delivered);

      String text = bodies(server).get(0);
      JsonNode data = JSON.readTree(text);
      assertThat(text.length()).isLessThanOrEqualTo(700);
      assertThat(text).contains("\"n\":1.50").doesNotContain("iii");
      assertThat(data.at("/order/note").asText()).hasSize(300);
      assertThat(data.at("/warning/removed").toString()).isEqualTo("[\"order.items.image\"]");
      assertThat(data.at("/warning/message").asText()).contains("larger than the 700 bytes");
      assertThat(data.at("/warning/wholeEvent").asText()).isEqualTo("https://shop.example/events");
      assertThat(bodies(server).get(1)).doesNotContain("warning");
    }
  }

  @Test
  void setsAsideWhatIsTooLargeAlsoWithoutTheNamedFields() throws Exception {
    try (RawServer server = Posting.accepting();
        Posting posting = Posting.to(server, "'maxBytes':100,'reduce':['a']")) {
      List<DeliveryResult> results =
          posting.deliver(Posting.event("1", "{\"a\":1,\"b\":\"" + "x".repeat(200) + "\"}"));

      assertThat(((Rejected) results.get(0)).reason())
          .endsWith("maxBytes allows 100, also without the fields that reduce names");
      assertThat(server.requests()).isEmpty();
    }
  }
}
