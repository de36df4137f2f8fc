package dev.emitter.audit;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.emitter.channel.ChannelProvider;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.testkit.ChannelContract;
import dev.emitter.topic.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** The channel keeps what all channels promise; a store takes a batch whole or not at all. */
@Tag("C2")
final class AuditContractTest extends ChannelContract {

  @TempDir Path folder;

  private Path root() {
    return folder.resolve("audit");
  }

  @Override
  protected ChannelProvider provider() {
    return AuditChannelProvider.in(root());
  }

  @Override
  protected EmitterDefinition definition(String type) {
    return EmitterDefinition.builder("contract", type)
        .owner("ann")
        .topics(List.of(Topic.of("orders")))
        .build();
  }

  @Override
  protected List<String> received() throws IOException {
    List<String> ids = new ArrayList<>();
    if (Files.isDirectory(root())) {
      try (AuditDownload all = AuditLog.in(root()).read("ann", "contract", AuditQuery.ALL)) {
        for (var one = all.next(); one.isPresent(); one = all.next()) {
          ids.add(new JsonMapper().readTree(one.get().event().toByteArray()).get("id").asText());
        }
      }
    }
    return ids;
  }

  /** A file stands where the folder should. */
  @Override
  protected void failOn(String eventId) throws IOException {
    Files.createFile(root());
  }

  @Override
  protected void mend() throws IOException {
    Files.delete(root());
  }
}
