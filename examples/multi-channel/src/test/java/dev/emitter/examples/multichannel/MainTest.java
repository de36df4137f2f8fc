package dev.emitter.examples.multichannel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MainTest {

  private final List<String> atWarehouse = new CopyOnWriteArrayList<>();
  @TempDir Path out = Path.of("");

  private String runAndReadConsole() throws IOException {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      Main.run(Path.of("emitters"), out, atWarehouse::add);
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void eachChannelGetsWhatItsDefinitionSelects() throws IOException {
    String console = runAndReadConsole();

    assertThat(Files.readAllLines(out.resolve("large-orders.ndjson")))
        .satisfiesExactly(
            line -> assertThat(line).contains("\"number\":1,"),
            line -> assertThat(line).contains("\"number\":3,"));
    assertThat(console.lines())
        .singleElement()
        .asString()
        .contains("\"type\":\"payment.refunded\"", "\"subject\":\"refund\"", "\"amount\":2500");
    assertThat(atWarehouse)
        .as("sent again after a 503, in order")
        .satisfiesExactly(
            event -> assertThat(event).contains("\"type\":\"order.placed\"", "\"number\":1,"),
            event -> assertThat(event).contains("\"type\":\"order.placed\"", "\"number\":2,"),
            event -> assertThat(event).contains("\"type\":\"order.cancelled\"", "\"number\":2,"));
  }
}
