package dev.emitter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.emitter.channel.DeliveryResult;
import dev.emitter.cli.Shell.Result;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What only a process of its own can show. */
@Timeout(240)
final class ProcessTest {

  @TempDir Path folder = Path.of("");
  private Shell shell = new Shell(folder);
  private @Nullable Process process;

  @BeforeEach
  void openShell() {
    shell = new Shell(folder);
  }

  @AfterEach
  void leaveNoProcessBehind() {
    if (process != null) {
      process.destroyForcibly();
    }
  }

  private Process start(String... args) throws IOException {
    Process started = builder(args).start();
    process = started;
    return started;
  }

  private ProcessBuilder builder(String... args) {
    return JavaProcess.in(folder, args);
  }

  private static void send(Process to, String line) throws IOException {
    to.getOutputStream().write(line.getBytes(StandardCharsets.UTF_8));
    to.getOutputStream().flush();
  }

  @Test
  @Tag("R1")
  void sigtermDrainsAndGivesTheStatusOfTheWork() throws Exception {
    shell.writeFileEmitter("all", "");
    Process run = start("run", "--follow", "--emitters", "emitters", "--report", "report.json");
    assumeTrue(run.supportsNormalTermination(), "this system cannot ask a process to end");
    send(run, Shell.line("a", "1") + Shell.line("a", "2"));
    await().atMost(60, TimeUnit.SECONDS).until(() -> shell.lines("all.log").size() == 2);
    run.destroy();
    assertThat(run.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(run.exitValue()).isZero();
    assertThat(folder.resolve("report.json")).content().contains("\"published\":2");
    assertThat(folder.resolve("err.txt")).content().contains("published 2 events, 0 bad lines");
  }

  /** It once ended with 0 and no word. */
  @Test
  @Tag("R2")
  void sigtermBeforeTheInputEndsGivesThree() throws Exception {
    shell.writeFileEmitter("all", "");
    Process run = start("run", "--emitters", "emitters");
    assumeTrue(run.supportsNormalTermination(), "this system cannot ask a process to end");
    send(run, Shell.line("a", "1"));
    await().atMost(60, TimeUnit.SECONDS).until(() -> shell.lines("all.log").size() == 1);
    run.toHandle().destroy(); // unlike that of the process, it leaves the input open
    assertThat(run.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(run.exitValue()).isEqualTo(ExitStatus.UNDELIVERED);
    assertThat(folder.resolve("err.txt"))
        .content()
        .contains("stopped at standard input:1; the rest was not published");
  }

  /** It once went on reading for ever. */
  @Test
  @Tag("R2")
  void sigtermEndsACommandThatOnlyReads() throws Exception {
    Path pipe = folder.resolve("pipe");
    assumeTrue(makesPipe(pipe), "this system makes no named pipes");
    Process propose = start("propose", pipe.toString());
    assumeTrue(propose.supportsNormalTermination(), "this system cannot ask a process to end");
    try (OutputStream open = new FileOutputStream(pipe.toFile())) { // waits for its reader
      open.write('{');
      open.flush();
      propose.destroy();
      assertThat(propose.waitFor(120, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(propose.exitValue()).isNotZero();
  }

  private static boolean makesPipe(Path pipe) throws InterruptedException {
    try {
      return new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  @Tag("C4")
  void aReaderThatGoesAwayEndsTheRunWithoutAStackTrace() throws Exception {
    shell.write("emitters/console.json", "{\"type\": \"Console\"}");
    Process run = start("run", "--emitters", "emitters");
    send(run, Shell.line("a", "1"));
    assertThat(run.getInputStream().read()).isEqualTo('{');
    run.getInputStream().close();
    for (int i = 0; i < 1000; i++) {
      send(run, Shell.line("a", "more"));
    }
    run.getOutputStream().close();
    assertThat(run.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(run.exitValue()).isEqualTo(ExitStatus.UNDELIVERED);
    assertThat(folder.resolve("err.txt"))
        .content()
        .contains("console  Console  disabled by emitter run")
        .doesNotContain("\tat ");
  }

  @Test
  @Tag("R1")
  void anEmitterThatOnlyRetriesNeitherFillsTheHeapNorKeepsTheOthersWaiting() throws Exception {
    assumeTrue(Files.exists(Path.of("/dev/full")), "this system has no device that is always full");
    shell.write(
        "emitters/full.json", "{\"type\":\"File\",\"parameters\":{\"path\":\"/dev/full\"}}");
    shell.writeFileEmitter("good", "");
    String data = "\"" + "x".repeat(4_500) + "\"";
    Process run = start("run", "--emitters", "emitters", "--drain", "3s");
    for (int i = 0; i < 10_000; i++) {
      send(run, Shell.line("a", Integer.toString(i)).replace("\"data\":1", "\"data\":" + data));
    }
    run.getOutputStream().close();
    assertThat(run.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(run.exitValue()).isEqualTo(ExitStatus.UNDELIVERED);
    assertThat(folder.resolve("err.txt"))
        .content()
        .contains("nothing was delivered for 3s")
        .contains("full  File  disabled")
        .contains("dropped for disabled emitters");
    assertThat(shell.lines("good.log")).hasSize(10_000);
  }

  /** As {@code log list | head} does. */
  @Test
  @Tag("R4")
  void aReaderThatHasEnoughOfAListEndsItQuietly() throws Exception {
    shell.writeFileEmitter("all", "");
    Leftovers.leave(
        shell.path("data"), shell.path("emitters"), 1_500, DeliveryResult.rejected("unwanted"));
    for (String[] command :
        new String[][] {
          {"log", "list", "--data", "data", "--emitters", "emitters"},
          {"log", "attempts", "--data", "data", "--limit", "100000"}
        }) {
      Process list = start(command);
      assertThat(list.getInputStream().read()).isPositive();
      list.getInputStream().close();
      assertThat(list.waitFor(120, TimeUnit.SECONDS)).isTrue();
      assertThat(folder.resolve("err.txt")).isEmptyFile();
      assertThat(list.exitValue()).isZero();
    }
  }

  @Test
  @Tag("R4")
  void aFullDiskIsStillToldByAList() throws Exception {
    assumeTrue(Files.exists(Path.of("/dev/full")), "this system has no device that is always full");
    shell.writeFileEmitter("all", "");
    Leftovers.leave(
        shell.path("data"), shell.path("emitters"), 3, DeliveryResult.rejected("unwanted"));
    Process list =
        builder("log", "list", "--data", "data", "--emitters", "emitters")
            .redirectOutput(new File("/dev/full"))
            .start();
    process = list;
    assertThat(list.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(list.exitValue()).isEqualTo(ExitStatus.FAULT);
    assertThat(folder.resolve("err.txt")).content().contains(Streams.OUT_FAULT);
  }

  /** Root may write anywhere but on a mount that is read alone, which it may make. */
  @Test
  @Tag("R4")
  void aFolderThatCannotBeWrittenIsLookedInto() throws Exception {
    shell.writeFileEmitter("all", "");
    Leftovers.leave(
        shell.path("data"), shell.path("emitters"), 3, DeliveryResult.rejected("unwanted"));
    String mount =
        "mount --bind data data && mount -o remount,ro,bind data && ! touch data/x 2>/dev/null";
    assumeTrue(
        new ProcessBuilder("unshare", "-m", "sh", "-c", mount)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start()
                .waitFor()
            == 0,
        "this user may not mount a folder to be read alone");
    for (String command :
        List.of(
            "log list --data data --emitters emitters",
            "log show --data data 2",
            "log attempts --data data")) {
      List<String> java = builder(command.split(" ", -1)).command();
      List<String> line = new ArrayList<>(List.of("unshare", "-m", "sh", "-c"));
      line.add(mount + " && exec \"$@\"");
      line.add("sh");
      line.addAll(java);
      Process looking =
          new ProcessBuilder(line)
              .redirectError(folder.resolve("err.txt").toFile())
              .directory(folder.toFile())
              .start();
      process = looking;
      String out = new String(looking.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(looking.waitFor()).as(command + shell.lines("err.txt")).isZero();
      assertThat(out).as(command).contains("2");
      assertThat(shell.lines("err.txt")).as(command).isEmpty();
    }
  }

  /** Relative paths of files start where the run was started. */
  @Test
  @Tag("R4")
  void whatIsSentAgainGoesToTheFileOfTheRun() throws Exception {
    shell.write(
        "emitters/all.json", "{\"type\": \"File\", \"parameters\": {\"path\": \"out/all.log\"}}");
    shell.write("events.ndjson", Shell.line("a", "1"));
    Process run = start("run", "--data", "data", "--emitters", "emitters", "events.ndjson");
    assertThat(run.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(run.exitValue()).as(shell.lines("err.txt").toString()).isZero();
    assertThat(shell.lines("out/all.log")).hasSize(1);
    Result again = shell.log("resubmit", "--emitter", "all", "--all");
    assertThat(again.status()).as(again.err()).isZero();
    assertThat(shell.lines("out/all.log")).hasSize(2);
    assertThat(Path.of("out/all.log")).doesNotExist();
  }
}
