package dev.emitter.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.emitter.log.EventLog;
import dev.emitter.log.EventLogException;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.Position;
import dev.emitter.log.StateStore;
import dev.emitter.topic.Topic;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What {@link EventLog} promises, as tests: whoever writes a log extends this class. Each test gets
 * a log of its own with room for 10,000 small events.
 */
public abstract class EventLogContract {

  private static final Topic TOPIC = Topic.of("contract", "log");

  private final ManualClock clock = ManualClock.create();
  private final SampleEvents samples = new SampleEvents();
  private final CountingListener listener = new CountingListener();
  private @Nullable EventLog opened;

  /** Creates the tests. */
  protected EventLogContract() {}

  /**
   * Opens a new and empty log.
   *
   * @param time gives the time of publication
   */
  protected abstract EventLog open(Clock time) throws Exception;

  @BeforeEach
  void openLog() throws Exception {
    EventLog log = open(clock.clock());
    log.listen(listener);
    opened = log;
  }

  @AfterEach
  void closeLog() {
    if (opened != null) {
      opened.close();
    }
  }

  private EventLog log() {
    return Objects.requireNonNull(opened);
  }

  @Test
  void isEmptyAtFirst() {
    assertThat(log().start()).isEqualTo(log().end());
    assertThat(log().read(log().start(), 10)).isEmpty();
    assertThat(log().lag(log().end())).isZero();
  }

  @Test
  void readsBackWhatWasAppendedInOrder() {
    List<String> ids = append(500);
    assertThat(ids(log().read(log().start(), 1000))).isEqualTo(ids);
  }

  @Test
  void readsOnFromAnyPositionAtMostAsManyAsAsked() {
    List<String> ids = append(100);
    List<String> read = new ArrayList<>();
    Position position = log().start();
    for (List<LoggedEvent> page = log().read(position, 7); !page.isEmpty(); ) {
      assertThat(page).hasSizeLessThanOrEqualTo(7);
      read.addAll(ids(page));
      position = page.get(page.size() - 1).position();
      page = log().read(position, 7);
    }
    assertThat(read).isEqualTo(ids);
  }

  @Test
  void keepsTopicTimeAndContent() {
    clock.advance(Duration.ofHours(1));
    accepted(log().append(Topic.of("other"), samples.event("one")));
    LoggedEvent read = log().read(log().start(), 1).get(0);
    assertThat(read.topic()).isEqualTo(Topic.of("other"));
    assertThat(read.publishedAt()).isEqualTo(clock.now());
    assertThat(SampleEvents.json(read.event())).isEqualTo(SampleEvents.json(samples.event("one")));
  }

