package dev.emitter.testkit;

import static dev.emitter.testkit.EmitterAssertions.assertThat;
import static dev.emitter.testkit.EmitterAssertions.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.emitter.Emitters;
import dev.emitter.EventPublisher;
import dev.emitter.problem.ConfigurationException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** JUnit gives each test emitters of its own. */
@Tag("U2")
@ExtendWith(EmitterExtension.class)
@Definitions("shop-emitters")
final class EmitterExtensionTest {

  @BeforeEach
  void publishBefore(Emitters emitters) {
    Orders.publishTwo(emitters);
  }

  @AfterEach
  void areStillAtWork(TestEmitters test) {
    test.advance(Duration.ofHours(1));
  }

  @Test
  void areAllOfOneTest(
      TestEmitters test,
      Emitters emitters,
      EventPublisher publisher,
      RecordedEvents events,
      ManualClock clock) {
    assertThat(test.emitters()).isSameAs(emitters).isSameAs(publisher);
    assertThat(test.clock()).isSameAs(clock);
    assertThat(events).isSameAs(test.events());
    assertThat(events).published(2, event()).deliveredTo("everything", 2, event());
  }

  @Test
  @Definitions("src/test/resources/other-emitters")
  void haveTheDefinitionsOfTheMethod(Emitters emitters) {
    assertThat(emitters.definitions()).extracting("id").containsExactly("only");
  }

  @Nested
  final class Within {

    @Test
    void haveTheDefinitionsOfTheEnclosingClass(RecordedEvents events) {
      assertThat(events).deliveredTo("everything", 2, event());
    }

    @Nested
    @Definitions("other-emitters")
    final class Deeper {

      @Test
      void haveTheDefinitionsOfTheNestedClass(Emitters emitters) {
        assertThat(emitters.definitions()).extracting("id").containsExactly("only");
      }
    }
  }

  @Test
  void areKeptApartWhereTestsRunAtOnce() {
    Events tests =
        EngineTestKit.engine("junit-jupiter")
            .selectors(selectClass(AtOnce.class))
            .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
            .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
            .configurationParameter(
                "junit.jupiter.execution.parallel.config.fixed.parallelism", "8")
            .execute()
            .testEvents();
    tests.assertStatistics(statistics -> statistics.succeeded(200).failed(0));
    assertThat(AtOnce.threads).hasSizeGreaterThan(1);
  }

  @ExtendWith(EmitterExtension.class)
  @Execution(ExecutionMode.CONCURRENT)
  static final class AtOnce {

    static final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    @RepeatedTest(200)
    void publishes(Emitters emitters, RecordedEvents events) {
      threads.add(Thread.currentThread());
      Orders.publishTwo(emitters);
      assertThat(events).publishedOnly(event("order.placed"), event("order.cancelled"));
    }
  }

  @Test
  void showTheFaultsOfDefinitionsAsTheFailureOfTheTest() {
    Throwable failure = failure(Broken.class);
    assertThat(failure)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("typo.json:2:11: $.type")
        .hasMessageContaining("did you mean \"Console\"?");
  }

  @ExtendWith(EmitterExtension.class)
  @Definitions("broken-emitters")
  static final class Broken {

    @Test
    void neverRuns(Emitters emitters) {
      assertThat(emitters.definitions()).as("it ran").isNull();
    }
  }

  @Test
  void nameTheFolderThatThereIsNot() {
    assertThat(failure(Nowhere.class))
        .hasMessageContaining("@Definitions(\"no-such-folder\")")
        .hasMessageContaining("Nowhere")
        .hasMessageContaining("on the class path");
  }

  @ExtendWith(EmitterExtension.class)
  @Definitions("no-such-folder")
  static final class Nowhere {

    @Test
    void neverRuns() {}
  }

  @Test
  void areRefusedToWhatIsOfMoreThanOneTest() {
    assertThat(failure(ForAll.class)).hasMessageContaining("belongs to one test");
    assertThat(failure(Constructed.class)).hasMessageContaining("belongs to one test");
  }

  @ExtendWith(EmitterExtension.class)
  static final class ForAll {

    @BeforeAll
    static void before(Emitters emitters) {
      emitters.close();
    }

    @Test
    void neverRuns() {}
  }

  @ExtendWith(EmitterExtension.class)
  static final class Constructed {

    Constructed(RecordedEvents events) {
      events.clear();
    }

    @Test
    void neverRuns() {}
  }

  @Test
  void areConfiguredByAFieldAndClosedInTheEnd() {
    Events tests =
        EngineTestKit.engine("junit-jupiter")
            .selectors(selectClass(Configured.class))
            .execute()
            .testEvents();
    tests.assertStatistics(statistics -> statistics.succeeded(2));
    assertThat(Configured.hooks.open()).isZero();
  }

  static final class Configured {

    static final RecordingChannel hooks = RecordingChannel.of("Hook");

    @RegisterExtension
    static final EmitterExtension EMITTERS =
        EmitterExtension.with(
            builder -> builder.realChannel(hooks).definition("h", "{\"type\": \"Hook\"}"));

    @RepeatedTest(2)
    void delivers(Emitters emitters, RecordedEvents events) {
      Orders.publishTwo(emitters);
      assertThat(events).deliveredTo("h", 2, event());
      assertThat(hooks.open()).isEqualTo(1);
    }
  }

  private static Throwable failure(Class<?> test) {
    Events all =
        EngineTestKit.engine("junit-jupiter").selectors(selectClass(test)).execute().allEvents();
    List<Throwable> failures =
        all.failed().stream()
            .map(Event::getPayload)
            .flatMap(payload -> payload.stream())
            .map(org.junit.platform.engine.TestExecutionResult.class::cast)
            .flatMap(result -> result.getThrowable().stream())
            .collect(Collectors.toList());
    assertThat(failures).hasSize(1);
    return failures.get(0);
  }
}
