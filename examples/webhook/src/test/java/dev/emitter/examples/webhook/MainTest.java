package dev.emitter.examples.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

final class MainTest {

  @Test
  void tellsOfTwoOrdersAndARefusal() throws Exception {
    List<String> told = new CopyOnWriteArrayList<>();
    Main.run(Path.of("emitters"), told::add);
    assertThat(told)
        .containsExactly(
            "took order.placed {\"number\":1,\"article\":\"lamp\"}",
            "took order.placed {\"number\":2,\"article\":\"chair\"}",
            "a forged order is answered with 401");
  }
}
