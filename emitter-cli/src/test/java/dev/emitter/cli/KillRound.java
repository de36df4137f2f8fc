package dev.emitter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.emitter.cli.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;

/**
 * One folder of data, used by several processes one after the other, each of which is killed, and
 * by a last one that is not: whatever was acknowledged must have arrived everywhere, in order.
 */
final class KillRound {

  /** Enough for a process to be at work for as long as it may live. */
  private static final int EVENTS = 20_000;

  private static final int SOME = 3;

  private final Shell shell;
  private final Path folder;
  private int lives;

  KillRound(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.shell = new Shell(folder);
    shell.writeFileEmitter("all", "");
    shell.writeFileEmitter("some", "\"filter\": \"modulo(n, " + SOME + ") = 0\",");
    shell.write(
        "emitters/slow.json",
        "{\"type\": \"File\", \"parameters\": {\"path\": \"@/slow.log\", \"fsync\": \"batch\"}}");
  }

  /** Lets a process publish, and kills it some time after it began, or had its first event. */
  void kill(int afterMillis, boolean atWork) throws IOException, InterruptedException {
    Path events = writeEvents(lives++);
    long before = acknowledged();
    Process process = start(events);
    while (atWork && process.isAlive() && acknowledged() == before) {
      process.waitFor(2, TimeUnit.MILLISECONDS);
    }
    process.waitFor(afterMillis, TimeUnit.MILLISECONDS);
    process.destroyForcibly();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(shell.lines("err.txt").toString()).isIn(0, 137);
    Files.delete(events);
  }

  private long acknowledged() throws IOException {
    Path acks = folder.resolve("acks.txt");
    return Files.exists(acks) ? Files.size(acks) : 0;
  }

  private Path writeEvents(int life) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int n = 0; n < EVENTS; n++) {
      lines
          .append("{\"topic\":[\"a\"],\"event\":{\"specversion\":\"1.0\",\"id\":\"")
          .append(life)
          .append('-')
          .append(n)
          .append("\",\"source\":\"urn:t\",\"type\":\"t\",\"data\":{\"n\":")
          .append(n)
          .append("}}}\n");
    }
    return Files.writeString(folder.resolve("events.ndjson"), lines);
  }

  private Process start(Path events) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "run",
            "--emitters",
            "emitters",
            "--data",
            "data",
            "--acks",
            "acks.txt",
            events.toString());
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectError(folder.resolve("err.txt").toFile())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** Delivers what is left, and returns how many events were acknowledged. */
  int verify() throws IOException {
    Result last =
        shell.publish(
            null,
            "--data",
            folder.resolve("data").toString(),
            "--acks",
            folder.resolve("acks.txt").toString(),
            "--drain",
            "60s");
    assertThat(last.status()).as(last.err()).isZero();
    List<String> acked = shell.lines("acks.txt");
    assertThat(acked).doesNotHaveDuplicates();
    verify("all.log", acked, n -> true);
    verify("slow.log", acked, n -> true);
    verify("some.log", acked, n -> n % SOME == 0);
    return acked.size();
  }

  private void verify(String file, List<String> acked, IntPredicate selected) throws IOException {
    Set<String> arrived = new LinkedHashSet<>();
    for (String line : shell.lines(file)) {
      arrived.add(id(file, line));
    }
    List<String> expected = acked.stream().filter(id -> selected.test(number(id))).toList();
    Set<String> wanted = new LinkedHashSet<>(expected);
    List<String> found = arrived.stream().filter(wanted::contains).toList();
    assertThat(found).as("%s: acknowledged, in order", file).isEqualTo(expected);
    assertThat(arrived).allMatch(id -> selected.test(number(id)));
    assertInOrder(file, List.copyOf(arrived));
  }

  private static String id(String file, String line) throws IOException {
    try {
      JsonNode event = new ObjectMapper().readTree(line);
      return event.path("id").asText();
    } catch (IOException e) {
      throw new IOException(file + " has a line that is no event: " + line, e);
    }
  }

  /** Also what was published but not acknowledged is in order. */
  private static void assertInOrder(String file, List<String> ids) {
    List<Long> places = new ArrayList<>();
    ids.forEach(id -> places.add((long) life(id) * EVENTS + number(id)));
    assertThat(places).as(file).isSorted();
  }

  private static int life(String id) {
    return Integer.parseInt(id.substring(0, id.indexOf('-')));
  }

  private static int number(String id) {
    return Integer.parseInt(id.substring(id.indexOf('-') + 1));
  }
}
