package dev.emitter.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.emitter.channel.Channel;
import dev.emitter.channel.ChannelProvider;
import dev.emitter.log.EventLog;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.StateStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** The contracts find the faults that they are there to find. */
@Tag("U2")
final class ContractFaultsTest {

  private static final List<String> OVERLAPPING_FAILURES =
      List.of(
          "makesNoDeliveryOfALaterCallAfterOneThatMustBeRetried",
          "goesOnInOrderOnceCallsThatOverlappedHaveAllEnded");

  @Test
  void findsALogThatLosesEvents() {
    assertThat(failures(LosingLog.class))
        .contains("readsBackWhatWasAppendedInOrder", "keepsTheOrderOfEachPublisherAndLosesNothing");
  }

  @Test
  void findsALogThatReorders() {
    assertThat(failures(ReorderingLog.class))
        .contains("readsBackWhatWasAppendedInOrder", "givesPositionsThatGrowAndFindTheirEvents");
  }

  @Test
  void findsALogThatRepeats() {
    assertThat(failures(RepeatingLog.class))
        .contains("readsBackWhatWasAppendedInOrder", "givesPositionsThatGrowAndFindTheirEvents");
  }

  @Test
  void findsAStoreThatForgetsNothing() {
    assertThat(failures(Clinging.class))
        .containsExactlyInAnyOrder(
            "knowsAgainWhatWasWritten",
            "forgetsWhatIsRemovedAndMindsNothingThatIsNotThere",
            "removesLargeValuesAndKeepsTheOthers",
            "removesLargeValuesThatNothingNamesWhenItIsOpened");
  }

  @Test
  void findsAStoreThatTakesPrefixesForPatterns() {
    assertThat(failures(Loose.class)).contains("findsEntriesByTheirPrefixInTheOrderOfTheirKeys");
  }

  @Test
  void findsAStoreThatHandsItsEntriesOut() {
    assertThat(failures(Shared.class)).contains("showsEntriesAsTheyWereWhenAsked");
  }

  @Test
  void findsAChannelThatThrows() {
    assertThat(failures(ThrowingChannel.class)).contains("answersAFailureWithAResultThatSaysWhy");
  }

  @Test
  void findsAChannelThatAnswersTooLittle() {
    assertThat(failures(MuteChannel.class)).contains("answersEachDeliveryOfTheLargestBatch");
  }

  @Test
  void findsAChannelThatGoesOnAfterAFailure() {
    assertThat(failures(RecklessChannel.class))
        .containsExactly("makesNoDeliveryOfABatchAfterOneThatMustBeRetried");
  }

  @Test
  void findsAChannelThatReordersCallsThatOverlap() {
    assertThat(failures(LatestFirst.class)).contains("keepsTheOrderOfCallsThatOverlap");
  }

  @Test
  void findsAChannelWhoseCallsKnowNothingOfAFailureBefore() {
    assertThat(failures(Forgetful.class)).containsExactlyInAnyOrderElementsOf(OVERLAPPING_FAILURES);
  }

  @Test
  void findsAChannelThatMakesLaterCallsAllTheSame() {
    assertThat(failures(SecretlyGoingOn.class)).containsAll(OVERLAPPING_FAILURES);
  }

  @Test
  void findsAChannelThatLosesLaterCalls() {
    assertThat(failures(Losing.class)).containsAll(OVERLAPPING_FAILURES);
  }

  @Test
  void skipsTheTestsOfCallsThatOverlapWhereTheTraitsAllowNone() {
    Events tests = tests(RecordingChannelContractTest.class);
    assertThat(tests.aborted().stream())
        .extracting(ContractFaultsTest::name)
        .contains("keepsTheOrderOfCallsThatOverlap")
        .containsAll(OVERLAPPING_FAILURES);
    assertThat(tests.aborted().stream())
        .extracting(event -> event.getRequiredPayload(TestExecutionResult.class).getThrowable())
        .allSatisfy(why -> assertThat(why).get().asString().contains("(inOrder)"));
  }

  private static Set<String> failures(Class<?> contract) {
    return tests(contract).failed().stream()
        .map(ContractFaultsTest::name)
        .collect(Collectors.toSet());
  }

