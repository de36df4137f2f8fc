package dev.emitter.examples.customchannel;

import dev.emitter.Emitters;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.topic.Topic;
import java.io.IOException;
import java.net.URI;

/** Sends events of two parcels over the channel of this example to a receiver that prints them. */
public final class Main {

  /** Where a parcel was seen. */
  record Scan(String parcel, String place) {}

  private Main() {}

  /** Runs the example. */
  public static void main(String[] args) throws IOException {
    try (LineReceiver receiver = LineReceiver.start(Main::print);
        Emitters emitters =
            Emitters.builder().source(URI.create("https://parcels.example")).start()) {
      emitters.register(
          EmitterDefinition.builder("desk", "Tcp")
              .topic("parcels")
              .parameter("port", receiver.port())
              .build());
      emitters.publish(Topic.of("parcels", "de"), "parcel.scanned", new Scan("P-1", "Bremen"));
      emitters.publish(Topic.of("parcels", "nl"), "parcel.scanned", new Scan("P-2", "Delft"));
    }
  }

  private static String print(String line) {
    System.out.println("received " + line);
    return "ok";
  }
}
