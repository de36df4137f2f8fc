package dev.emitter.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.emitter.event.Json;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("D6")
class JsonScannerTest {

  private static final String GOOD =
      "{\"type\": \"Disk\", \"topics\": [[\"a\", \"\\u00e9\\n\"], []],\r\n \"n\": [-1.5e+3, 0, 10],"
          + " \"b\": {\"t\": true, \"f\": false, \"x\": null}, \"\": {}}";
  private static final String ODD = "{}[],:\"'\\/ \n\t0123456789+-.eEutfnrlsa#\u0001\u00e9";

  @Test
  void agreesWithTheParserOnWhatIsJson() {
    Random random = new Random(42);
    for (int i = 0; i < 50_000; i++) {
      String text = mutated(random);
      assertThat(JsonScanner.scan(text).fault() == null).as(text).isEqualTo(isJson(text));
    }
  }

  private static String mutated(Random random) {
    StringBuilder text = new StringBuilder(GOOD);
    for (int changes = 1 + random.nextInt(2); changes > 0; changes--) {
      int at = random.nextInt(text.length());
      char odd = ODD.charAt(random.nextInt(ODD.length()));
      switch (random.nextInt(3)) {
        case 0 -> text.deleteCharAt(at);
        case 1 -> text.insert(at, odd);
        default -> text.setCharAt(at, odd);
      }
    }
    return text.toString();
  }

  private static boolean isJson(String text) {
    try {
      return !Json.MAPPER.readTree(text).isMissingNode();
    } catch (JsonProcessingException e) {
      return false;
    }
  }
}
