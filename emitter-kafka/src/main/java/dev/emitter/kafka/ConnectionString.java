package dev.emitter.kafka;

import dev.emitter.definition.Identity;
import dev.emitter.problem.EmitterException;
import dev.emitter.problem.Problems;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a connection string of an event hub leads, {@code Endpoint=sb://HOST/;SharedAccessKeyName=
 * ..;SharedAccessKey=..;EntityPath=HUB}; the key is not kept. Immutable.
 *
 * @param brokers the host, at the port of the Kafka endpoint unless it names another
 * @param topic the event hub
 */
record ConnectionString(String brokers, String topic) {

  /** The user whose password a connection string is. */
  static final String USER = "$ConnectionString";

  private static final String PATH = "$.identityRef";
  private static final String WHERE =
      "copy the connection string of the eventstream's custom endpoint whole, as its page shows it"
          + " under Event Hub or Kafka";
  private static final int KAFKA_PORT = 9093;
  private static final Pattern ENDPOINT =
      Pattern.compile("sb://([A-Za-z0-9][A-Za-z0-9.-]*)(:[0-9]{1,5})?/?");

  /**
   * Reads the connection string that an identity has as its password; adds what is wrong with it,
   * without a part of it that could be secret, and returns null then.
   */
  static @Nullable ConnectionString of(@Nullable Identity identity, Problems problems) {
    if (identity == null) {
      return null; // told elsewhere
    }
    if (!(identity instanceof Identity.Basic basic) || !basic.user().equals(USER)) {
      problems.add(
          PATH,
          "is not one with a connection string, out of which this preset takes brokers and topic",
          "name a basic identity: user "
              + USER
              + ", the connection string as password; with another login take preset event-hubs,"
              + " brokers and topic");
      return null;
    }
    try {
      return read(basic.password().reveal(), problems);
    } catch (EmitterException e) {
      problems.add(PATH, String.valueOf(e.getMessage()));
      return null;
    }
  }

  private static @Nullable ConnectionString read(String text, Problems problems) {
    if (!text.equals(text.strip())) {
      return fault(problems, "its connection string begins or ends with a blank", "remove it");
    }
    Map<String, String> parts = parts(text);
    Matcher endpoint = ENDPOINT.matcher(parts.getOrDefault("endpoint", ""));
    if (!endpoint.matches()) {
      return fault(problems, "its connection string has no Endpoint=sb://HOST/", WHERE);
    }
    if (isMissing(parts, "sharedaccesskeyname") || isMissing(parts, "sharedaccesskey")) {
      return fault(
          problems,
          "its connection string has no SharedAccessKeyName, or no SharedAccessKey",
          WHERE);
    }
    String topic = parts.getOrDefault("entitypath", "");
    if (topic.isEmpty()) {
      return fault(
          problems,
          "its connection string has no EntityPath: it is that of a namespace, which does not say"
              + " to which event hub records go",
          WHERE + "; for an event hub of a namespace take preset event-hubs, brokers and topic");
    }
    String port = endpoint.group(2);
    return new ConnectionString(
        endpoint.group(1) + (port == null ? ":" + KAFKA_PORT : port), topic);
  }

  private static @Nullable ConnectionString fault(Problems problems, String fault, String hint) {
    problems.add(PATH, fault, hint);
    return null;
  }

  private static boolean isMissing(Map<String, String> parts, String name) {
    return parts.getOrDefault(name, "").isEmpty();
  }

  /** Returns the parts by name in small letters; the key may have '=' in it. */
  private static Map<String, String> parts(String text) {
    Map<String, String> parts = new HashMap<>();
    for (String part : text.split(";", -1)) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        parts.putIfAbsent(
            part.substring(0, equals).strip().toLowerCase(Locale.ROOT),
            part.substring(equals + 1).strip());
      }
    }
    return parts;
  }
}
