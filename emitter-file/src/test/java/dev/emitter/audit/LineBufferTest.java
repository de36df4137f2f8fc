package dev.emitter.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.emitter.event.Json;
import dev.emitter.event.Payload;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineBufferTest {

  private static final Instant TIME = Instant.parse("2026-11-01T10:00:00.120Z");
  private static final String EVENT = "{\"id\":\"grün\"}";

  private final LineBuffer lines = new LineBuffer();

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "4711", "0-12", "a\"b\\c", "grün", "A\n", "\uD83D\uDE00"})
  void whatIsWrittenIsRead(@Nullable String position) throws IOException, DamagedLineException {
    lines.add(1, null, TIME, null); // a line need not be the first
    int from = lines.size();
    lines.add(Long.MAX_VALUE, position, TIME, Payload.of(EVENT.getBytes(UTF_8)));
    AuditLine line = AuditLine.parse(lines.toByteArray(), from, lines.size() - 1);
    assertThat(line.number()).isEqualTo(Long.MAX_VALUE);
    assertThat(line.position()).isEqualTo(position);
    assertThat(line.publishedAt()).isEqualTo(TIME);
    assertThat(new String(line.event(), UTF_8)).isEqualTo(EVENT);
    assertThat(json(from).path("publishedAt").asText()).isEqualTo(TIME.toString());
  }

  /** The form that stores already have. */
  @Test
  void keepsTheFormOfEarlierStores() throws IOException {
    lines.add(7, "42", TIME, Payload.of("{}".getBytes(UTF_8)));
    assertThat(new String(lines.toByteArray(), UTF_8))
        .isEqualTo(
            "{\"crc\":\"2c04ef54\",\"n\":7,\"position\":\"42\","
                + "\"publishedAt\":\"2026-11-01T10:00:00.120Z\",\"event\":{}}\n");
  }

  private JsonNode json(int from) throws JsonProcessingException {
    byte[] all = lines.toByteArray();
    return Json.tree(new String(all, from, all.length - from, UTF_8));
  }
}
