package dev.emitter.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.channel.Channel;
import dev.emitter.channel.ChannelProvider;
import dev.emitter.channel.ChannelTraits;
import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.Parameter;
import dev.emitter.config.Identities;
import dev.emitter.definition.EmitterDefinition;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/**
 * What {@link Channel} and {@link ChannelProvider} promise, as tests: whoever writes a channel
 * extends this class. Each test opens a channel of its own on an empty destination. The emitter is
 * strictly ordered. The tests of calls that overlap are for channels whose traits say that they
 * keep the order then ({@link ChannelTraits#keepsOrder()}); for others they are skipped.
 */
public abstract class ChannelContract {

  private static final Duration GRACE = Duration.ofSeconds(20);

  private @Nullable DeliveryBench bench;

  /** Creates the tests. */
  protected ChannelContract() {}

  /** Returns the type to test; called once for each test, and empties the destination. */
  protected abstract ChannelProvider provider() throws Exception;

  /** Returns the definition to open a channel from. If not overridden, one without parameters. */
  protected EmitterDefinition definition(String type) {
    return EmitterDefinition.builder("contract", type).build();
  }

  /** Returns the identities that the definition may name. If not overridden, none. */
  protected Identities identities() {
    return Identities.none();
  }

  /** Returns the ids of the events that the destination has, in the order received. */
  protected abstract List<String> received() throws Exception;

  /**
   * Makes the destination fail the event of this id until {@link #mend()}; no other, unless it can
   * only take a batch as a whole. If not overridden, the tests of failures are skipped.
   */
  protected void failOn(String eventId) throws Exception {
    throw new TestAbortedException("no test of failures: failOn is not overridden");
  }

  /** Makes the destination work again. */
  protected void mend() throws Exception {}

  @BeforeEach
  void openChannel() throws Exception {
    ChannelProvider provider = provider();
    bench = DeliveryBench.open(provider, definition(provider.type()), identities());
  }

  @AfterEach
  void closeChannel() {
    if (bench != null) {
      bench.close(GRACE);
    }
  }

  private DeliveryBench bench() {
    return Objects.requireNonNull(bench);
  }

  @Test
  void describesItself() {
    ChannelProvider provider = bench().provider();
    assertThat(provider.type()).matches("[A-Za-z][A-Za-z0-9]*");
    assertThat(provider.description()).isNotBlank();
    assertThat(provider.audience()).isNotNull();
    assertThat(provider.parameters()).extracting(Parameter::name).doesNotHaveDuplicates();
    assertThat(provider.parameters())
        .allSatisfy(parameter -> assertThat(parameter.meaning()).isNotBlank());
    assertThat(provider.parameters()).isEqualTo(provider.parameters());
  }

  @Test
  void saysAlwaysTheSameOfHowToDriveIt() {
    ChannelTraits traits = bench().channel().traits();
    bench().deliver(1);
    assertThat(bench().channel().traits()).isEqualTo(traits);
  }

  @Test
  void deliversOneEvent() throws Exception {
    requireDelivered(bench().deliver(1), 1);
    assertThat(received()).containsExactly("1");
  }

  @Test
  void answersEachDeliveryOfTheLargestBatch() throws Exception {
    int most = Math.min(bench().channel().traits().maxBatch(), 500);
    requireDelivered(bench().deliver(most), most);
    assertThat(received()).isEqualTo(bench().ids(1, most));
  }

  @Test
  void deliversBatchAfterBatchInOrder() throws Exception {
    int most = Math.min(bench().channel().traits().maxBatch(), 7);
    for (int i = 0; i < 10; i++) {
      requireDelivered(bench().deliver(most), most);
    }
    assertThat(received()).isEqualTo(bench().ids(1, 10 * most));
  }

  @Test
  void deliversAgainWhatItIsAskedToDeliverAgain() throws Exception {
    List<Delivery> batch = bench().next(1);
    requireDelivered(bench().deliver(batch), 1);
    requireDelivered(bench().deliver(batch), 1);
    assertThat(received()).containsOnly("1").isNotEmpty();
  }

  @Test
  void checksWithoutDelivering() throws Exception {
    assertThat(Awaiting.result(bench().channel().check()).fault()).isNull();
    assertThat(received()).isEmpty();
    requireDelivered(bench().deliver(1), 1);
    assertThat(Awaiting.result(bench().channel().check()).fault()).isNull();
    assertThat(received()).containsExactly("1");
  }

  @Test
  void closesWithoutHavingDelivered() {
    bench().close(GRACE);
  }

