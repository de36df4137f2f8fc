package dev.emitter.event;

import static dev.emitter.event.Events.completer;
import static dev.emitter.event.Events.sample;
import static dev.emitter.event.Events.text;
import static dev.emitter.event.Events.utf8;
import static dev.emitter.event.Events.withData;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudevents.CloudEvent;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("E1")
class EventCodecTest {

  private static EncodedEvent full() {
    return completer()
        .complete(
            sample()
                .withId("é😀")
                .withSource(URI.create("../relative?a=b#c"))
                .withSubject("subject")
                .withTime(OffsetDateTime.parse("2020-01-02T03:04:05.123456789+05:30"))
                .withDataSchema(URI.create("urn:schema:1"))
                .withExtension("text", "t\u00fc")
                .withExtension("empty", "")
                .withExtension("yes", true)
                .withExtension("no", false)
                .withExtension("most", Integer.MAX_VALUE)
                .withExtension("least", Integer.MIN_VALUE)
                .withExtension("uri", URI.create("https://shop.example/a"))
                .withExtension("reference", URI.create("b/c"))
                .withExtension(
                    "moment", OffsetDateTime.parse("0000-01-01T00:00:00.000000001-18:00"))
                .withExtension("bytes", new byte[] {0, -1, 127})
                .withData("application/json", utf8("{\"x\" : 1.10 }"))
                .build());
  }

  private static EncodedEvent again(EncodedEvent event) {
    byte[] bytes = EventCodec.encode(event);
    byte[] within = new byte[bytes.length + 5];
    System.arraycopy(bytes, 0, within, 3, bytes.length);
    EncodedEvent decoded = EventCodec.decode(within, 3, bytes.length);
    Arrays.fill(within, (byte) 'x');
    return decoded;
  }

  @Test
  void keepsEveryAttributeWithItsType() {
    CloudEvent before = full().event();
    CloudEvent after = again(full()).event();
    for (String name : ContextAttributes.NAMES) {
      assertThat(after.getAttribute(name)).as(name).isEqualTo(before.getAttribute(name));
    }
    assertThat(after.getExtensionNames()).isEqualTo(before.getExtensionNames());
    for (String name : before.getExtensionNames()) {
      assertThat(after.getExtension(name)).as(name).isEqualTo(before.getExtension(name));
    }
  }

  @Test
  void keepsDataByteForByteAndEveryForm() {
    for (EncodedEvent event :
        new EncodedEvent[] {
          full(),
          completer().complete(sample().build()),
          completer().complete(withData("text/plain", "")),
          completer().complete(withData("text/plain", "a\n😀")),
          completer().complete(withData("application/octet-stream", "\u0000\u0001")),
          completer().complete(sample().withData(utf8("[1 , 2]")).build()),
          completer().complete(sample().withData(utf8("null")).build()),
          completer().complete(Events.read("\"data_base64\":\"MTIz\""))
        }) {
      EncodedEvent after = again(event);
      assertThat(after.ownData()).isEqualTo(event.ownData());
      assertThat(after.hasJsonData()).isEqualTo(event.hasJsonData());
      assertThat(text(after.structured(Presentation.PLAIN)))
          .isEqualTo(text(event.structured(Presentation.PLAIN)));
    }
  }

  @Test
  void isCompact() {
    EncodedEvent event = completer().complete(withData("application/json", "{}"));
    assertThat(EventCodec.encode(event)).hasSizeLessThan(60);
  }

  @Test
  void refusesALaterVersion() {
    byte[] bytes = EventCodec.encode(full());
    bytes[0] = 2;
    assertThatThrownBy(() -> EventCodec.decode(bytes, 0, bytes.length))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageContaining("version 2");
  }

  @Test
  void refusesEveryTruncationOfItsHead() {
    byte[] bytes = EventCodec.encode(full());
    int data = Objects.requireNonNull(full().ownData()).length;
    for (int length = 0; length < bytes.length - data; length++) {
      int cut = length;
      assertThatThrownBy(() -> EventCodec.decode(bytes, 0, cut))
          .isInstanceOf(InvalidEventException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void refusesDamagedBytesInOneWayOnly(long seed) {
    Random random = new Random(seed);
    byte[] good = EventCodec.encode(full());
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = good.clone();
      for (int damage = random.nextInt(3); damage >= 0; damage--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      int length = random.nextInt(4) == 0 ? random.nextInt(bytes.length) : bytes.length;
      try {
        assertThat(EventCodec.decode(bytes, 0, length).weight()).isPositive();
      } catch (InvalidEventException expected) {
        assertThat(expected).hasMessageContaining("event");
      }
    }
  }
}
