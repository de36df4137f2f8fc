package dev.emitter.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.log.disk.DiskEventLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files, and the log on disk, of which the next process goes on. */
@Tag("R1")
final class DiskLogTest {

  @TempDir Path folder = Path.of("");

  @Test
  void writesToAFileAndGoesOnAfterARestart() throws Exception {
    Path definitions = folder.resolve("emitters");
    Path orders = folder.resolve("orders.ndjson");
    Shop.define(definitions, "file", "File", "{\"path\": \"" + orders + "\"}");
    for (int run = 0; run < 2; run++) {
      try (DiskEventLog log = DiskEventLog.open(folder.resolve("data"));
          Shop shop = Shop.open(definitions, Map.of(), builder -> builder.log(log))) {
        shop.trade();
        shop.awaitDelivered();
      }
    }
    assertThat(Files.readAllLines(orders))
        .hasSize(4)
        .allMatch(line -> line.contains("\"specversion\":\"1.0\""))
        .allMatch(line -> line.contains("\"ada\"") || line.contains("\"dan\""));
  }
}
