package dev.emitter.kafka;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/** What the Kafka clients on the class path cannot do on the Java that runs them. */
final class ClientVersion {

  private static final Pattern APACHE =
      Pattern.compile("([0-9]{1,4})\\.([0-9]{1,4})\\.([0-9]{1,4})");

  /** The first whose logins do without {@code Subject.getSubject} (KAFKA-17078). */
  private static final int[] FIRST_WITHOUT_SUBJECT = {3, 9, 1};

  /** The first Java whose {@code Subject.getSubject} always throws (JEP 486). */
  private static final int JAVA_WITHOUT_SUBJECT = 24;

  private ClientVersion() {}

  /** Returns why no identity can be used here, or null if one can, as far as is known. */
  static @Nullable String loginFault() {
    return loginFault(version(), Runtime.version().feature());
  }

  /** Returns what the clients say of themselves; their class that reads it moves about. */
  static String version() {
    Properties about = new Properties();
    try (InputStream in = Producer.class.getResourceAsStream("/kafka/kafka-version.properties")) {
      if (in != null) {
        about.load(in);
      }
    } catch (IOException e) {
      return "unknown"; // as where the clients were packed anew, without it
    }
    return about.getProperty("version", "unknown");
  }

  /**
   * Returns why these clients cannot log in on this Java, or null if they can, or if their version
   * is not one of Apache Kafka.
   */
  static @Nullable String loginFault(String clients, int java) {
    Matcher version = APACHE.matcher(clients);
    return java >= JAVA_WITHOUT_SUBJECT && version.matches() && isBefore(version)
        ? "cannot be used: kafka-clients " + clients + " cannot log in on Java " + java
        : null;
  }

  private static boolean isBefore(Matcher version) {
    for (int i = 0; i < FIRST_WITHOUT_SUBJECT.length; i++) {
      int part = Integer.parseInt(version.group(i + 1));
      if (part != FIRST_WITHOUT_SUBJECT[i]) {
        return part < FIRST_WITHOUT_SUBJECT[i];
      }
    }
    return false;
  }
}
