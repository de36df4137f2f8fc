package dev.emitter.config;

import static dev.emitter.config.Readers.bytes;
import static dev.emitter.config.Readers.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.channel.ResolvedEmitter;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.problem.Problem;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A message names the mend, not just the place. */
@Tag("D6")
final class MendTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // quotation marks within a string
        "{\"filter\": \"status = \"open\"\"} | 1:23: $.filter: found \"o\" where | write a"
            + " quotation mark within a string as \\\"",
        "{\"filter\": \"status = \"\" or x\"} | $.filter | write a quotation mark within a string"
            + " as \\\"",
        "{\"filter\": \"x in (\"a\", \"b\")\", \"id\": \"b\"} | $.filter | as \\\"",
        "{\"messages\": [\"a \"b\" c\"]} | $.messages[0] | as \\\"",
        "{\"a\": \"b\" \"c\": \"d\"} | $: found '\"' | is a comma missing before it?",
        "{\"a\": \"b\" c} | $: found \"c\" | is a comma missing before it?",
        // quotation marks of texts
        "{“type”: “Console”} | U+201C | write straight quotation marks",
        "{\"type\": “Console”} | U+201C | write straight quotation marks",
        "{„type“: \"Console\"} | U+201E | write straight quotation marks",
        "{\"type”: \"Console\"} | $ | write straight quotation marks",
        "{\"type\": \"Console”} | $.type: the string that begins here | write straight quotation"
            + " marks",
        "{'type': 'Console'} | $ | JSON has double quotes only",
        "{`type`: \"Console\"} | $ | JSON has double quotes only",
        // numbers and words that JSON does not have
        "{\"a\": NaN} | $.a: found NaN where a value is expected | JSON has no NaN",
        "{\"a\": [1, -Infinity]} | $.a[1]: found -Infinity where | JSON has no -Infinity",
        "{\"a\": None} | $.a: found None where | JSON has no None; write",
        "{\"a\": True} | $.a | write true in lower case",
        "{\"a\": Secret} | $.a: found \"S\" where | a string stands in double quotes",
        // commas, comments, separators
        "{\"a\": 1,} | $ | remove the comma before it",
        "{\"a\": [1,]} | $.a[1] | remove the comma before it",
        "{\"a\": 1,, \"b\": 2} | $ | remove the comma before it",
        "{\"a\": [1,,2]} | $.a[1] | remove the comma before it",
        "{\"a\": 1 // the a | $ | JSON has no comments; remove it",
        "{ /* the a */ \"a\": 1} | $ | JSON has no comments; remove it",
        "{\"a\" = 1} | $.a: found \"=\" where \":\" is expected | write : instead",
        "{\"a\": 1, \"b\": {\"a\": 1, \"a\": 2}} | 1:24: $.b.a: the member stands twice; the first"
            + " is on line 1, column 16 | remove one of them"
      })
  void ofWhatIsNotJson(String json, String message, String mend) {
    assertThat(refusal(json)).contains(message).contains(mend);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'Type': 'Hook'               | $.Type: unknown member    | did you mean \"type\"?",
        "'Filter': 'a'                | $.Filter: unknown member  | did you mean \"filter\"?",
        "'IdentityRef': 'a'           | $.IdentityRef             | did you mean \"identityRef\"?",
        "'filter': null               | $.filter: found null; allowed: any JSON value but null |"
            + " leave it out",
        "'topics': null               | $.topics: found null      | leave it out",
        "'identityRef': null          | $.identityRef: found null | leave it out",
        "'delivery': null             | $.delivery: found null    | leave it out",
        "'url': 'https://a.example'   | $.url: unknown member     | move it into \"parameters\"",
        "'retry': {}                  | $.retry: unknown member   | move it into \"delivery\"",
        "'maxAttempts': 3             | $.maxAttempts             | move it into"
            + " \"delivery.retry\"",
        "'maxRetries': 3              | $.maxRetries              | retries are set in"
            + " $.delivery.retry",
        "'delivery': {'url': 'x'}     | $.delivery.url            | move it into \"parameters\"",
        "'delivery': {'maxDelay': '5s'} | $.delivery.maxDelay     | move it into"
            + " \"delivery.retry\"",
        "'delivery': {'retry': {'initialDelay': '2 minutes'}} | found \"2 minutes\" | write \"2m\"",
        "'delivery': {'retry': {'initialDelay': '10 Sec'}} | found \"10 Sec\" | write \"10s\"",
        "'delivery': {'ordering': 'strictly'} | found \"strictly\" | did you mean \"strict\"?"
      })
  void ofMembers(String members, String message, String mend) {
    String json =
        "{"
            + members.replace('\'', '"')
            + ", \"type\": \"Hook\", \"parameters\": {\"url\": \"a:b\"}}";
    assertThat(
            refusal(json.replaceFirst("\"Type\": \"Hook\", \"type\"", "\"Type\": \"Hook\", \"x\"")))
        .contains(message)
        .contains(mend);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'retries': 3        | $.parameters.retries: unknown member; allowed are columns, headers,"
            + " key, | retries are set in $.delivery.retry",
        "'retry': {}         | $.parameters.retry      | move it into \"delivery\"",
        "'filter': 'a'       | $.parameters.filter     | move it to the outermost object",
        "'Topics': []        | $.parameters.Topics     | move it to the outermost object as topics",
        "'mode': 'struct'    | found \"struct\"        | did you mean \"structured\"?",
        "'timeout': 30       | found 30                | write it with its unit, such as \"30s\"",
        "'secret': null      | $.parameters.secret     | allowed: a string such as ${env:NAME}"
      })
  void ofParameters(String members, String message, String mend) {
    assertThat(
            refusal(
                "{\"type\": \"Hook\", \"parameters\": {\"url\": \"a:b\", "
                    + members.replace('\'', '"')
                    + "}}"))
        .contains(message)
        .contains(mend);
  }

  @Test
  @Tag("D5")
  void ofAnIdentityWhereNoneIsLoaded() {
    DefinitionReader reader =
        new DefinitionReader(
            FakeProvider.TYPES,
            Readers.FILTERS,
            Identities.none(),
            Placeholders.ofEnvironment(),
            Clock.systemUTC());
    String refused = "{\"type\": \"Diary\", \"topics\": [[\"a\"]], \"identityRef\": \"kafka\"}";
    assertThat(refusal(() -> reader.readSystem("a.json", "a", bytes(refused))))
        .contains(
            "$.identityRef: found \"kafka\", but no identities are loaded (give them by"
                + " --identities FILE, or by Emitters.builder().identities(..))");
    assertThat(refusal(() -> reader.readUser("a", "ann", bytes(refused))))
        .contains("found \"kafka\", but there is no identity for the emitters of this user")
        .doesNotContain("--identities");
  }

  @Test
  void aNumberThatJsonDoesNotHaveIsRefusedInCodeToo() {
    EmitterDefinition.Builder builder =
        EmitterDefinition.builder("a", "Hook").parameter("url", "a:b");
    EmitterDefinition definition =
        builder.parameters(builder.build().parameters().put("ratio", Double.NaN)).build();
    assertThat(refusal(() -> Readers.reader(Map.of()).resolve(definition)))
        .contains("$.parameters.ratio: found NaN; allowed: a number from 0 to 1");
  }

  @Test
  @Tag("D1")
  void descriptionAndCommentAreMembersAndAreKept() {
    ResolvedEmitter emitter =
        Readers.reader(Map.of())
            .readSystem(
                "a.json",
                "a",
                bytes(
                    "{\"type\": \"Disk\", \"parameters\": {\"path\": \"a\"}, \"description\": \"All"
                        + " orders\", \"$comment\": \"Ask Ann\"}"));
    assertThat(emitter.warnings()).extracting(Problem::message).isEmpty();
    assertThat(emitter.definition().description()).isEqualTo("All orders");
    assertThat(emitter.definition().comment()).isEqualTo("Ask Ann");
    assertThat(DefinitionJson.write(emitter.definition()).toString())
        .contains("\"description\":\"All orders\"", "\"$comment\":\"Ask Ann\"");
  }
}
