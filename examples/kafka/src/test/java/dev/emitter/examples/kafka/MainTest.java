package dev.emitter.examples.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class MainTest {

  @Test
  void keepsTheOrderOfEachCustomer() throws Exception {
    List<String> lines = Main.run(Path.of("emitters"), null);

    assertThat(lines).hasSize(4).allSatisfy(line -> assertThat(line).startsWith("partition "));
    assertThat(lines)
        .filteredOn(line -> line.contains("key ada"))
        .satisfiesExactly(
            line -> assertThat(line).endsWith("order.placed: " + json(1, "ada", "lamp")),
            line -> assertThat(line).endsWith("order.placed: " + json(3, "ada", "table")),
            line -> assertThat(line).endsWith("order.cancelled: " + json(1, "ada", "lamp")))
        .extracting(line -> line.substring(0, line.indexOf(',')))
        .as("all in one partition")
        .hasSize(3)
        .satisfies(partitions -> assertThat(Set.copyOf(partitions)).hasSize(1));
    assertThat(lines).filteredOn(line -> line.contains("key joe")).hasSize(1);
  }

  private static String json(int number, String customer, String article) {
    return "{\"number\":%d,\"customer\":\"%s\",\"article\":\"%s\"}"
        .formatted(number, customer, article);
  }
}
