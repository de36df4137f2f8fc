package dev.emitter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Every option and parameter that takes a file or folder, given one that is not as it should be.
 */
@Tag("D6")
final class FileOptionsTest {

  /** What is written, so that it need not be there. */
  private static final Set<String> MADE = Set.of("run --acks", "run --report", "run --data");

  @TempDir private Path folder = Path.of("");
  private Shell shell = new Shell(folder);
  private Map<String, String> samples = Map.of();

  private enum Bad {
    MISSING,
    OTHER_KIND,
    UNREADABLE
  }

  @BeforeEach
  void leaveData() {
    shell = new Shell(folder);
    shell.writeFileEmitter("a", "");
    String events = shell.write("events.ndjson", Shell.line("orders", "1")).toString();
    String data = folder.resolve("data").toString();
    assertThat(shell.publish("events.ndjson", "--data", data).status()).isZero();
    shell.write(
        "flows/f.json",
        """
        {"mapping": {"domain": "d", "service": "s", "action": "a", "version": "v"},
         "resume": {"url": "https://flows.invalid/"}}
        """);
    samples =
        Map.ofEntries(
            Map.entry("--data", data),
            Map.entry("--emitters", folder.resolve("emitters").toString()),
            Map.entry("--flows", folder.resolve("flows").toString()),
            Map.entry("--emitter", "a"),
            Map.entry("--position", "1"),
            Map.entry("--event", "1"),
            Map.entry("--status", "received"),
            Map.entry("--all-parked", "true"),
            Map.entry("--by", "me"),
            Map.entry("--to", "now"),
            Map.entry("DIR|FILE", folder.resolve("emitters/a.json").toString()),
            Map.entry("FILE", folder.resolve("emitters/a.json").toString()),
            Map.entry("EVENTS", events),
            Map.entry("EVENT", events),
            Map.entry("DIR", data),
            Map.entry("EXPRESSION", "true"),
            Map.entry("POSITION", "1"),
            Map.entry("EMITTER", "a"),
            Map.entry("ID", "a"),
            Map.entry("CHAIN", "c"));
  }

  @Test
  void anIdentityIsNotMissedWhereTheFileOfIdentitiesCannotBeRead() {
    shell.write(
        "emitters/a.json",
        """
        {"type": "Webhook", "identityRef": "shop", "notify": ["ops"],
         "parameters": {"url": "https://receiver.invalid/"}}
        """);
    for (String option : List.of("--identities", "--recipients")) {
      String emitters = folder.resolve("emitters").toString();
      Shell.Result result = shell.run("check", emitters, option, folder + "/nowhere.json");
      assertThat(result.err())
          .isEqualTo(
              option.substring(2)
                  + " = "
                  + folder
                  + "/nowhere.json: there is no such file; name a file of "
                  + option.substring(2)
                  + "\n");
      assertThat(result.out()).isEqualTo("definitions not checked, 1 fault\n");
    }
  }

  @Test
  void aFileWithinAFolderThatCannotBeReadIsToldOnce() throws IOException {
    Path flow = Files.createSymbolicLink(folder.resolve("flows/x.json"), unreadableFile());
    Path definition = Files.createSymbolicLink(folder.resolve("emitters/x.json"), unreadableFile());
    String emitters = folder.resolve("emitters").toString();
    for (Shell.Result result :
        List.of(
            shell.run("flow", "check", "--flows", folder.resolve("flows").toString()),
            shell.run("check", emitters),
            shell.run("check", definition.toString()),
            shell.run("run", "--emitters", emitters, folder.resolve("events.ndjson").toString()))) {
      assertThat(result.status()).as(result.err()).isEqualTo(ExitStatus.FAULT);
      assertThat(result.err()).doesNotContain("Exception").containsOnlyOnce("x.json");
    }
    assertThat(flow).exists();
  }

  @TestFactory
  Stream<DynamicTest> theMessageSaysInPlainWordsWhichOptionAndPathAndWhy() {
    List<DynamicTest> tests = new ArrayList<>();
    commands(Main.commandLine(Streams.ofProcess(), new Termination()), tests);
    assertThat(tests).hasSizeGreaterThan(100);
    return tests.stream();
  }