  @Test
  void givesPositionsThatGrowAndFindTheirEvents() {
    List<Position> given = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      given.add(accepted(log().append(TOPIC, samples.next())));
    }
    List<Position> read =
        log().read(log().start(), 100).stream().map(LoggedEvent::position).toList();
    assertThat(read).isEqualTo(given).isSorted().doesNotHaveDuplicates();
    assertThat(log().start()).isLessThan(given.get(0));
    assertThat(log().end()).isEqualTo(given.get(49)).hasSameHashCodeAs(given.get(49));
    assertThat(log().read(given.get(48), 10)).hasSize(1);
  }

  @Test
  void tellsHowManyEventsFollow() {
    append(100);
    Position middle = log().read(log().start(), 60).get(59).position();
    assertThat(log().lag(log().end())).isZero();
    assertThat(log().lag(middle)).isPositive().isLessThan(log().lag(log().start()));
    assertThat(log().count(middle, log().end()))
        .isBetween(40L, log().count(log().start(), log().end()));
    assertThat(log().count(log().end(), middle)).isZero();
  }

  @Test
  void findsThePositionBeforeAMoment() {
    append(5);
    clock.advance(Duration.ofMinutes(1));
    List<String> later = append(5);
    Position before = log().positionBefore(clock.now());
    assertThat(ids(log().read(before, 100))).isEqualTo(later);
    assertThat(log().read(log().positionBefore(clock.now().plusSeconds(1)), 100)).isEmpty();
    assertThat(log().read(log().positionBefore(clock.now().minusSeconds(3600)), 100)).hasSize(10);
  }

  @Test
  void keepsWhatIsNotReleased() {
    List<String> ids = append(100);
    Position start = log().start();
    Position middle = log().read(start, 60).get(59).position();
    log().release(middle);
    assertThat(ids(log().read(middle, 100))).isEqualTo(ids.subList(60, 100));
    assertThat(ids(log().read(start, 100))).endsWith(ids.subList(60, 100).toArray(new String[0]));
    log().release(start);
    assertThat(ids(log().read(middle, 100))).isEqualTo(ids.subList(60, 100));
  }

  @Test
  void goesOnAfterEverythingIsReleased() {
    append(10);
    Position end = log().end();
    log().release(end);
    List<String> more = append(3);
    assertThat(ids(log().read(end, 10))).isEqualTo(more);
    assertThat(log().end()).isGreaterThan(end);
  }

  @Test
  void takesTheLibrarysOwnEventsInTheSameOrder() {
    List<String> ids = append(1);
    assertThat(log().offer(TOPIC, samples.event("own"))).isTrue();
    ids.add("own"); // nobody waits for it, but what is appended later comes later
    ids.addAll(append(1));
    assertThat(ids(log().read(log().start(), 10))).isEqualTo(ids);
  }

  @Test
  void tellsItsListenerWhatCanBeRead() {
    append(1);
    assertThat(listener.calls()).isPositive();
    int before = listener.calls();
    assertThat(log().offer(TOPIC, samples.next())).isTrue();
    Awaiting.condition(() -> listener.calls() > before);
    assertThat(listener.lost()).isEmpty();
  }

  @Test
  void keepsTheOrderOfEachPublisherAndLosesNothing() throws Exception {
    ConcurrentPublishers publishers = new ConcurrentPublishers(log(), TOPIC, samples);
    publishers.publish(4, 500);
    publishers.requireAllInOrder(log().read(log().start(), 10_000));
  }

  @Test
  void showsReadersTheSameSequenceWhileItGrows() throws Exception {
    ConcurrentPublishers publishers = new ConcurrentPublishers(log(), TOPIC, samples);
    List<LoggedEvent> followed = publishers.publishAndFollow(4, 500);
    assertThat(ids(followed)).isEqualTo(ids(log().read(log().start(), 10_000)));
    publishers.requireAllInOrder(followed);
  }

  @Test
  void isNotDamagedByAnInterruptedPublisher() {
    List<String> ids = new ArrayList<>(append(1));
    CompletionStage<Position> appended = null;
    Thread.currentThread().interrupt();
    try {
      appended = log().append(TOPIC, samples.event("interrupted"));
    } catch (RuntimeException e) {
      assertThat(e).isInstanceOf(EventLogException.class);
    } finally {
      assertThat(Thread.interrupted()).as("the thread stays interrupted").isTrue();
    }
    if (appended != null) {
      accepted(appended);
      ids.add("interrupted");
    }
    ids.addAll(append(2));
    assertThat(ids(log().read(log().start(), 10))).isEqualTo(ids);
  }

  @Test
  void knowsItsPositionsByTheirText() {
    append(5);
    for (LoggedEvent event : log().read(log().start(), 10)) {
      assertThat(log().position(event.position().toString())).isEqualTo(event.position());
    }
    assertThat(log().position(log().end().toString())).isEqualTo(log().end());
    assertThatIllegalArgumentException().isThrownBy(() -> log().position("no position at all"));
  }

  /** A log need not keep state; one that does is a {@link StateStoreContract} as well. */
  @Test
  void keepsItsStateApartFromTheEvents() {
    StateStore state = log().state().orElse(null);
    if (state == null) {
      return;
    }
    assertThat(state.entries("")).isEmpty();
    List<String> ids = append(3);
    state.write(Map.of("emitter/contract", Optional.of("1"), "routed", Optional.of("2")));
    ids.addAll(append(3));
    state.write(Map.of("routed", Optional.empty()));
    assertThat(log().state().orElseThrow().entries("")).isEqualTo(Map.of("emitter/contract", "1"));
    assertThat(ids(log().read(log().start(), 100))).isEqualTo(ids);
  }

  @Test
  void refusesToAppendAfterClose() {
    append(1);
    log().close();
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> accepted(log().append(TOPIC, samples.next())));
  }

  private List<String> append(int events) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < events; i++) {
      var event = samples.next();
      accepted(log().append(TOPIC, event));
      ids.add(event.event().getId());
    }
    return ids;
  }

  private static Position accepted(CompletionStage<Position> appended) {
    return Awaiting.result(appended);
  }

  private static List<String> ids(List<LoggedEvent> events) {
    return events.stream().map(logged -> logged.event().event().getId()).toList();
  }
}
