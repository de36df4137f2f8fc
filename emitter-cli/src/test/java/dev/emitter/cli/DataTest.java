package dev.emitter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.emitter.channel.DeliveryResult;
import dev.emitter.cli.Shell.Result;
import dev.emitter.log.disk.DiskEventLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a run with {@code --data} leaves to the next one. */
@Tag("R2")
@Timeout(240)
final class DataTest {

  @TempDir Path folder = Path.of("");
  private Shell shell = new Shell(folder);

  @BeforeEach
  void openShell() {
    shell = new Shell(folder);
    shell.writeFileEmitter("all", "");
    shell.write("events.ndjson", Shell.line("a", "1") + Shell.line("a", "2"));
  }

  private Result run(@Nullable String events, String... more) {
    List<String> options = new ArrayList<>(List.of("--data", shell.path("data").toString()));
    options.addAll(List.of(more));
    return shell.publish(events, options.toArray(String[]::new));
  }

  @Test
  void aRunWithoutInputDeliversWhatTheOneBeforeHasLeft() throws IOException {
    Path blocked = Files.createDirectories(shell.path("all.log"));
    assertThat(run("events.ndjson", "--drain", "300ms").status()).isEqualTo(ExitStatus.UNDELIVERED);
    Files.delete(blocked);
    assertThat(run(null).status()).isZero();
    assertThat(shell.lines("all.log")).hasSize(2);
  }

  @Test
  void whatWasDeliveredIsNotDeliveredAgain() {
    assertThat(run("events.ndjson").status()).isZero();
    Result second = run(null);
    assertThat(second.status()).isZero();
    assertThat(second.err()).contains("published 0 events");
    assertThat(shell.lines("all.log")).hasSize(2);
  }

  @Test
  void aTerminalWithoutInputIsNotReadFrom() {
    run("events.ndjson");
    Terminal typing = new Terminal(false, false, true, 0);
    shell.input("nobody waits for this");
    Result result = shell.on(typing).publish(null, "--data", shell.path("data").toString());
    assertThat(result.status()).as(result.err()).isZero();
  }

  private void leave(int events, DeliveryResult answer) {
    Leftovers.leave(shell.path("data"), shell.path("emitters"), events, answer);
  }

  @Test
  @Tag("R3")
  void anEmitterThatWasDisabledStaysSoAndTheTableSaysWhy() {
    leave(2, DeliveryResult.disable("the receiver is gone"));
    Result result = run(null);
    assertThat(result.status()).isEqualTo(ExitStatus.UNDELIVERED);
    assertThat(result.err()).containsPattern("all +File +disabled.*the receiver is gone");
    assertThat(shell.lines("all.log")).isEmpty();
  }

  @Test
  @Tag("R3")
  void anEmitterThatIsEnabledDeliversItsBacklogInOrder() {
    leave(3, DeliveryResult.disable("the receiver is gone"));
    Result result = run(null, "--enable", "all");
    assertThat(result.status()).as(result.err()).isZero();
    assertThat(shell.lines("all.log")).hasSize(3);
    assertThat(shell.lines("all.log").get(0)).contains("\"id\":\"1\"");
    assertThat(run(null).status()).isZero();
  }

  @Test
  @Tag("R3")
  void anEmitterWhoseFileWasChangedIsTriedAnew() {
    leave(2, DeliveryResult.disable("the receiver is gone"));
    shell.writeFileEmitter("all", "\"messages\": [\"odd\", \"even\"],");
    assertThat(run(null).status()).isZero();
    assertThat(shell.lines("all.log")).hasSize(2);
  }

  @Test
  @Tag("R3")
  void anEmitterWhoseFileWasRenamedIsNamedAndKeepsItsBacklog() throws IOException {
    leave(2, DeliveryResult.disable("the receiver is gone"));
    Path file = shell.path("emitters").resolve("all.json");
    Path renamed = file.resolveSibling("every.json");
    Files.move(file, renamed);
    assertThat(run(null).err()).contains("emitter \"all\" is in this folder of data but in no");
    Files.move(renamed, file);
    Result back = run(null, "--enable", "all");
    assertThat(back.err()).doesNotContain("\"all\" is in this folder");
    assertThat(shell.lines("all.log")).hasSize(2);
  }

