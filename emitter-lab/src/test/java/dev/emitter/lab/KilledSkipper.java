package dev.emitter.lab;

import dev.emitter.Emitters;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.log.disk.DiskEventLog;
import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;

/**
 * The process that is killed: lets events wait for an emitter that is disabled, skips them piece by
 * piece, and says to which number it has skipped each time.
 */
final class KilledSkipper {

  static final int EVENTS = 4_000;
  static final int STEP = 10;

  private KilledSkipper() {}

  /** Returns emitters on the log of a folder, one of them with the events. */
  static Emitters open(Path folder, boolean delivering) {
    Emitters emitters =
        Emitters.builder()
            .log(DiskEventLog.open(folder))
            .delivering(delivering)
            .closeGrace(Duration.ZERO)
            .start();
    emitters.register(EmitterDefinition.builder("a", "Console").topic("n").build());
    return emitters;
  }

  /** Takes the log's folder. */
  public static void main(String[] args) throws InterruptedException {
    Emitters emitters = open(Path.of(args[0]), true);
    emitters.disable("a", "so that events wait");
    emitters.publishAll(
        Topic.of("n"), IntStream.range(0, EVENTS).mapToObj(KilledSkipper::event).toList());
    for (int number = STEP; number < EVENTS; number += STEP) {
      emitters.skipToEvent("a", Integer.toString(number));
      System.out.println(KilledProcess.ACKNOWLEDGED + number);
      System.out.flush();
    }
    KilledLife.awaitKill();
  }

  private static CloudEvent event(int number) {
    return KilledLife.event(Integer.toString(number)).build();
  }
}
