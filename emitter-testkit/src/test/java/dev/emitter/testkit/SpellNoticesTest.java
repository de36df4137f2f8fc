package dev.emitter.testkit;

import static dev.emitter.testkit.Shop.define;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.emitter.config.RecipientGroups;
import dev.emitter.definition.DeliverySettings;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.definition.NotifySettings;
import dev.emitter.definition.NotifySettings.Occasion;
import dev.emitter.delivery.Notice;
import dev.emitter.delivery.Notice.What;
import dev.emitter.problem.ConfigurationException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Notices that an emitter has become unstable, and that it has recovered: once a spell. */
@Tag("C1")
@Timeout(240)
final class SpellNoticesTest {

  private static final DeliverySettings PATIENT =
      DeliverySettings.DEFAULT.withDisable(1_000, Duration.ofDays(30)).withDisablePerDay(0);
  private static final Duration DAY = Duration.ofHours(26);

  private static final RecipientGroups KNOWN =
      RecipientGroups.read(
          "recipients.json",
          """
          {"operations": ["ops@example.com", "night@example.com"],
           "sales": {"addresses": ["sales@example.com"], "users": ["ann"]}}
          """
              .getBytes(StandardCharsets.UTF_8));

  private final LastingLog log = new LastingLog(Clock.systemUTC());
  private final Notebook notebook = new Notebook();
  private final List<Shop> shops = new ArrayList<>();
  private Shop shop = open();

  private Shop open() {
    Shop opened = new Shop(builder -> builder.log(log.next()).notifier(notebook).recipients(KNOWN));
    shops.add(opened);
    return opened;
  }

  @AfterEach
  void close() {
    notebook.release();
    shops.forEach(Shop::close);
  }

  private static EmitterDefinition.Builder notifying(String... names) {
    return define("a").delivery(PATIENT).notification(NotifySettings.of(names));
  }

  private void fail(int times) {
    shop.webhook.failNext(times);
    shop.publish(1).advance(Duration.ofMinutes(5)).idle();
  }

  private List<What> told() {
    return notebook.given.stream().map(Notice::what).toList();
  }

  private List<String> ownEvents() {
    return shop.webhook.delivered("watcher").stream()
        .map(one -> one.event().event().getType())
        .filter(type -> type.equals("EmitterUnstable") || type.equals("EmitterRecovered"))
        .toList();
  }

  @Test
  void tellsAGroupOnceASpell() {
    shop.with(notifying("operations"), define("watcher").topic("emitter"));
    fail(1);
    assertThat(told()).containsExactly(What.UNSTABLE);
    Notice first = notebook.given.get(0);
    assertThat(first.to()).containsExactly("ops@example.com", "night@example.com");
    assertThat(first.emitterId()).isEqualTo("a");
    assertThat(first.event()).isEqualTo(new Notice.FailedEvent(Shop.ORDERS, "1", "order.placed"));

    for (int i = 0; i < 50; i++) {
      fail(1);
    }
    assertThat(told()).containsExactly(What.UNSTABLE);

    shop.advance(DAY); // with no delivery at all
    assertThat(told()).containsExactly(What.UNSTABLE, What.RECOVERED);
    assertThat(notebook.given.get(1).reason()).contains("24 hours");
    assertThat(ownEvents()).containsExactly("EmitterUnstable", "EmitterRecovered");

    fail(2);
    assertThat(told()).containsExactly(What.UNSTABLE, What.RECOVERED, What.UNSTABLE);
    assertThat(ownEvents())
        .containsExactly("EmitterUnstable", "EmitterRecovered", "EmitterUnstable");
  }

  @Test
  void keepsTheSpellOverARestart() {
    shop.with(notifying("operations"));
    fail(1);
    shop.close();
    restart();
    fail(3);
    assertThat(told()).containsExactly(What.UNSTABLE);
    shop.close();
    restart();
    shop.advance(DAY);
    assertThat(told()).containsExactly(What.UNSTABLE, What.RECOVERED);
    shop.close();
    restart();
    assertThat(told()).hasSize(2);
  }

  private void restart() {
    Duration passed = Duration.between(ManualClock.create().now(), shop.clock.now());
    shop = open();
    shop.advance(passed);
    shop.with(notifying("operations")).quiet();
  }

  /** What could not be told before the process ended is told by the next one. */
  @Test
  void tellsLaterWhatCouldNotBeTold() {
    notebook.failing(100);
    shop.with(notifying("operations"));
    fail(1);
    assertThat(told()).isEmpty();
    shop.close();
    notebook.failing(0);
    restart();
    assertThat(told()).containsExactly(What.UNSTABLE);
  }

  @Test
  void saysThatItIsDisabledInPlaceOfUnstableAndThatItHasRecovered() {
    shop.with(notifying("operations"), define("watcher").topic("emitter"));
    shop.webhook.disableNext("gone");
    shop.publish(1).quiet();
    assertThat(told()).containsExactly(What.DISABLED);
    assertThat(notebook.given.get(0).to()).containsExactly("ops@example.com", "night@example.com");
    shop.emitters.enable("a");
    shop.idle().quiet();
    assertThat(told()).containsExactly(What.DISABLED, What.RECOVERED);
    assertThat(notebook.given.get(1).reason()).isEqualTo("it was enabled and delivers again");
    assertThat(ownEvents()).containsExactly("EmitterRecovered");
  }

  @Test
  void tellsOfWhatTheDefinitionNamesAlone() {
    shop.with(
        define("a")
            .delivery(PATIENT)
            .notification(NotifySettings.of("operations").on(Occasion.RECOVERED)));
    fail(1);
    shop.advance(DAY);
    assertThat(told()).containsExactly(What.RECOVERED);
    shop.webhook.disableNext("gone");
    shop.publish(1).quiet();
    assertThat(told()).containsExactly(What.RECOVERED);
  }

  @Test
  void tellsOwnersOfDisablingsAloneWithoutNotify() {
    shop.with(define("a").delivery(PATIENT));
    fail(1);
    shop.advance(DAY);
    assertThat(told()).isEmpty();
    shop.webhook.disableNext("gone");
    shop.publish(1).quiet();
    assertThat(told()).containsExactly(What.DISABLED);
    assertThat(notebook.given.get(0).to()).isEmpty();
  }

  @Test
  @Tag("D7")
  void letsUsersNameOnlyWhomTheApplicationAllows() {
    String json = "{\"type\":\"Webhook\",\"topics\":[[\"orders\"]],\"notify\":{\"to\":[\"%s\"]}}";
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> shop.emitters.registerUser("ann", json.formatted("operations")))
        .withMessageContaining("$.notify.to[0]: found \"operations\"")
        .withMessageNotContaining("night");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> shop.emitters.registerUser("bob", json.formatted("sales")))
        .withMessageContaining("who is not known here");
    shop.emitters.registerUser("ann", json.formatted("sales"));
    fail(1);
    assertThat(told()).containsExactly(What.UNSTABLE);
    assertThat(notebook.given.get(0).to()).containsExactly("sales@example.com");
    assertThat(notebook.given.get(0).owner()).isEqualTo("ann");
  }

  @Test
  void refusesUnknownNamesWithAHint() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> shop.with(notifying("operation")))
        .withMessageContaining("$.notify.to[0]: found \"operation\"")
        .withMessageContaining("operations");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(
            () ->
                RecipientGroups.read(
                    "r.json", "{\"a\":[],\"b\":7}".getBytes(StandardCharsets.UTF_8)))
        .withMessageContaining("$.a")
        .withMessageContaining("$.b");
  }
}