  private void commands(CommandLine command, List<DynamicTest> tests) {
    command.getSubcommands().values().forEach(sub -> commands(sub, tests));
    CommandSpec spec = command.getCommandSpec();
    for (ArgSpec arg : spec.args()) {
      boolean ofEvent = spec.name().equals("propose") && arg.paramLabel().equals("EVENT");
      if (ofEvent || List.of(arg.typeInfo().getAuxiliaryTypes()).contains(Path.class)) {
        String name = command(spec) + " " + key(arg);
        Set<Bad> kinds = EnumSet.allOf(Bad.class);
        if (MADE.contains(name)) {
          kinds = EnumSet.of(Bad.OTHER_KIND);
        } else if (arg.paramLabel().equals("DIR|FILE")) {
          kinds.remove(Bad.OTHER_KIND);
        }
        for (Bad bad : kinds) {
          tests.add(DynamicTest.dynamicTest(name + " " + bad, () -> check(spec, arg, bad)));
        }
      }
    }
  }

  private static String command(CommandSpec spec) {
    return spec.qualifiedName().replaceFirst("^emitter ", "");
  }

  private static String key(ArgSpec arg) {
    return arg instanceof OptionSpec option ? option.longestName() : arg.paramLabel();
  }

  private void check(CommandSpec spec, ArgSpec arg, Bad bad) throws IOException {
    String path = path(arg.paramLabel(), bad);
    Shell.Result result = shell.run(args(spec, arg, path));
    assertThat(result.err()).doesNotContain("Exception").doesNotContain("fault of emitter itself");
    assertThat(result.status()).as(result.err()).isEqualTo(ExitStatus.FAULT);
    assertThat(result.err().lines().filter(line -> line.contains(path)))
        .as(result.err())
        .hasSize(1)
        .allMatch(line -> !arg.isOption() || line.contains(key(arg).substring(2)));
  }

  private String path(String label, Bad bad) throws IOException {
    boolean takesFolder = label.contains("DIR");
    boolean takesFile = !takesFolder || label.contains("FILE");
    return switch (bad) {
      case MISSING -> folder.resolve("nowhere/there").toString();
      case OTHER_KIND -> otherKind(takesFolder).toString();
      case UNREADABLE -> takesFile ? unreadableFile().toString() : unreadableFolder();
    };
  }

  private Path otherKind(boolean takesFolder) throws IOException {
    return takesFolder
        ? shell.write("a-file", "")
        : Files.createDirectories(folder.resolve("a-folder"));
  }

  /** A file without rights; who may read everything gets one that the system cannot read. */
  private Path unreadableFile() throws IOException {
    Path file = shell.write("secret", "{}");
    takeRights(file);
    Path broken = Path.of("/proc/self/mem");
    assumeTrue(!Files.isReadable(file) || Files.exists(broken), "every file can be read");
    return Files.isReadable(file) ? broken : file;
  }

  private String unreadableFolder() throws IOException {
    Path secret = Files.createDirectories(folder.resolve("secrets"));
    takeRights(secret);
    assumeTrue(!Files.isReadable(secret), "this user may read everything");
    return secret.toString();
  }

  private static void takeRights(Path path) throws IOException {
    assumeTrue(path.getFileSystem().supportedFileAttributeViews().contains("posix"));
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("---------"));
  }

  private String[] args(CommandSpec spec, ArgSpec tested, String path) {
    List<String> args = new ArrayList<>(List.of(command(spec).split(" ")));
    for (OptionSpec option : spec.options()) {
      boolean needed = option.required() || key(option).equals("--position");
      String value = option == tested ? path : needed ? sample(option) : null;
      if (value != null) {
        args.add(option.longestName());
        if (option.arity().max() > 0) {
          args.add(value);
        }
      }
    }
    for (ArgSpec parameter : spec.positionalParameters()) {
      if (parameter == tested) {
        args.add(path);
      } else if (parameter.arity().min() > 0 || parameter.paramLabel().equals("EVENTS")) {
        args.add(sample(parameter));
      }
    }
    return args.toArray(String[]::new);
  }

  private String sample(ArgSpec arg) {
    return Objects.requireNonNull(samples.get(key(arg)), () -> "give a sample of " + key(arg));
  }
}
