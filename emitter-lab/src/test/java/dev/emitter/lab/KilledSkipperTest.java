package dev.emitter.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.Emitters;
import dev.emitter.delivery.DeliveryQuery;
import dev.emitter.delivery.DeliveryRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills processes while they skip a backlog. {@code -Dskip.kills=N} says how many. */
@Tag("R4")
final class KilledSkipperTest {

  private static final int KILLS = Integer.getInteger("skip.kills", 2);
  private static final Random RANDOM = new Random();

  @TempDir Path folder = Path.of("");

  @Test
  void keepsEverySkipThatHasReturned() throws Exception {
    for (int kill = 0; kill < KILLS; kill++) {
      Path own = Files.createDirectory(folder.resolve("kill" + kill));
      Path log = own.resolve("log");
      KilledProcess.start(own, KilledSkipper.class, List.of(log.toString()))
          .kill(() -> hasSkipped(own), RANDOM.nextInt(300));

      List<Integer> told = KilledProcess.acknowledged(own);
      int last = told.get(told.size() - 1);
      try (Emitters emitters = KilledSkipper.open(log, false)) {
        List<DeliveryRecord> waiting =
            emitters.deliveries("a", DeliveryQuery.ALL.states(DeliveryRecord.State.WAITING));
        int first = Integer.parseInt(waiting.get(0).event().event().event().getId());
        assertThat(first).isBetween(last, last + KilledSkipper.STEP);
      }
    }
  }

  private static boolean hasSkipped(Path folder) {
    try {
      return Files.readString(folder.resolve("said.txt")).contains("\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
