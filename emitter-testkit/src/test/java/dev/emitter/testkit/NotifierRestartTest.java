package dev.emitter.testkit;

import static dev.emitter.testkit.Shop.define;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.awaitility.Durations.ONE_MINUTE;

import dev.emitter.definition.EmitterDefinition;
import dev.emitter.delivery.Notice;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A notice that was not given when the process ended is given by the next one. */
@Tag("R2")
final class NotifierRestartTest {

  private final LastingLog log = new LastingLog(Clock.systemUTC());
  private final List<Shop> shops = new ArrayList<>();
  private final List<Notebook> notebooks = new ArrayList<>();

  @AfterEach
  void close() {
    notebooks.forEach(Notebook::release);
    shops.forEach(Shop::close);
  }

  private Shop start(Notebook notebook, EmitterDefinition.Builder... definitions) {
    Shop shop = new Shop(builder -> builder.log(log.next()).notifier(notebook));
    shops.add(shop);
    notebooks.add(notebook);
    return shop.with(definitions);
  }

  private void disable(Shop shop) {
    shop.webhook.disableNext("gone for good");
    shop.publish(2).idle();
  }

  /** Lets the clock go on until the state of the emitter is stored as expected. */
  private void stored(Shop shop, String part) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              shop.clock.advance(Duration.ofMillis(300));
              return log.entry("emitter/a").contains(part);
            });
  }

  @Test
  void givesWhatAHangingNotifierDidNotGiveBeforeTheProcessDied() {
    Notebook hangs = new Notebook().hanging();
    Shop first = start(hangs, define("a"));
    disable(first);
    await().atMost(ONE_MINUTE).until(() -> hangs.attempts.get() == 1);
    stored(first, "\"told\":false");
    Notebook works = new Notebook();
    Shop second = start(works, define("a"));
    second.quiet();
    assertThat(works.given)
        .containsExactly(
            new Notice(
                Notice.What.DISABLED,
                "a",
                "Webhook",
                null,
                "gone for good",
                second.emitters.status("a").since(),
                new Notice.FailedEvent(Shop.ORDERS, "1", "order.placed"),
                works.given.get(0).waiting()));
    assertThat(works.given.get(0).waiting()).isBetween(1L, 3L);
  }

  @Test
  void givesItOnceOverRestartsAndCrashes() {
    Notebook notebook = new Notebook();
    Shop first = start(notebook, define("a"));
    disable(first);
    stored(first, "\"told\":true");
    start(notebook, define("a")).advance(Duration.ofHours(1)).close(); // after a crash
    start(notebook, define("a")).advance(Duration.ofHours(1)); // after a close
    assertThat(notebook.given).hasSize(1);
  }

  @Test
  void finishesTheNoticeUnderWayWhenItIsClosed() {
    Notebook notebook = new Notebook().hanging();
    Shop first = start(notebook, define("a"));
    disable(first);
    await().atMost(ONE_MINUTE).until(() -> notebook.attempts.get() == 1);
    CompletableFuture<Void> closed =
        CompletableFuture.runAsync(() -> first.emitters.close(Duration.ofSeconds(20)));
    notebook.release();
    closed.orTimeout(60, TimeUnit.SECONDS).join();
    assertThat(log.entry("emitter/a")).contains("\"told\":true");
    start(notebook, define("a")).advance(Duration.ofHours(1));
    assertThat(notebook.given).hasSize(1);
  }

  @Test
  void givesItAtTheNextStartWhenAllAttemptsHaveFailed() {
    Notebook fails = new Notebook().failing(100);
    Shop first = start(fails, define("a"));
    disable(first);
    first.advance(Duration.ofHours(2)).close();
    assertThat(fails.attempts).hasValue(6);
    Notebook works = new Notebook();
    start(works, define("a")).quiet();
    assertThat(works.given).hasSize(1);
  }

  @Test
  void saysNothingOfOneThatAPersonHasDisabledOrMended() {
    Notebook notebook = new Notebook().failing(1);
    Shop first = start(notebook, define("a"), define("b"));
    first.emitters.disable("b", "by a person");
    disable(first);
    first.quiet().close();
    assertThat(notebook.attempts).hasValue(1);
    start(notebook, define("a").messages("other"), define("b")).advance(Duration.ofHours(1));
    assertThat(notebook.attempts).hasValue(1);
  }
}
