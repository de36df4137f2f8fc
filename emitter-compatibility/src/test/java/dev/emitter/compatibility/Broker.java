package dev.emitter.compatibility;

import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A broker of the newest version in a JVM of its own, whatever the versions of these tests. */
final class Broker implements AutoCloseable {

  private final Process process;
  private final Properties told;

  private Broker(Process process, Properties told) {
    this.process = process;
    this.told = told;
  }

  /** Starts a broker that keeps its keys in a folder. */
  static Broker start(Path folder) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classpath(),
                "dev.emitter.kafka.BrokerProcess",
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      requireReady(process);
    } catch (Exception e) {
      process.destroyForcibly();
      throw e;
    }
    Properties told = new Properties();
    try (Reader in = Files.newBufferedReader(folder.resolve("broker.properties"))) {
      told.load(in);
    }
    return new Broker(process, told);
  }

  private static void requireReady(Process process) throws Exception {
    String line = CompletableFuture.supplyAsync(() -> firstLine(process)).get(5, TimeUnit.MINUTES);
    if (!"ready".equals(line)) {
      throw new IOException("the broker did not start: " + line);
    }
  }

  private static String firstLine(Process process) {
    try {
      return String.valueOf(process.inputReader().readLine());
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static String classpath() throws IOException {
    Path root = Path.of(System.getProperty("project.root"));
    String libraries =
        Files.readString(root.resolve("emitter-compatibility/target/broker.classpath"));
    return String.join(
        File.pathSeparator,
        List.of(root.resolve("emitter-kafka/target/test-classes").toString(), libraries.strip()));
  }

  /** Returns host and port without security. */
  String plaintext() {
    return told("plaintext");
  }

  /** Returns host and port of the listener with TLS that asks for a password. */
  String secure() {
    return told("secure");
  }

  String user() {
    return told("user");
  }

  String password() {
    return told("password");
  }

  /** Returns the certificate in PEM that vouches for it. */
  String authority() {
    return told("authority");
  }

  private String told(String name) {
    return Objects.requireNonNull(told.getProperty(name), name);
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    process.onExit().orTimeout(30, TimeUnit.SECONDS).exceptionally(late -> end()).join();
  }

  private Process end() {
    return process.destroyForcibly();
  }
}
