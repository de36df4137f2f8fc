package dev.emitter.config;

import static dev.emitter.config.Readers.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("D6")
class BrokenDefinitionTest {

  @Test
  void namesAMisspeltMember() {
    assertThat(
            refusal(
                """
                {
                  "type": "Disk",
                  "topicz": [["orders"]],
                  "parameters": { "path": "orders.log" }
                }
                """))
        .isEqualTo(
            """
            orders.json has 1 fault:
              orders.json:3:3: $.topicz: unknown member; allowed are $comment, $schema, delivery, description, enabled, filter, id, identityRef, messages, notify, owner, parameters, topics, type (did you mean "topics"?)\
            """);
  }

  @Test
  void namesAnUnknownType() {
    assertThat(
            refusal(
                """
                {
                  "type": "Hok",
                  "parameters": { "url": "https://shop.example/hook" }
                }
                """))
        .isEqualTo(
            """
            orders.json has 1 fault:
              orders.json:2:11: $.type: found "Hok"; allowed: Diary, Disk, Hook (did you mean "Hook"?)\
            """);
  }

  @Test
  void namesEveryFaultOfTheParameters() {
    assertThat(
            refusal(
                """
                {
                  "type": "Hook",
                  "parameters": {
                    "ulr": "https://shop.example/hook",
                    "mode": "Binary",
                    "prettyPrint": "true",
                    "size": 1000,
                    "columns": [ { "name": "a" }, { "nmae": "b", "type": "txet" } ]
                  }
                }
                """))
        .isEqualTo(
            """
            orders.json has 8 faults:
              orders.json:3:17: $.parameters.url: missing, but required; allowed: an absolute URI such as https://example.com/events (Where events are sent.)
              orders.json:4:5: $.parameters.ulr: unknown member; allowed are columns, headers, key, mode, prettyPrint, ratio, secret, size, source, subject, timeout, url (did you mean "url"?)
              orders.json:5:13: $.parameters.mode: found "Binary"; allowed: binary, structured (did you mean "binary"?)
              orders.json:6:20: $.parameters.prettyPrint: found "true"; allowed: true or false (write it without quotes)
              orders.json:7:13: $.parameters.size: found 1000; allowed: a whole number from 1 to 100
              orders.json:8:35: $.parameters.columns[1].name: missing, but required; allowed: a string (Its name.)
              orders.json:8:37: $.parameters.columns[1].nmae: unknown member; allowed are name, type (did you mean "name"?)
              orders.json:8:58: $.parameters.columns[1].type: found "txet"; allowed: text, number (did you mean "text"?)\
            """);
  }

  @Test
  @Tag("E4")
  void refusesASubjectThatNoEventMayHave() {
    assertThat(
            refusal(
                """
                {
                  "type": "Hook",
                  "parameters": { "url": "https://shop.example/hook", "subject": "a\\nb" }
                }
                """))
        .contains("orders.json:3:66: $.parameters.subject: ");
  }

  @Test
  void pointsAtATrailingComma() {
    assertThat(
            refusal(
                """
                {
                  "type": "Disk",
                  "parameters": { "path": "orders.log", }
                }
                """))
        .isEqualTo(
            """
            orders.json is not JSON:
              orders.json:3:41: $.parameters: found "}" where a member name in double quotes is expected (remove the comma before it)\
            """);
  }

  @Test
  void pointsAtAMissingComma() {
    assertThat(
            refusal(
                """
                {
                  "type": "Disk"
                  "parameters": { "path": "orders.log" }
                }
                """))
        .isEqualTo(
            """
            orders.json is not JSON:
              orders.json:3:3: $: found '"' where "," or "}" is expected (is a comma missing before it?)\
            """);
  }

  @Test
  void pointsAtWhatIsNotClosed() {
    assertThat(
            refusal(
                """
                {
                  "type": "Disk",
                  "parameters": { "path": "orders.log"
                }
                """))
        .isEqualTo(
            """
            orders.json is not JSON:
              orders.json:5:1: $: the text ends where "," or "}" is expected (what opens on line 1 is not closed)\
            """);
  }

  @Test
  void pointsAtAStringThatDoesNotEnd() {
    assertThat(
            refusal(
                """
                {
                  "type": "Disk,
                  "parameters": { "path": "orders.log" }
                }
                """))
        .isEqualTo(
            """
            orders.json is not JSON:
              orders.json:2:11: $.type: the string that begins here does not end on its line (close it with ")\
            """);
  }

  @Test
  void pointsAtAComment() {
    assertThat(
            refusal(
                """
                {
                  // where orders go
                  "type": "Disk"
                }
                """))
        .isEqualTo(
            """
            orders.json is not JSON:
              orders.json:2:3: $: found "/" where a member name in double quotes is expected (JSON has no comments; remove it)\
            """);
  }

  @Test
  void pointsAtSingleQuotes() {
    assertThat(refusal("{ 'type': 'Disk' }"))
        .isEqualTo(
            """
            orders.json is not JSON:
              orders.json:1:3: $: found "'" where a member name in double quotes is expected (JSON has double quotes only)\
            """);
  }

