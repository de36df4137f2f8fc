package dev.emitter.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.event.Presentation;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("C3")
class AppendChannelTest {

  @TempDir Path folder;

  @Test
  void appendsOneUtf8LineForEachEventInOrder() {
    Path file = folder.resolve("all.log");
    try (Emitter emitter = Emitter.to(file)) {
      assertThat(emitter.deliver(0, 3))
          .isEqualTo(Collections.nCopies(3, DeliveryResult.delivered()));
      emitter.deliver(3, 5);
    }
    assertThat(file).hasBinaryContent(Events.lines(0, 5).getBytes(UTF_8));
  }

  @Test
  void keepsWhatIsInTheFileAndMakesMissingFolders() {
    Path file = folder.resolve("a/b/all.log");
    for (int start = 0; start < 6; start += 2) {
      try (Emitter emitter = Emitter.to(file).with("fsync", "batch")) {
        emitter.deliver(start, start + 2);
      }
    }
    assertThat(Events.read(file)).isEqualTo(Events.lines(0, 6));
  }

  @Test
  void makesNothingBeforeTheFirstEvent() {
    try (Emitter emitter = Emitter.to(folder.resolve("a/all.log"))) {
      emitter.channel();
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  @Tag("E4")
  void indentsAndOverridesWhenAsked() {
    Path file = folder.resolve("all.log");
    URI source = URI.create("urn:other");
    try (Emitter emitter =
        Emitter.to(file).with("prettyPrint", true).with("source", source).with("subject", "s")) {
      emitter.deliver(0, 2);
    }
    Presentation asked = new Presentation(true, source, "s");
    assertThat(Events.read(file))
        .isEqualTo(Events.text(0, asked) + "\n" + Events.text(1, asked) + "\n");
  }

  @Test
  void cutsTheIncompleteRecordOfACrash() throws IOException {
    Path file = folder.resolve("all.log");
    Files.writeString(file, "{\"id\":\"event-000007\"}\n{\"id\":\"event-000008\",\"da");
    try (Emitter emitter = Emitter.to(file)) {
      emitter.deliver(8, 10);
    }
    assertThat(Events.read(file)).isEqualTo("{\"id\":\"event-000007\"}\n" + Events.lines(8, 10));
  }

  @Test
  void cutsAnIncompleteIndentedRecord() throws IOException {
    Path file = folder.resolve("all.log");
    String whole = "{\n  \"id\" : \"event-000007\"\n}\n";
    Files.writeString(file, whole + "{\n  \"id\" : \"event-000008\",\n");
    try (Emitter emitter = Emitter.to(file)) {
      emitter.deliver(8, 10);
    }
    assertThat(Events.read(file)).isEqualTo(whole + Events.lines(8, 10));
  }

  @Test
  void endsTheLastLineOfAnotherProgramInsteadOfCuttingIt() throws IOException {
    Path file = folder.resolve("all.log");
    Files.writeString(file, "{\"id\":\"event-000000\"}");
    try (Emitter emitter = Emitter.to(file)) {
      emitter.deliver(1, 3);
      Files.writeString(file, "by hand", StandardOpenOption.APPEND);
      emitter.deliver(3, 4);
    }
    assertThat(Events.read(file))
        .isEqualTo(
            "{\"id\":\"event-000000\"}\n" + Events.lines(1, 3) + "by hand\n" + Events.lines(3, 4));
  }

  @Test
  void writesBatchesAndEventsLargerThanItsBuffer() {
    Path file = folder.resolve("all.log");
    String large = "{\"name\":\"" + "x".repeat(600_000) + "\"}";
    List<Delivery> batch =
        IntStream.range(0, 5).mapToObj(i -> Events.delivery(Events.event(i, large))).toList();
    try (Emitter emitter = Emitter.to(file)) {
      emitter.deliver(batch);
      emitter.deliver(batch);
    }
    StringBuilder once = new StringBuilder();
    for (Delivery one : batch) {
      once.append(new String(one.event().structured(Presentation.PLAIN).toByteArray(), UTF_8));
      once.append('\n');
    }
    assertThat(Events.read(file).equals(once.toString().repeat(2))).isTrue();
  }

  @Test
  void refusesEventsOnceClosed() {
    Emitter emitter = Emitter.to(folder.resolve("all.log"));
    emitter.deliver(0, 1);
    emitter.close();
    assertThatIllegalStateException().isThrownBy(() -> emitter.deliver(1, 2));
  }
}
