package dev.emitter.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Which versions a set has: the page about them says what the tests of the set ran with. */
final class VersionsTest {

  private static final Pattern VERSION = Pattern.compile("-(\\d[^/]*)\\.jar$");

  /** What is on the page, by the head of its column, and a class of each. */
  private static Map<String, String> columns() {
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("httpclient5", "org.apache.hc.client5.http.impl.async.HttpAsyncClients");
    columns.put("httpcore5", "org.apache.hc.core5.http.HttpHost");
    columns.put("Jackson", "com.fasterxml.jackson.databind.ObjectMapper");
    columns.put("kafka-clients", "org.apache.kafka.clients.producer.KafkaProducer");
    columns.put("Micrometer", "io.micrometer.core.instrument.MeterRegistry");
    columns.put("OpenTelemetry", "io.opentelemetry.api.OpenTelemetry");
    columns.put("SLF4J", "org.slf4j.Logger");
    columns.put("JUnit", "org.junit.jupiter.api.Test");
    columns.put("AssertJ", "org.assertj.core.api.Assertions");
    return columns;
  }

  @Test
  void areThoseOfThePage() throws Exception {
    StringBuilder head = new StringBuilder("| with |");
    StringBuilder row = new StringBuilder("| " + System.getProperty("compatibility.set") + " |");
    for (Map.Entry<String, String> column : columns().entrySet()) {
      head.append(' ').append(column.getKey()).append(" |");
      row.append(' ').append(version(Class.forName(column.getValue()))).append(" |");
    }
    System.out.println(head + "\n" + row);
    Path page = Path.of(System.getProperty("project.root"), "docs", "compatibility.md");
    assertThat(Files.readAllLines(page)).contains(head.toString(), row.toString());
  }

  static String version(Class<?> one) {
    String jar = one.getProtectionDomain().getCodeSource().getLocation().getPath();
    Matcher version = VERSION.matcher(jar);
    assertThat(version.find()).as(jar).isTrue();
    return version.group(1);
  }
}
