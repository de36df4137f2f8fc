package dev.emitter.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.emitter.channel.ChannelProvider;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

@Tag("C4")
final class ConsoleChannelContractTest extends ChannelContract {

  private final PrintStream console = System.out;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @Override
  protected ChannelProvider provider() {
    mend();
    return Objects.requireNonNull(Providers.find("Console"));
  }

  /** A stream that is closed fails every batch as a whole. */
  @Override
  protected void failOn(String eventId) {
    PrintStream closed = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    closed.close();
    System.setOut(closed);
  }

  @Override
  protected void mend() {
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void giveBackTheConsole() {
    System.setOut(console);
  }

  @Override
  protected List<String> received() throws JsonProcessingException {
    List<String> ids = new ArrayList<>();
    for (String line : printed.toString(StandardCharsets.UTF_8).lines().toList()) {
      ids.add(new ObjectMapper().readTree(line).path("id").asText());
    }
    return ids;
  }
}