  @Test
  @Tag("D6")
  void whatCannotBeEnabledIsAFaultBeforeAnythingIsPublished() {
    shell.writeFileEmitter("off", "\"enabled\": false,");
    Result result = run("events.ndjson", "--enable", "al", "--enable", "off");
    assertThat(result.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(result.err())
        .contains("there is no emitter \"al\"; did you mean \"all\"?")
        .contains("enable = off: its file says \"enabled\": false");
    assertThat(shell.lines("all.log")).isEmpty();
  }

  @Test
  void parkedEventsGiveThreeUntilTheyAreDealtWith() {
    leave(2, DeliveryResult.rejected("unwanted"));
    Result result = run(null);
    assertThat(result.status()).isEqualTo(ExitStatus.UNDELIVERED);
    String[] options = {"--data", shell.path("data").toString()};
    shell.log("discard", "--emitter", "all", "--all-parked");
    assertThat(shell.publish(null, options).status()).isZero();
  }

  @Test
  @Tag("D6")
  void aFolderInUseIsAFaultThatNamesTheProcess() {
    try (DiskEventLog owner = DiskEventLog.open(shell.path("data"))) {
      Result result = run("events.ndjson");
      assertThat(owner.end()).isEqualTo(owner.start());
      assertThat(result.status()).isEqualTo(ExitStatus.FAULT);
      assertThat(result.messages()).hasSize(1);
      assertThat(result.err())
          .startsWith("data = ")
          .contains(" belongs to ")
          .contains("pid " + ProcessHandle.current().pid());
    }
  }

  @Test
  @Tag("D6")
  void aFileInPlaceOfTheFolderIsAFault() {
    shell.write("data", "x");
    Result result = run("events.ndjson");
    assertThat(result.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(result.err()).contains("data = ").contains("is not a folder");
  }

  @Test
  @Tag("D6")
  void optionsThatNeedTheFolderSaySo() {
    Result result = shell.publish("events.ndjson", "--durability", "none", "--enable", "all");
    assertThat(result.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(result.messages())
        .containsExactly(
            "--durability is for --data alone; name the folder, or leave it out",
            "--enable is for --data alone; name the folder, or leave it out");
  }

  @Test
  void everyDurabilityKeepsEventsOverTheEndOfTheProcess() {
    for (String durability : List.of("synced", "WRITTEN", "none")) {
      assertThat(run("events.ndjson", "--durability", durability).status()).isZero();
    }
    assertThat(shell.lines("all.log")).hasSize(6);
  }

  @Test
  void whatIsKeptIsForTheUserAloneUnlessAnotherModeIsGiven() throws IOException {
    assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
    run("events.ndjson");
    assertThat(modes("data", Files::isRegularFile)).containsExactly("rw-------");
    assertThat(modes("data", Files::isDirectory)).containsExactly("rwx------");
    String other = shell.path("other").toString();
    shell.publish("events.ndjson", "--data", other, "--data-mode", "640");
    assertThat(modes("other", Files::isRegularFile)).containsExactly("rw-r-----");
    assertThat(modes("other", Files::isDirectory)).containsExactly("rwxr-x---");
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private Set<String> modes(String name, Predicate<Path> wanted) throws IOException {
    Set<String> modes = new TreeSet<>();
    try (Stream<Path> files = Files.walk(shell.path(name))) {
      for (Path file : files.filter(wanted).toList()) {
        modes.add(mode(file));
      }
    }
    return modes;
  }

  @Test
  @Tag("D6")
  void aModeThatIsNoneIsAFault() {
    for (String mode : List.of("777", "240", "rwxr-x---", "8", "600x")) {
      assertThat(run("events.ndjson", "--data-mode", mode).err())
          .contains("'" + mode + "' is no mode of files", "such as 600, 640 or rw-r-----");
    }
    assertThat(shell.publish("events.ndjson", "--data-mode", "640").err())
        .contains("--data-mode is for --data alone");
  }
}
