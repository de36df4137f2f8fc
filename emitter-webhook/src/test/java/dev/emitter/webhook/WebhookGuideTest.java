package dev.emitter.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import dev.emitter.channel.DeliveryResult.Delivered;
import dev.emitter.config.ChannelTypes;
import dev.emitter.config.DefinitionReader;
import dev.emitter.config.Identities;
import dev.emitter.config.Placeholders;
import dev.emitter.filter.FilterDialects;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/webhook.md shows is right: definitions load, the Java compiles, the verifier works. */
@Tag("C1")
final class WebhookGuideTest {

  private static final Path GUIDE =
      Path.of(System.getProperty("project.root", ".."), "docs", "webhook.md");
  private static final Pattern IMPORT = Pattern.compile("(?m)^import .*;$");
  private static final String SECRET = "whsec_" + "A".repeat(32);

  @TempDir Path folder;

  private static List<String> snippets(String language) throws IOException {
    return Pattern.compile("```" + language + "\\R(.*?)```", Pattern.DOTALL)
        .matcher(Files.readString(GUIDE))
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  @Test
  void definitionsLoad() throws IOException {
    Placeholders placeholders = new Placeholders(name -> SECRET);
    Identities identities = Identities.none();
    List<String> snippets = snippets("json");
    assertThat(snippets).hasSize(10);
    for (String json : snippets) {
      byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
      if (json.contains("\"type\": \"Webhook\"")) {
        DefinitionReader reader =
            new DefinitionReader(
                ChannelTypes.of(List.of(new WebhookChannelProvider())),
                FilterDialects.standard(),
                identities,
                placeholders,
                Clock.systemUTC());
        assertThat(reader.readSystem("guide.json", "guide", bytes).id()).isEqualTo("guide");
      } else {
        identities = Identities.read("identities.json", bytes, placeholders);
      }
    }
  }

  @Test
  void namesEveryParameter() throws IOException {
    String guide = Files.readString(GUIDE);

    assertThat(WebhookParameters.ALL).allSatisfy(one -> assertThat(guide).contains(one.name()));
  }

  @Test
  void snippetsCompile() throws IOException {
    List<String> snippets = snippets("java");
    assertThat(snippets).hasSize(3);
    for (String snippet : snippets) {
      compile(snippet);
    }
  }

  @Test
  void verifierTakesOurRequestsAndNoOthers() throws Exception {
    compile(snippets("java").get(0));
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()});
        RawServer server = Posting.accepting();
        Posting posting = Posting.to(server, "'signing':{'secrets':['%s']}".formatted(SECRET))) {
      assertThat(posting.deliver("1")).isInstanceOf(Delivered.class);
      RawServer.Request request = server.requests().get(0);
      Class<?> type = loader.loadClass("Verifier");
      Constructor<?> constructor = type.getDeclaredConstructor(String.class);
      constructor.setAccessible(true);
      Object verifier = constructor.newInstance(SECRET);
      Method accepts =
          type.getDeclaredMethod("accepts", Headers.class, byte[].class, Instant.class);
      accepts.setAccessible(true);
      Headers headers = new Headers();
      request.headers().forEach(one -> headers.add(one.name(), one.value()));
      byte[] body = request.body().toByteArray();
      Instant now = Instant.now();

      assertThat(accepts.invoke(verifier, headers, body, now)).isEqualTo(true);
      assertThat(accepts.invoke(verifier, headers, body, now.plusSeconds(3600))).isEqualTo(false);
      assertThat(accepts.invoke(verifier, headers, Posting.bytes("{}"), now)).isEqualTo(false);
    }
  }

  private void compile(String snippet) throws IOException {
    boolean type = snippet.contains("\nclass ");
    Path file = folder.resolve(type ? "Verifier.java" : "Snippet.java");
    Files.writeString(file, type ? snippet : source(snippet));
    StringWriter messages = new StringWriter();
    PrintWriter out = new PrintWriter(messages);
    int code =
        ToolProvider.findFirst("javac")
            .orElseThrow()
            .run(
                out,
                out,
                "-d",
                folder.toString(),
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                file.toString());
    assertThat(code).as(messages.toString()).isZero();
  }

  /** Imports stay in front; the rest is the body of a method. */
  private static String source(String snippet) {
    Matcher imports = IMPORT.matcher(snippet);
    String head = imports.results().map(MatchResult::group).collect(Collectors.joining("\n"));
    return head + "\nclass Snippet { void run() {\n" + imports.replaceAll("") + "\n} }";
  }
}