  private static Events tests(Class<?> contract) {
    return EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(contract))
        .execute()
        .testEvents();
  }

  private static String name(Event event) {
    return event.getTestDescriptor().getDisplayName().replace("()", "");
  }

  static final class LosingLog extends EventLogContract {
    @Override
    protected EventLog open(Clock time) {
      return new FaultyLog(time, read -> read.size() > 3 ? read.subList(1, read.size()) : read);
    }
  }

  static final class ReorderingLog extends EventLogContract {
    @Override
    protected EventLog open(Clock time) {
      return new FaultyLog(time, ReorderingLog::swapped);
    }

    private static List<LoggedEvent> swapped(List<LoggedEvent> read) {
      List<LoggedEvent> events = new ArrayList<>(read);
      if (events.size() > 2) {
        Collections.swap(events, 0, 1);
      }
      return events;
    }
  }

  static final class RepeatingLog extends EventLogContract {
    @Override
    protected EventLog open(Clock time) {
      return new FaultyLog(time, RepeatingLog::doubled);
    }

    private static List<LoggedEvent> doubled(List<LoggedEvent> read) {
      List<LoggedEvent> events = new ArrayList<>(read);
      if (events.size() > 1) {
        events.add(1, events.get(0));
      }
      return events;
    }
  }

  /** Keeps entries in memory, as they are given. */
  abstract static class StoreInMemory extends StateStoreContract {

    final SortedMap<String, String> entries = Collections.synchronizedSortedMap(new TreeMap<>());

    SortedMap<String, String> found(String prefix) {
      SortedMap<String, String> found = new TreeMap<>();
      synchronized (entries) {
        entries.forEach(
            (key, value) -> {
              if (isFound(key, prefix)) {
                found.put(key, value);
              }
            });
      }
      return found;
    }

    boolean isFound(String key, String prefix) {
      return key.startsWith(prefix);
    }

    void remove(String key) {
      entries.remove(key);
    }

    @Override
    protected StateStore open() {
      return new StateStore() {
        private volatile boolean closed;

        @Override
        public SortedMap<String, String> entries(String prefix) {
          return found(prefix);
        }

        @Override
        public void write(Map<String, Optional<String>> changes) {
          if (closed) {
            throw new IllegalStateException("closed");
          }
          changes.forEach(
              (key, value) ->
                  value.ifPresentOrElse(text -> entries.put(key, text), () -> remove(key)));
        }

        @Override
        public void close() {
          closed = true;
        }
      };
    }
  }

  static final class Clinging extends StoreInMemory {
    @Override
    void remove(String key) {
      entries.putIfAbsent(key, "");
    }
  }

  static final class Loose extends StoreInMemory {
    @Override
    boolean isFound(String key, String prefix) {
      return key.contains(prefix.replace("/", ""));
    }
  }

  static final class Shared extends StoreInMemory {
    @Override
    SortedMap<String, String> found(String prefix) {
      return prefix.isEmpty() ? entries : super.found(prefix);
    }
  }

  abstract static class FaultyChannel extends ChannelContract {
    private final RecordingChannel channel = RecordingChannel.of("Webhook");

    abstract Channel faulty(Channel right);

    @Override
    protected ChannelProvider provider() {
      return new FaultyProvider(channel, this::faulty);
    }

    @Override
    protected List<String> received() {
      return channel.deliveredIds("contract");
    }

    @Override
    protected void failOn(String eventId) {
      channel.failWhile(delivery -> delivery.event().event().getId().equals(eventId));
    }

    @Override
    protected void mend() {
      channel.mend();
    }
  }

  static final class ThrowingChannel extends FaultyChannel {
    @Override
    Channel faulty(Channel right) {
      return FaultyProvider.throwing(right);
    }
  }

  static final class MuteChannel extends FaultyChannel {
    @Override
    Channel faulty(Channel right) {
      return FaultyProvider.mute(right);
    }
  }

  static final class RecklessChannel extends FaultyChannel {
    @Override
    Channel faulty(Channel right) {
      return FaultyProvider.reckless(right);
    }
  }

  static final class LatestFirst extends PipelineContract {
    LatestFirst() {
      super(PipelineChannel.Manner.LATEST_FIRST);
    }
  }

  static final class Forgetful extends PipelineContract {
    Forgetful() {
      super(PipelineChannel.Manner.FORGETFUL);
    }
  }

  static final class SecretlyGoingOn extends PipelineContract {
    SecretlyGoingOn() {
      super(PipelineChannel.Manner.SECRETLY_GOING_ON);
    }
  }

  static final class Losing extends PipelineContract {
    Losing() {
      super(PipelineChannel.Manner.LOSING);
    }
  }
}
