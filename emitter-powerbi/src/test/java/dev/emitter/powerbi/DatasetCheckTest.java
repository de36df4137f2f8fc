package dev.emitter.powerbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.Emitters;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.testkit.ManualClock;
import java.io.IOException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A check compares with the dataset and its tables, and writes no row. */
@Tag("C5")
@Timeout(240)
final class DatasetCheckTest {

  private final ManualClock clock = ManualClock.create();

  /** What a test makes of the service. */
  private interface Change {
    void of(FakePowerBi fake);
  }

  private @Nullable String fault(Change change) throws IOException {
    return fault(change, "Orders", FakePowerBi.GROUP, FakePowerBi.DATASET);
  }

  private @Nullable String fault(Change change, String table, String group, String dataset)
      throws IOException {
    try (FakePowerBi fake = FakePowerBi.start(clock.clock());
        Emitters emitters = Setup.emitters(fake, clock).start()) {
      change.of(fake);
      EmitterDefinition definition =
          Setup.definition("sales", fake)
              .parameter("name", table)
              .parameter("group", group)
              .parameter("id", dataset)
              .build();
      emitters.register(definition);
      @Nullable String fault = emitters.check("sales").toCompletableFuture().join().fault();
      assertThat(fake.posts()).isEmpty();
      assertThat(fake.rows()).isEmpty();
      return fault;
    }
  }

  @Test
  void findsNothingWrongWithWhatIsRight() throws Exception {
    assertThat(fault(fake -> {})).isNull();
    assertThat(fault(fake -> fake.tellsColumns = true)).isNull();
  }

  @Test
  void tellsOneFaultFromTheOther() throws Exception {
    assertThat(fault(fake -> fake.name = "Marketing"))
        .contains("is named \"Marketing\", and schema says \"Sales\"");
    assertThat(fault(fake -> {}, "Invoices", FakePowerBi.GROUP, FakePowerBi.DATASET))
        .contains("has no table \"Invoices\"; it has: \"Other\", \"Orders\"");
    assertThat(fault(fake -> {}, "Orders", FakePowerBi.GROUP, "22222222"))
        .contains("there is no dataset 22222222 in workspace " + FakePowerBi.GROUP);
    assertThat(
            fault(
                fake -> {}, "Orders", "f089354e-8366-4e18-aea3-4cb4a3a50b49", FakePowerBi.DATASET))
        .contains("403", "not a member", "must be a member of workspace");
    assertThat(fault(fake -> fake.isPush = false)).contains("is no push dataset");
    assertThat(fault(fake -> fake.status = 500)).contains("500");
    assertThat(
            fault(
                fake -> {
                  fake.tellsColumns = true;
                  fake.columns("eventid", "string", "Number", "Double");
                }))
        .contains("has column \"Number\" of type Double, not Int64")
        .doesNotContain("eventid");
    assertThat(
            fault(
                fake -> {
                  fake.tellsColumns = true;
                  fake.columns("EventId", "string");
                }))
        .contains("has no column \"Number\"");
  }

  @Test
  void tellsAtRegistrationWhatIsWrong() throws Exception {
    try (FakePowerBi fake = FakePowerBi.start(clock.clock());
        Emitters emitters = Setup.emitters(fake, clock).start()) {
      fake.name = "Marketing";
      emitters.register(Setup.definition("sales", fake).build());
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () ->
                  fake.seen().stream().anyMatch(one -> one.request().line().contains("datasets")));

      emitters.publish(Setup.TOPIC, Setup.numbered(1));
      assertThat(emitters.awaitIdle(Duration.ofSeconds(60))).isTrue();

      assertThat(fake.stored("EventId")).as("deliveries go on").containsExactly("e1");
    }
  }
}