  @Test
  void pointsAtAMemberThatStandsTwice() {
    assertThat(
            refusal(
                """
                {
                  "type": "Disk",
                  "type": "Hook"
                }
                """))
        .isEqualTo(
            """
            orders.json is not JSON:
              orders.json:3:3: $.type: the member stands twice; the first is on line 2, column 3 (remove one of them)\
            """);
  }

  @Test
  void saysThatAFileIsEmpty() {
    assertThat(refusal(""))
        .isEqualTo(
            """
            orders.json is not JSON:
              orders.json:1:1: $: the file is empty; a JSON object is expected\
            """);
  }

  @Test
  void namesFaultyTopicsAndMessages() {
    assertThat(
            refusal(
                """
                {
                  "type": "Disk",
                  "topics": [["orders", ""], "orders", []],
                  "messages": ["a", "b", "a"],
                  "parameters": { "path": "orders.log" }
                }
                """))
        .isEqualTo(
            """
            orders.json has 4 faults:
              orders.json:3:25: $.topics[0][1]: found ""; allowed: a string of 1 to 10,000 characters
              orders.json:3:30: $.topics[1]: found a string; allowed: an array of 1 or more items (write it in brackets: [".."])
              orders.json:3:40: $.topics[2]: found an empty array; allowed: an array of 1 or more items
              orders.json:4:26: $.messages[2]: found "a" twice; name it once\
            """);
  }

  @Test
  void namesFaultyDeliverySettings() {
    assertThat(
            refusal(
                """
                {
                  "type": "Disk",
                  "parameters": { "path": "orders.log" },
                  "delivery": {
                    "retry": { "initialDelay": "2m", "maxDelay": "1m", "maxAttempts": -1 },
                    "disable": { "over": 5 },
                    "ordering": "strikt",
                    "queueCapacity": 0,
                    "startFrom": "yesterday",
                    "after": ["orders"]
                  }
                }
                """))
        .isEqualTo(
            """
            orders.json has 7 faults:
              orders.json:5:32: $.delivery.retry.initialDelay: 2m is longer than maxDelay; allowed: 1ms to 1m
              orders.json:5:71: $.delivery.retry.maxAttempts: found -1; allowed: a whole number from 0 to 1,000,000
              orders.json:6:26: $.delivery.disable.over: found 5; allowed: a duration such as 500ms, 30s or 5m, from 0ms to 30d (write it with its unit, such as "30s")
              orders.json:7:17: $.delivery.ordering: found "strikt"; allowed: strict, key, none (did you mean "strict"?)
              orders.json:8:22: $.delivery.queueCapacity: found 0; allowed: a whole number from 1 to 1,000,000; for users at most 1,024
              orders.json:9:18: $.delivery.startFrom: found "yesterday"; allowed: resume, now, beginning or a time such as 2026-11-01T00:00:00Z
              orders.json:10:15: $.delivery.after[0]: found the emitter's own id "orders"; name other emitters\
            """);
  }

  @Test
  void tellsNothingMoreOfADelayThatIsRefused() {
    for (String delay : new String[] {"soon", "2d"}) {
      assertThat(refusal(retrying("\"initialDelay\": \"" + delay + "\", \"maxDelay\": \"100ms\"")))
          .startsWith("orders.json has 1 fault:")
          .contains("$.delivery.retry.initialDelay: found \"" + delay + "\"; allowed: a duration");
    }
    assertThat(refusal(retrying("\"initialDelay\": \"2m\", \"maxDelay\": \"soon\"")))
        .startsWith("orders.json has 1 fault:")
        .contains("$.delivery.retry.maxDelay: found \"soon\"");
  }

  private static String retrying(String members) {
    return "{\"type\": \"Disk\", \"parameters\": {\"path\": \"a\"}, \"delivery\": {\"retry\": {"
        + members
        + "}}}";
  }

  @Test
  void namesAMissingIdentityAndPlaceholder() {
    assertThat(
            refusal(
                """
                {
                  "type": "Hook",
                  "identityRef": "patner",
                  "parameters": {
                    "url": "${env:SHOP_URL}",
                    "secret": "${file:no-such-file}",
                    "subject": "${user}"
                  }
                }
                """))
        .isEqualTo(
            """
            orders.json has 4 faults:
              orders.json:3:18: $.identityRef: found "patner", which is no identity; known are partner (did you mean "partner"?)
              orders.json:5:12: $.parameters.url: the environment variable "SHOP_URL" is not set; set it
              orders.json:6:15: $.parameters.secret: the file "no-such-file" does not exist
              orders.json:7:16: $.parameters.subject: found the placeholder "${user}"; allowed are ${env:NAME} and ${file:PATH}, and $${ for a plain ${\
            """);
  }

  @Test
  void refusesATypeThatUsersMustNotHave() {
    assertThat(
            refusal(
                """
                {
                  "type": "Disk",
                  "owner": "ann@shop.example",
                  "parameters": { "path": "orders.log" }
                }
                """))
        .isEqualTo(
            """
            orders.json has 1 fault:
              orders.json:2:11: $.type: Disk is for system emitters only, and this emitter has an owner: it reaches what users must not (take another type)\
            """);
  }

  @Test
  void refusesWhatIsNoObject() {
    assertThat(refusal("[]"))
        .isEqualTo(
            """
            orders.json has 1 fault:
              orders.json:1:1: $: found an empty array; an object is expected\
            """);
  }
}
