package dev.emitter.lab;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A real broker of Kafka in a JVM of its own, which outlives the processes that are killed. */
final class BrokerForKills implements AutoCloseable {

  private static final String SERVER = "kafka.server.KafkaRaftServer";

  private final Process process;
  private final BufferedReader answers;
  private final Writer asked;
  private final String address;

  private BrokerForKills(Process process) throws IOException {
    this.process = process;
    this.answers = process.inputReader();
    this.asked = process.outputWriter();
    this.address = answer();
  }

  /** Returns whether there is a broker on the class path; the build puts it there. */
  static boolean isPossible() {
    try {
      Class.forName(SERVER, false, BrokerForKills.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  static BrokerForKills start(Path folder) throws IOException {
    String root = System.getProperty("project.root", "..");
    String tests =
        System.getProperty("kafka.testClasses", root + "/emitter-kafka/target/test-classes");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                tests + File.pathSeparator + System.getProperty("java.class.path"),
                "dev.emitter.kafka.AskedBroker",
                Files.createDirectories(folder).toString())
            .redirectError(folder.resolve("errors.txt").toFile())
            .start();
    try {
      return new BrokerForKills(process);
    } catch (IOException | RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  /** Returns its host and port. */
  String address() {
    return address;
  }

  void makeTopic(String name) throws IOException {
    ask("topic " + name);
  }

  void makeTopic(String name, int partitions) throws IOException {
    ask("topic " + name + " " + partitions);
  }

  /**
   * A record of a topic.
   *
   * @param partition where it is
   */
  record Kept(int partition, String key, String value) {}

  /** Returns all records of a topic, partition after partition. */
  List<Kept> records(String topic) throws IOException {
    return Arrays.stream(ask("records " + topic).split(" "))
        .filter(record -> !record.isEmpty())
        .map(record -> record.split(":", -1))
        .map(parts -> new Kept(Integer.parseInt(parts[0]), decoded(parts[1]), decoded(parts[2])))
        .toList();
  }

  private static String decoded(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }

  /** Returns how many records a topic has, those of transactions included. */
  long end(String topic) throws IOException {
    return Long.parseLong(ask("end " + topic));
  }

  /** Returns the numbers of the events that a reader sees who wants only what was committed. */
  List<Integer> committed(String topic) throws IOException {
    return Arrays.stream(ask("committed " + topic).split(" "))
        .filter(id -> !id.isEmpty())
        .map(WrittenEvents::number)
        .toList();
  }

  private String ask(String line) throws IOException {
    asked.write(line + "\n");
    asked.flush();
    return answer();
  }

  private String answer() {
    String line =
        CompletableFuture.supplyAsync(this::readLine).orTimeout(3, TimeUnit.MINUTES).join();
    if (line.isEmpty() && !process.isAlive()) {
      throw new IllegalStateException("the broker has ended");
    }
    return line;
  }

  private String readLine() {
    try {
      String line = answers.readLine();
      return line == null ? "" : line;
    } catch (IOException e) {
      return "";
    }
  }

  @Override
  public void close() throws IOException {
    asked.close();
    process.onExit().orTimeout(60, TimeUnit.SECONDS).exceptionally(late -> end()).join();
  }

  private Process end() {
    return process.destroyForcibly();
  }
}
