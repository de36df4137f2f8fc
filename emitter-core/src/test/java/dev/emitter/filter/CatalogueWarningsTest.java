package dev.emitter.filter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.emitter.problem.Problem;
import dev.emitter.problem.Problems;
import dev.emitter.topic.Catalogue;
import dev.emitter.topic.SecurityConstraint;
import dev.emitter.topic.Subscription;
import dev.emitter.topic.Topic;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a catalogue shows to be wrong with filters. */
@Tag("D4")
@Tag("T5")
final class CatalogueWarningsTest {

  private static final Catalogue CATALOGUE =
      new Catalogue(
          List.of(
              topic(
                  "orders",
                  type("placed", "total number", "tags array", "customer object", "status string"),
                  type("paid", "total number", "rush boolean", "note free text")),
              topic("jobs", type("done", "total string")),
              topic("open", type("anything")),
              topic("empty")));

  private static final Subscription ORDERS = Subscription.to(List.of(Topic.of("orders", "eu")));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          totl > 5                   | line 1, column 1: the catalogue declares no field "totl" of paid, placed | did you mean "total"?
          event.data.totl > 5        | line 1, column 1: the catalogue declares no field "totl" of paid, placed | did you mean "total"?
          type = "placed"            | line 1, column 1: the catalogue declares no field "type" of paid, placed | did you mean "event.type"?
          a = 1 or tier.name = "x"   | line 1, column 1: the catalogue declares no field "a" of paid, placed | declared are customer, note, rush, status, tags, total
          total = "100"              | line 1, column 7: a number = a string cannot be compared | write 100 without quotes
          rush = "true"              | line 1, column 6: a boolean = a string cannot be compared | write true without quotes
          status > 5                 | line 1, column 8: a string > a number cannot be compared | write number(status)
          tags = "vip"               | line 1, column 6: tags is a list, which counts as a string only if it has one item | write list contains(tags, "vip")
          customer = "Ada"           | line 1, column 10: a context = a string cannot be compared | compare values of the same type
          total.net > 5              | is never true for an event as the catalogue declares it | compare fields that one type of event declares, with values of their types
          event.type = "shipped"     | asks for a type of event that the catalogue does not declare here | declared are paid, placed
          event.type in ("done", "x") | asks for a type of event that the catalogue does not declare here | declared are paid, placed
          event.type = "placed" and rush | line 1, column 27: the catalogue declares no field "rush" of placed | declared are customer, status, tags, total
          status = "x" and rush      | is never true for an event as the catalogue declares it | compare fields that one type of event declares, with values of their types
          """)
  void tellsWhatNoEventHas(String expression, String message, String hint) {
    assertThat(warnings(expression, ORDERS, Set.of()))
        .first()
        .isEqualTo(Problem.warning("$.filter", message, hint));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "total > 5 and status = \"x\"",
        "rush or contains(note, \"x\") or note > 5",
        "customer.tier = \"gold\" and tags[1] = \"vip\"",
        "list contains(tags, \"vip\")",
        "some t in tags satisfies t.name = 5",
        "event.type = \"placed\" and event.region = \"eu\"",
        "total = null",
        "event.data.customer.address.city = \"x\""
      })
  void isSilentAboutWhatAnEventMayHave(String expression) {
    assertThat(warnings(expression, ORDERS, Set.of())).isEmpty();
  }

  @Test
  void looksAtTheTypesThatAreNamed() {
    assertThat(warnings("rush", ORDERS, Set.of("paid"))).isEmpty();
    assertThat(warnings("rush", ORDERS, Set.of("placed"))).hasSize(1);
  }

  @Test
  void looksAtAllTopicsWhereNoneIsNamed() {
    Subscription jobs = Subscription.to(List.of(Topic.of("jobs"), Topic.of("orders")));

    assertThat(warnings("total = \"x\"", jobs, Set.of())).isEmpty();
    assertThat(warnings("total = true", jobs, Set.of())).hasSize(1);
    assertThat(warnings("nothing = 1", Subscription.toEverything(), Set.of())).isEmpty();
  }

  @Test
  void saysNothingOfWhatIsNotDeclared() {
    for (String topic : List.of("other", "open", "empty")) {
      Subscription one = Subscription.to(List.of(Topic.of(topic)));
      assertThat(warnings("nothing = 1", one, Set.of())).as(topic).isEmpty();
    }
    assertThat(warnings("nothing = 1", ORDERS, Set.of("placed", "unknown"))).isEmpty();
  }

  @Test
  void looksIntoCombinedFilters() throws IOException {
    String filter =
        """
        {"all": [{"exact": {"type": "placed"}}, {"not": {"feel": "totl > 5"}},
          {"any": ["total > 5", "total = 'x'"]}]}
        """
            .replace("'", "\\\"");

    assertThat(warnings(new ObjectMapper().readTree(filter), ORDERS, Set.of()))
        .extracting(Problem::path)
        .containsExactly("$.filter.all[1].not", "$.filter.all[2].any[1]");
  }

  @Test
  void looksAtTheTypesThatOtherDialectsAskFor() throws IOException {
    for (String filter :
        List.of(
            "{\"exact\": {\"type\": \"shipped\"}}",
            "{\"all\": [{\"exact\": {\"type\": \"shipped\"}}, \"total > 5\"]}")) {
      assertThat(warnings(new ObjectMapper().readTree(filter), ORDERS, Set.of()))
          .singleElement()
          .extracting(Problem::path)
          .isEqualTo("$.filter");
    }
    String any =
        "{\"any\": [{\"exact\": {\"type\": \"shipped\"}}, {\"exact\": {\"type\": \"paid\"}}]}";
    assertThat(warnings(new ObjectMapper().readTree(any), ORDERS, Set.of())).isEmpty();
  }

  private static List<Problem> warnings(
      String expression, Subscription subscription, Set<String> messages) {
    return warnings(TextNode.valueOf(expression), subscription, messages);
  }

  private static List<Problem> warnings(
      JsonNode json, Subscription subscription, Set<String> messages) {
    Problems problems = new Problems();
    EventFilter filter = FilterDialects.standard().compile(json, "$.filter", problems);
    assertThat(problems.list()).isEmpty();
    return CatalogueWarnings.of(
        Objects.requireNonNull(filter), "$.filter", subscription, messages, CATALOGUE);
  }

  private static Catalogue.Declaration topic(String name, Catalogue.MessageType... types) {
    Map<String, Catalogue.MessageType> messages = new LinkedHashMap<>();
    Arrays.stream(types).forEach(type -> messages.put(type.name(), type));
    return new Catalogue.Declaration(
        name, "", List.of(), "", SecurityConstraint.anyone(), true, messages);
  }

  private static Catalogue.MessageType type(String name, String... fields) {
    Map<String, Catalogue.Field> declared = new LinkedHashMap<>();
    for (String field : fields) {
      String[] parts = field.split(" ", 2);
      declared.put(parts[0], new Catalogue.Field(parts[0], parts[1], "", null));
    }
    return new Catalogue.MessageType(name, "", true, declared);
  }
}
