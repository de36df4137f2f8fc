package dev.emitter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * One folder of data, used by several processes one after the other, each of which is killed, and
 * by one now and then that is not: whatever was acknowledged must have arrived everywhere, in
 * order.
 */
final class KillRound {

  /** More than a process can publish in its time. */
  private static final int A_MILLISECOND = 40;

  private static final int FEWEST = 2_000;

  /** A machine may have other work. */
  private static final int LONGEST_WAIT = 600;

  private final Shell shell;
  private final Launcher launcher;
  private final String padding;
  private int lives;

  /** Begins in a folder; every event carries as many characters of padding. */
  KillRound(Path folder, Launcher launcher, int padding) {
    this.shell = emitters(folder);
    this.launcher = launcher;
    this.padding = padding == 0 ? "" : ",\"padding\":\"" + "x".repeat(padding) + "\"";
  }

  /** Lets an emitter store events as well, each of them once. */
  KillRound withAudit() {
    shell.write(
        "emitters/" + AuditCopy.EMITTER + ".json",
        "{\"type\": \"Audit\", \"owner\": \"" + AuditCopy.OWNER + "\", \"topics\": [[\"a\"]]}");
    return this;
  }

  /** Returns a launcher that has seen what a round does. */
  static Launcher rehearsed(Path folder) throws IOException, InterruptedException {
    Shell shell = emitters(folder.resolve("rehearsal"));
    Path events = writeEvents(shell.path("events.ndjson"), 0, 100, "");
    return Launcher.rehearsed(folder.resolve("classes"), shell, events);
  }

  private static Shell emitters(Path folder) {
    Shell shell = new Shell(folder);
    shell.writeFileEmitter("all", "");
    shell.writeFileEmitter("some", "\"filter\": \"modulo(n, " + Arrivals.SOME + ") = 0\",");
    shell.write(
        "emitters/slow.json",
        "{\"type\": \"File\", \"parameters\": {\"path\": \"@/slow.log\", \"fsync\": \"batch\"}}");
    return shell;
  }

  private static Path writeEvents(Path file, int life, int count, String padding)
      throws IOException {
    try (BufferedWriter lines = Files.newBufferedWriter(file)) {
      for (int n = 0; n < count; n++) {
        lines
            .append("{\"topic\":[\"a\"],\"event\":{\"specversion\":\"1.0\",\"id\":\"")
            .append(Integer.toString(life))
            .append('-')
            .append(Integer.toString(n))
            .append("\",\"source\":\"urn:t\",\"type\":\"t\",\"data\":{\"n\":")
            .append(Integer.toString(n))
            .append(padding)
            .append("}}}\n");
      }
    }
    return file;
  }

  /** Lets a process publish, and kills it some time after it began, or had its first event. */
  void kill(int afterMillis, boolean atWork) throws IOException, InterruptedException {
    int enough = Math.min(Arrivals.A_LIFE, FEWEST + afterMillis * A_MILLISECOND);
    Path events = writeEvents(shell.path("events.ndjson"), lives++, enough, padding);
    long before = acknowledged();
    Process process = launcher.run(shell, "killed", events);
    try {
      while (atWork && process.isAlive() && acknowledged() == before) {
        process.waitFor(2, TimeUnit.MILLISECONDS);
      }
      process.waitFor(afterMillis, TimeUnit.MILLISECONDS);
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.waitFor(LONGEST_WAIT, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(shell.lines("killed.txt").toString()).isIn(0, 137);
    Files.delete(events);
  }

  /** Lets a process publish until it ends, and returns its exit status. */
  int run(Launcher program, int count, String... options) throws IOException, InterruptedException {
    Path events = writeEvents(shell.path("events.ndjson"), lives++, count, padding);
    return toEnd(program.run(shell, "run", events, options));
  }

  private static int toEnd(Process process) throws InterruptedException {
    try {
      assertThat(process.waitFor(LONGEST_WAIT, TimeUnit.SECONDS)).as("ends").isTrue();
    } finally {
      process.destroyForcibly();
    }
    return process.exitValue();
  }

  private long acknowledged() throws IOException {
    Path acks = shell.path("acks.txt");
    return Files.exists(acks) ? Files.size(acks) : 0;
  }

  /** Delivers what is left in a process that is not killed, and checks all that has arrived. */
  Arrivals verify() throws IOException, InterruptedException {
    Path nothing = Files.writeString(shell.path("nothing.ndjson"), "");
    int status = toEnd(launcher.run(shell, "last", nothing, "--drain", "60s"));
    assertThat(status).as(shell.lines("last.txt").toString()).isZero();
    if (Files.exists(shell.path("emitters/" + AuditCopy.EMITTER + ".json"))) {
      AuditCopy.check(shell);
    }
    return Arrivals.check(shell);
  }
}
