package dev.emitter.testkit;

import static dev.emitter.testkit.EmitterAssertions.assertThat;
import static dev.emitter.testkit.EmitterAssertions.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.emitter.Emitters;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.event.InvalidEventException;
import dev.emitter.topic.Topic;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The library publishes what happens to emitters. */
@Tag("R6")
final class OwnEventsTest {

  @RegisterExtension
  static final EmitterExtension EMITTERS =
      EmitterExtension.with(
          builder -> builder.definition(console("watcher").topic("emitter").build()));

  private static EmitterDefinition.Builder console(String id) {
    return EmitterDefinition.builder(id, "Console");
  }

  private static EventPattern own(String type, String about) {
    return event(type).exactlyOn(Topic.of("emitter", about));
  }

  @Test
  void tellsOfTheWholeLifeOfAnEmitter(Emitters emitters, RecordedEvents events) {
    emitters.register(console("a").topic("orders").build());
    emitters.disable("a", "by a test");
    emitters.enable("a");
    emitters.remove("a");
    assertThat(events)
        .deliveredOnlyTo(
            "watcher",
            own("EmitterRegistered", "a"),
            own("EmitterDisabled", "a"),
            own("EmitterRestarted", "a"),
            own("EmitterDeleted", "a"));
  }

  @Test
  void namesWhatHasChangedInADefinitionButNoValue(Emitters emitters, RecordedEvents events) {
    emitters.register(console("a").topic("orders").parameter("prettyPrint", false).build());
    emitters.register(
        console("a")
            .topic("invoices")
            .parameter("prettyPrint", true)
            .messages("order.placed")
            .build());
    emitters.register(
        console("a")
            .topic("invoices")
            .parameter("prettyPrint", true)
            .messages("order.placed")
            .build());
    assertThat(events)
        .deliveredOnlyTo(
            "watcher",
            own("EmitterRegistered", "a"),
            own("EmitterChanged", "a")
                .with("changed", List.of("topics", "messages", "parameters.prettyPrint")));
    assertThat(events.toString()).doesNotContain("invoices");
  }

  @Test
  void saysWhyAndBecauseOfWhichEvent(TestEmitters test) {
    test.emitters().register(console("a").topic("orders").build());
    test.script("a").disableNext("410 gone");
    test.emitters().publish(Orders.EU, Shop.event("1"));
    Map<String, Object> cause =
        Map.of("id", "1", "type", "order.placed", "topic", List.of("orders", "eu"));
    assertThat(test.events())
        .deliveredTo(
            "watcher",
            own("EmitterDisabled", "a")
                .with("reason", "410 gone")
                .with("by", "system")
                .with("event", cause));
  }

  @Test
  void saysWhoHasDisabledAnEmitter(Emitters emitters, RecordedEvents events) {
    emitters.register(console("a").topic("orders").build());
    emitters.disable("a", "for the night", "ann");
    emitters.enable("a");
    emitters.disable("a", "by a test");
    assertThat(events)
        .deliveredTo(
            "watcher", own("EmitterDisabled", "a").with("by", "person").with("person", "ann"))
        .deliveredTo("watcher", 2, own("EmitterDisabled", "a").with("by", "person"));
  }

  @Test
  void tellsOfAnEventThatWasSetAside(TestEmitters test) {
    test.emitters().register(console("a").topic("orders").build());
    test.script("a").rejectNext("too large");
    test.emitters().publish(Orders.EU, Shop.event("1"));
    assertThat(test.events())
        .deliveredOnlyTo(
            "watcher",
            own("EmitterRegistered", "a"),
            own("DeliveryFailed", "a"),
            own("EmitterUnstable", "a").with("reason", "too large"));
  }

  @Test
  void reachesOnlyThoseThatNameTheTopic(Emitters emitters, RecordedEvents events) {
    emitters.register(console("everything").build());
    emitters.register(console("orders").topic("orders").build());
    emitters.disable("orders", "by a test");
    assertThat(events).nothingDeliveredTo("everything").deliveredTo("watcher", 3, event());
  }

  @Test
  void isNeverAboutTheOneThatReceivesIt(Emitters emitters, RecordedEvents events) {
    emitters.register(console("second").topic("emitter").build());
    emitters.disable("watcher", "by a test");
    emitters.enable("watcher");
    assertThat(events)
        .deliveredOnlyTo("watcher", own("EmitterRegistered", "second"))
        .deliveredOnlyTo(
            "second", own("EmitterDisabled", "watcher"), own("EmitterRestarted", "watcher"));
  }

  @Test
  void countsForNobody(Emitters emitters, RecordedEvents events) {
    emitters.register(console("a").topic("orders").build());
    assertThat(events).deliveredTo("watcher", 1, event()).publishedNothing();
    assertThat(emitters.status("watcher").matched()).isZero();
    assertThat(emitters.status("watcher").delivered()).isZero();
    assertThat(emitters.publications().published()).isZero();
  }

  @Test
  void cannotBePublishedByAnApplication(Emitters emitters) {
    assertThatExceptionOfType(InvalidEventException.class)
        .isThrownBy(() -> emitters.publish(Topic.of("emitter", "a"), Shop.event("x")))
        .withMessageContaining("emitter");
  }
}
