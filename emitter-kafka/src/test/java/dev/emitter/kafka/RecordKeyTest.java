package dev.emitter.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emitter.channel.Delivery;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("C6")
final class RecordKeyTest {

  private static final Delivery EVENT =
      Bench.delivery(
          Bench.event("e1")
              .withExtension("partitionkey", "p7")
              .withData(
                  "application/json",
                  "{\"n\":42,\"d\":1.50,\"s\":\"é\",\"b\":true,\"l\":[1],\"e\":\"\",\"s2\":\"2026-01-01\"}"
                      .getBytes(StandardCharsets.UTF_8))
              .build());

  private static @Nullable String key(String expression) throws UnusableEventException {
    byte[] bytes = RecordKey.of(expression).of(EVENT);
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource({
    "n,42",
    "d,1.5",
    "s,é",
    "b,true",
    "event.id,e1",
    "event.partitionkey,p7",
    "event.topic[2],eu",
    "s + string(n),é42",
    "n / 8,5.25",
    "10 ** 20,100000000000000000000",
    "date(s2),2026-01-01"
  })
  void isTheTextOfAValue(String expression, String text) throws UnusableEventException {
    assertThat(key(expression)).isEqualTo(text);
  }

  @Test
  void mayBeEmpty() throws UnusableEventException {
    assertThat(key("e")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "missing", "missing.more", "if n > 1 then null else s"})
  void isLeftOutForNull(String expression) throws UnusableEventException {
    assertThat(key(expression)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"l", "if n > 1 then {a: 1} else s"})
  void isRefusedForAValueWithoutText(String expression) {
    assertThatThrownBy(() -> key(expression))
        .isInstanceOf(UnusableEventException.class)
        .hasMessageContaining("which is no text");
  }

  @Test
  void isRefusedWhenTheExpressionFails() {
    assertThatThrownBy(() -> key("s * 2"))
        .isInstanceOf(UnusableEventException.class)
        .hasMessageContaining("keyExpression gives no key: line 1");
  }
}
