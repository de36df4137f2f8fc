package dev.emitter.file;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.emitter.channel.ChannelProvider;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.testkit.ChannelContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** The channel keeps what all channels promise; a file takes a batch whole or not at all. */
@Tag("C3")
final class FileContractTest extends ChannelContract {

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("all.log");
  }

  @Override
  protected ChannelProvider provider() {
    return new FileChannelProvider();
  }

  @Override
  protected EmitterDefinition definition(String type) {
    return EmitterDefinition.builder("contract", type).parameter("path", file().toString()).build();
  }

  @Override
  protected List<String> received() throws IOException {
    List<String> ids = new ArrayList<>();
    if (Files.isRegularFile(file())) {
      for (String line : Files.readAllLines(file())) {
        ids.add(new JsonMapper().readTree(line).get("id").asText());
      }
    }
    return ids;
  }

  /** A folder stands where the file should. */
  @Override
  protected void failOn(String eventId) throws IOException {
    Files.createDirectory(file());
  }

  @Override
  protected void mend() throws IOException {
    Files.delete(file());
  }
}
