package dev.emitter.testkit.guide;

import dev.emitter.testkit.TestEmitters;
import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The part of the guide that shows assertions and what they say when they fail. */
final class GuidePage {

  static final Path SOURCES = Path.of("emitter-testkit/src/test/java/dev/emitter/testkit/guide");

  private static final String SOURCE = "FailingAssertions.java";
  private static final Pattern METHOD =
      Pattern.compile("(?ms)^  void (\\w+)\\(\\) \\{\\R(.*?)^  }$");

  private final Path root;

  GuidePage(Path root) {
    this.root = root;
  }

  /** Returns each assertion, as it is written, with its message. */
  String messages() throws IOException, ReflectiveOperationException {
    String source = Files.readString(root.resolve(SOURCES).resolve(SOURCE));
    List<String> sections = new ArrayList<>();
    Matcher method = METHOD.matcher(source);
    while (method.find()) {
      sections.add(section(method.group(1), method.group(2).indent(-4)));
    }
    return String.join("\n", sections);
  }

  private static String section(String name, String body) throws ReflectiveOperationException {
    return "### "
        + title(name)
        + "\n\n<!-- source "
        + (SOURCES + "/" + SOURCE).replace('\\', '/')
        + " -->\n```java\n"
        + body
        + "```\n\n```text\n"
        + message(name)
        + "\n```\n";
  }

  private static String title(String name) {
    String words = name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  private static String message(String name) throws ReflectiveOperationException {
    try (TestEmitters test = shop()) {
      FailingAssertions.class.getDeclaredMethod(name).invoke(new FailingAssertions(test.events()));
      throw new IllegalStateException(name + " does not fail");
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof AssertionError failure) {
        return String.valueOf(failure.getMessage());
      }
      throw e;
    }
  }

  /**
   * Returns a shop with an order in France and one that was cancelled and that a receiver refused.
   */
  private static TestEmitters shop() {
    TestEmitters test =
        TestEmitters.builder()
            .definitions(Path.of("src/test/resources/guide-emitters"))
            .definition("search", "{\"type\": \"Console\", \"messages\": [\"order.placed\"]}")
            .start();
    test.script("archive").answerNext(200).answerNext(413);
    test.script("search").failNext(2, "connection refused").answerNext(503, Duration.ofHours(1));
    Topic orders = Topic.of("orders", "eu");
    test.emitters()
        .publish(
            orders,
            event(
                "1",
                "order.placed",
                "{\"number\":\"4711\",\"total\":40,\"customer\":{\"country\":\"FR\"}}"));
    test.emitters().publish(orders, event("2", "order.cancelled", "{\"number\":\"4711\"}"));
    return test.advance(Duration.ofMinutes(1));
  }

  private static CloudEvent event(String id, String type, String json) {
    return CloudEventBuilder.v1()
        .withId(id)
        .withSource(URI.create("https://shop.example"))
        .withType(type)
        .withTime(OffsetDateTime.of(2026, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC))
        .withData("application/json", json.getBytes(StandardCharsets.UTF_8))
        .build();
  }
}
