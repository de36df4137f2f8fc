package dev.emitter.examples.webhook;

import dev.emitter.Emitters;
import dev.emitter.topic.Topic;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.function.Consumer;

/** Sends two signed orders to a receiver, and then a forged one, which it refuses. */
public final class Main {

  /** What was ordered. */
  record Order(long number, String article) {}

  private Main() {}

  /**
   * Runs the example.
   *
   * @param args the folder of definitions; {@code emitters} if there is none
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    run(Path.of(args.length == 0 ? "emitters" : args[0]), System.out::println);
  }

  /** Runs the example and tells what happens. */
  static void run(Path definitions, Consumer<String> teller)
      throws IOException, InterruptedException {
    String secret = newSecret();
    Clock clock = Clock.systemUTC();
    try (Receiver receiver =
        Receiver.start(secret, clock, event -> teller.accept("took " + event))) {
      Map<String, String> environment =
          Map.of("HOOK_URL", receiver.uri().toString(), "HOOK_SECRET", secret);
      try (Emitters emitters =
          Emitters.builder()
              .source(URI.create("https://shop.example"))
              .environment(environment::get)
              .definitions(definitions)
              .start()) {
        emitters.publish(Topic.of("orders", "eu"), "order.placed", new Order(1, "lamp"));
        emitters.publish(Topic.of("orders", "us"), "order.placed", new Order(2, "chair"));
      }
      teller.accept("a forged order is answered with " + forge(receiver.uri(), clock));
    }
  }

  /** Returns a secret as Standard Webhooks wants it: 32 random bytes. */
  static String newSecret() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return "whsec_" + Base64.getEncoder().encodeToString(bytes);
  }

  /** Sends an order with a signature that somebody made up, and returns the status. */
  private static int forge(URI uri, Clock clock) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofSeconds(10))
            .header("ce-type", "order.placed")
            .header("webhook-id", "made-up")
            .header("webhook-timestamp", Long.toString(clock.instant().getEpochSecond()))
            .header("webhook-signature", "v1,AAAA")
            .POST(HttpRequest.BodyPublishers.ofString("{\"number\":3,\"article\":\"car\"}"))
            .build();
    HttpClient client = HttpClient.newHttpClient();
    return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }
}