  @Test
  void keepsWhatItDeliveredWhenItCloses() throws Exception {
    requireDelivered(bench().deliver(1), 1);
    bench().close(GRACE);
    assertThat(received()).containsExactly("1");
  }

  @Test
  void answersAFailureWithAResultThatSaysWhy() throws Exception {
    failOn("1");
    List<DeliveryResult> results = bench().deliver(1);
    assertThat(results).hasSize(1);
    assertThat(DeliveryBench.reason(results.get(0))).as("reason").isNotBlank();
    assertThat(received()).isEmpty();
  }

  @Test
  void makesNoDeliveryOfABatchAfterOneThatMustBeRetried() throws Exception {
    requireBatches(3);
    failOn("2");
    List<DeliveryResult> results = bench().deliver(3);
    requireRetryAt(results, 1);
    assertThat(results).hasSize(3);
    boolean first = results.get(0) instanceof DeliveryResult.Delivered;
    assertThat(results.subList(first ? 1 : 0, 3))
        .allSatisfy(result -> assertThat(result).isInstanceOf(DeliveryResult.Retry.class));
    assertThat(received()).isEqualTo(bench().ids(1, first ? 1 : 0));
  }

  @Test
  void goesOnInOrderOnceTheDestinationWorksAgain() throws Exception {
    failOn("1");
    List<Delivery> batch = bench().next(1);
    requireRetryAt(bench().deliver(batch), 0);
    mend();
    requireDelivered(bench().deliver(batch), 1);
    requireDelivered(bench().deliver(1), 1);
    assertThat(received()).containsExactly("1", "2");
  }

  @Test
  void keepsTheOrderOfCallsThatOverlap() throws Exception {
    int calls = requireOverlappingCalls();
    int most = Math.min(bench().channel().traits().maxBatch(), 7);
    for (int i = 0; i < 5; i++) {
      new OverlappingCalls(bench())
          .begin(calls, most)
          .results()
          .forEach(results -> requireDelivered(results, most));
    }
    assertThat(received()).isEqualTo(bench().ids(1, 5 * calls * most));
  }

  @Test
  void makesNoDeliveryOfALaterCallAfterOneThatMustBeRetried() throws Exception {
    failCallsThatOverlap();
  }

  @Test
  void goesOnInOrderOnceCallsThatOverlappedHaveAllEnded() throws Exception {
    List<Delivery> left = failCallsThatOverlap();
    mend();
    for (Delivery delivery : left) {
      requireDelivered(bench().deliver(List.of(delivery)), 1);
    }
    requireDelivered(bench().deliver(1), 1);
    int last = Integer.parseInt(left.get(left.size() - 1).event().event().getId());
    assertThat(received()).isEqualTo(bench().ids(1, last + 1));
  }

  /** Fails the end of the first of several calls; returns the deliveries that were not made. */
  private List<Delivery> failCallsThatOverlap() throws Exception {
    int calls = requireOverlappingCalls();
    int each = Math.min(bench().channel().traits().maxBatch(), 2);
    failOn("" + each);
    OverlappingCalls overlapping = new OverlappingCalls(bench()).begin(calls, each);
    overlapping.requireOverlap();
    List<List<DeliveryResult>> results = overlapping.results();
    requireRetryAt(results.get(0), each - 1);
    int made = results.get(0).get(0) instanceof DeliveryResult.Delivered ? 1 : 0;
    assertThat(results.stream().flatMap(List::stream).skip(made))
        .as("all that was behind the failure")
        .allSatisfy(result -> assertThat(result).isInstanceOf(DeliveryResult.Retry.class));
    assertThat(received()).isEqualTo(bench().ids(1, made));
    return overlapping.deliveriesAfter(made);
  }

  private int requireOverlappingCalls() {
    ChannelTraits traits = bench().channel().traits();
    if (!traits.keepsOrder()) {
      throw new TestAbortedException(
          "its calls do not overlap: the traits do not say that it keeps the order (inOrder)");
    }
    return Math.min(traits.maxInFlight(), 4);
  }

  private void requireBatches(int least) {
    if (bench().channel().traits().maxBatch() < least) {
      throw new TestAbortedException("takes no batches of " + least);
    }
  }

  private static void requireRetryAt(List<DeliveryResult> results, int index) {
    if (!(results.get(index) instanceof DeliveryResult.Retry)) {
      throw new TestAbortedException("this failure is for good: " + results.get(index));
    }
  }

  private static void requireDelivered(List<DeliveryResult> results, int expected) {
    assertThat(results).as("one result a delivery").hasSize(expected);
    assertThat(results).allSatisfy(one -> assertThat(DeliveryBench.reason(one)).isNull());
  }
}
