package dev.emitter.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ShopTest {

  @Test
  void carriesItsOrdersToTheFileThatADefinitionNames(@TempDir Path folder) throws IOException {
    Path out = folder.resolve("cancelled.ndjson");
    Files.writeString(
        folder.resolve("cancelled-orders.json"),
        """
        {"type": "File", "topics": [["orders", "eu", "cancelled"]], "parameters": {"path": "%s"}}
        """
            .formatted(out.toString().replace("\\", "\\\\")));
    Main.main(new String[] {folder.toString()});
    assertThat(Files.readAllLines(out))
        .singleElement()
        .asString()
        .contains("\"source\":\"https://shop.example\"")
        .contains("\"type\":\"order.cancelled\"")
        .contains("\"number\":1,\"customer\":\"ada@shop.example\",\"total\":99.90");
  }
}
