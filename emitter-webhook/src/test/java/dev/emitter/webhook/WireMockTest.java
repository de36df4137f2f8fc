package dev.emitter.webhook;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.serviceUnavailable;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static dev.emitter.testkit.EmitterAssertions.assertThat;
import static dev.emitter.testkit.EmitterAssertions.event;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.DeliveryResult.Delivered;
import dev.emitter.channel.DeliveryResult.Retry;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.event.Payload;
import dev.emitter.http.HttpHeader;
import dev.emitter.http.RawServer;
import dev.emitter.testkit.TestEmitters;
import dev.emitter.topic.Topic;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A receiver that is not ours, its faults included: WireMock. */
@Tag("C1")
final class WireMockTest {

  private static final String PATH = "/in";
  private static final WireMockServer RECEIVER =
      new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));

  @BeforeAll
  static void start() {
    RECEIVER.start();
  }

  @AfterAll
  static void stop() {
    RECEIVER.stop();
  }

  @BeforeEach
  void reset() {
    RECEIVER.resetAll();
  }

  @AfterEach
  void isReadByTheSdk() {
    for (ServeEvent one : RECEIVER.getAllServeEvents()) {
      LoggedRequest sent = one.getRequest();
      List<HttpHeader> headers =
          sent.getHeaders().all().stream()
              .map(header -> new HttpHeader(header.key(), header.firstValue()))
              .toList();
      RawServer.Request request =
          new RawServer.Request(sent.getUrl(), headers, Payload.of(sent.getBody()));
      assertThat(SdkJudge.isEvent(request)).isTrue();
      assertThat(SdkJudge.faults(request)).isEmpty();
    }
  }

  private static URI url() {
    return URI.create("http://127.0.0.1:" + RECEIVER.port() + PATH);
  }

  private static DeliveryResult deliver(String members) throws Exception {
    try (Posting posting = Posting.open(new WebhookChannelProvider(), url(), members, null, null)) {
      return posting.deliver("1");
    }
  }

  @Test
  void findsTheEventInTheRequest() throws Exception {
    RECEIVER.stubFor(post(PATH).willReturn(ok()));

    assertThat(deliver("'headers':{'X-Shop':'eu'}")).isInstanceOf(Delivered.class);

    RECEIVER.verify(
        1,
        postRequestedFor(urlEqualTo(PATH))
            .withHeader("ce-specversion", equalTo("1.0"))
            .withHeader("ce-id", equalTo("1"))
            .withHeader("X-Shop", equalTo("eu")));
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void isTriedAgainAfterAFaultOfTheTransport(Fault fault) throws Exception {
    RECEIVER.stubFor(post(PATH).willReturn(aResponse().withFault(fault)));

    DeliveryResult result = deliver("");

    assertThat(result).isInstanceOf(Retry.class);
    assertThat(((Retry) result).reason()).contains(url().getAuthority());
  }

  @Test
  void givesUpAnAnswerThatIsLate() throws Exception {
    RECEIVER.stubFor(post(PATH).willReturn(serviceUnavailable().withFixedDelay(5_000)));

    assertThat(((Retry) deliver("'timeout':'200ms'")).reason()).contains("200");
  }

  @Test
  void honoursRetryAfter() throws Exception {
    RECEIVER.stubFor(
        post(PATH).willReturn(aResponse().withStatus(429).withHeader("Retry-After", "7")));

    assertThat(((Retry) deliver("")).after()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  @Tag("R1")
  void deliversEachEventOnceAStormIsOver() {
    String calm = "calm";
    RECEIVER.stubFor(
        post(PATH)
            .inScenario("storm")
            .whenScenarioStateIs(Scenario.STARTED)
            .willReturn(serviceUnavailable())
            .willSetStateTo("still"));
    RECEIVER.stubFor(
        post(PATH)
            .inScenario("storm")
            .whenScenarioStateIs("still")
            .willReturn(serviceUnavailable())
            .willSetStateTo(calm));
    RECEIVER.stubFor(post(PATH).inScenario("storm").whenScenarioStateIs(calm).willReturn(ok()));

    EmitterDefinition definition =
        EmitterDefinition.builder("e", "Webhook").parameter("url", url().toString()).build();
    try (TestEmitters test =
        TestEmitters.builder()
            .realChannel(new WebhookChannelProvider())
            .definition(definition)
            .start()) {
      test.emitters().publish(Topic.of("orders"), "order.placed", Map.of("n", 1));
      test.emitters().publish(Topic.of("orders"), "order.placed", Map.of("n", 2));
      test.advance(Duration.ofMinutes(1));
      assertThat(test.events())
          .failedAttempts("e", 2)
          .deliveredOnlyTo("e", event().with("n", 1), event().with("n", 2));
    }
    RECEIVER.verify(
        3, postRequestedFor(urlEqualTo(PATH)).withRequestBody(equalToJson("{\"n\":1}")));
    RECEIVER.verify(
        1, postRequestedFor(urlEqualTo(PATH)).withRequestBody(equalToJson("{\"n\":2}")));
  }
}
