package dev.emitter.log.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emitter.Emitters;
import dev.emitter.EmittersBuilder;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.delivery.DeliveryQuery;
import dev.emitter.delivery.DeliveryRecord;
import dev.emitter.log.EventLog;
import dev.emitter.log.MemoryEventLog;
import dev.emitter.testkit.RecordingChannel;
import dev.emitter.topic.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log belongs to one {@code Emitters}, and says which emitters it still knows of. */
final class OneLogTest {

  private static final Topic ORDERS = Topic.of("orders");

  @TempDir private Path folder = Path.of("");

  private static EmittersBuilder on(EventLog log) {
    return Emitters.builder().log(log).channel(RecordingChannel.of("Any"));
  }

  private static EmitterDefinition emitter(String id) {
    return EmitterDefinition.builder(id, "Any").topics(List.of(ORDERS)).build();
  }

  private static void isRefusedTwice(EventLog log) {
    try (Emitters first = on(log).start()) {
      first.register(emitter("orders"));
      assertThatThrownBy(() -> on(log).start())
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("used by other emitters");
      first.publish(ORDERS, "order.placed", Map.of());
      assertThat(first.awaitIdle(Duration.ofSeconds(60))).isTrue();
      assertThat(first.status("orders").delivered()).isEqualTo(1);
    }
  }

  @Test
  void refusesASecondUserAndGoesOnForTheFirst() {
    isRefusedTwice(DiskEventLog.open(folder));
    isRefusedTwice(MemoryEventLog.builder().build());
  }

  @Test
  void saysWhatToDoWithAClosedLog() {
    DiskEventLog log = DiskEventLog.open(folder);
    on(log).start().close();
    assertThatThrownBy(() -> on(log).start())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("open the log again");
  }

  @Test
  void namesEmittersThatAreNotBack() {
    try (Emitters before = on(DiskEventLog.open(folder)).start()) {
      before.register(emitter("a"));
      before.register(emitter("b"));
      before.register(emitter("c"));
      before.remove("c");
      assertThat(before.absent()).isEmpty();
    }
    try (Emitters after = on(DiskEventLog.open(folder)).start()) {
      assertThat(after.absent()).containsExactly("a", "b");
      after.register(emitter("b"));
      assertThat(after.absent()).containsExactly("a");
    }
  }

  @Test
  void listsNothingThatIsOlderThanTheEmitter() {
    try (Emitters before = on(DiskEventLog.open(folder)).start()) {
      before.publish(ORDERS, "order.placed", Map.of());
      before.register(emitter("orders"));
      before.publish(ORDERS, "order.placed", Map.of());
      assertThat(before.awaitIdle(Duration.ofSeconds(60))).isTrue();
      assertThat(before.deliveries("orders", DeliveryQuery.ALL)).hasSize(1);
    }
    try (Emitters after = on(DiskEventLog.open(folder)).start()) {
      after.register(emitter("orders"));
      after.register(emitter("new"));
      assertThat(after.deliveries("orders", DeliveryQuery.ALL))
          .extracting(DeliveryRecord::state)
          .containsExactly(DeliveryRecord.State.DELIVERED);
      assertThat(after.deliveries("new", DeliveryQuery.ALL)).isEmpty();
    }
  }
}
