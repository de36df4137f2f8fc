package dev.emitter.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.emitter.Emitters;
import dev.emitter.Registration;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.problem.Problem;
import dev.emitter.topic.Catalogue;
import dev.emitter.topic.CatalogueMode;
import dev.emitter.topic.SecurityConstraint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Registration tells what a definition most likely means otherwise, and takes it all the same. */
@Tag("D6")
final class RegistrationTest {

  private static final String STAR =
      "{\"type\": \"Webhook\", \"topics\": [[\"orders\", \"*\"]], \"parameters\": {}}";

  private final Shop shop = new Shop(builder -> builder.catalogue(catalogue(), CatalogueMode.WARN));

  @AfterEach
  void close() {
    shop.close();
  }

  private static Catalogue catalogue() {
    Catalogue.Field total = new Catalogue.Field("total", "number", "in euros", "140");
    Catalogue.MessageType placed =
        new Catalogue.MessageType("order.placed", "", true, Map.of("total", total));
    return new Catalogue(
        List.of(
            new Catalogue.Declaration(
                "orders",
                "",
                List.of(),
                "Anyone",
                SecurityConstraint.anyone(),
                true,
                Map.of("order.placed", placed))));
  }

  private static EmitterDefinition.Builder hook(String id) {
    return EmitterDefinition.builder(id, "Webhook");
  }

  @Test
  void returnsIdAndWarningsOfADefinitionMadeInCode() {
    Registration star = shop.emitters.register(hook("star").topic("orders", "*").build());
    assertThat(star.id()).isEqualTo("star");
    assertThat(star.warnings())
        .singleElement()
        .extracting(Problem::path)
        .isEqualTo("$.topics[0][1]");
    assertThat(star.warnings()).allMatch(Problem::isWarning);
    assertThat(shop.emitters.status("star").id()).isEqualTo("star");
    assertThat(shop.emitters.register(hook("good").topic("orders").build()).warnings()).isEmpty();
  }

  @Test
  @Tag("D3")
  void returnsIdAndWarningsOfTheDefinitionOfAUser() {
    Registration star = shop.emitters.registerUser("ann", STAR);
    assertThat(star.warnings()).hasSize(1);
    assertThat(star.version()).isEqualTo(1);
    assertThat(shop.emitters.changeUser("ann", star.id(), 1, STAR))
        .isEqualTo(new Registration(star.id(), 2, star.warnings()));
    String mended = STAR.replace(", \"*\"", "");
    assertThat(shop.emitters.changeUser("ann", star.id(), 2, mended).warnings()).isEmpty();
    assertThat(shop.emitters.problems()).isEmpty();
  }

  @Test
  @Tag("T5")
  void warnsOfNamesThatTheCatalogueDoesNotDeclare() {
    Registration odd =
        shop.emitters.register(
            hook("odd").topic("Orders").topic("emitter").topic("orders").build());
    assertThat(odd.warnings())
        .singleElement()
        .hasToString(
            "warning: $.topics[0][0]: the catalogue declares no topic \"Orders\", so no event will"
                + " have it (did you mean \"orders\"? upper and lower case matter)");
    Registration type =
        shop.emitters.register(hook("type").topic("orders").messages("order.plaecd").build());
    assertThat(type.warnings())
        .singleElement()
        .hasToString(
            "warning: $.messages[0]: the catalogue declares no type \"order.plaecd\" on its topics,"
                + " so no event will have it (did you mean \"order.placed\"?)");
    assertThat(shop.emitters.register(hook("all").messages("order.placed").build()).warnings())
        .isEmpty();
  }

  @Test
  @Tag("T5")
  void warnsOfAFilterThatNoDeclaredEventPasses() {
    Registration never =
        shop.emitters.register(
            hook("never").topic("orders").filter(TextNode.valueOf("totl > 100")).build());
    assertThat(never.warnings())
        .isNotEmpty()
        .allMatch(warning -> warning.isWarning() && warning.path().equals("$.filter"))
        .anyMatch(warning -> warning.toString().contains("totl"));
    Registration right =
        shop.emitters.register(
            hook("ok").topic("orders").filter(TextNode.valueOf("total > 100")).build());
    assertThat(right.warnings()).isEmpty();
  }

  @Test
  @Tag("D2")
  void listsTheWarningsOfFilesAmongTheProblemsAndRefusesNone(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("star.json");
    Files.writeString(file, "{\"type\": \"Console\", \"topics\": [[\"orders\", \"#\"]]}");
    Files.createDirectory(folder.resolve("more"));
    try (Emitters emitters =
        Emitters.builder().definitions(folder).refuseBrokenDefinitions(true).start()) {
      assertThat(emitters.definitions()).extracting(EmitterDefinition::id).containsExactly("star");
      assertThat(emitters.problems()).hasSize(2).allMatch(Problem::isWarning);
      assertThat(emitters.problems())
          .anyMatch(
              problem -> problem.toString().startsWith(file + ":1:43: warning: $.topics[0][1]"))
          .anyMatch(problem -> problem.message().equals("passed over: a folder"));
    }
  }
}
