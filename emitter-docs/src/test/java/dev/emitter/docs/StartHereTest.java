package dev.emitter.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Follows the first page in an empty folder, command by command. Maven alone is replaced: what it
 * would compile and run is compiled and run with the class path of this build.
 */
final class StartHereTest {

  private static final String MAVEN =
      """
      #!/usr/bin/env bash
      set -e
      java=$JAVA_OF_BUILD
      path=$CLASSES_OF_BUILD
      compile() {
        mkdir -p "target/$1"
        "$java/javac" -proc:none -d "target/$1" -cp "target/classes:$path" $(find "src/$2" -name '*.java')
      }
      case "$*" in
        *install*) ;;
        *exec:java*)
          compile classes main
          "$java/java" -cp "target/classes:$path" shop.Shop ;;
        *test*)
          compile test-classes test
          "$java/java" -cp "target/test-classes:target/classes:$path" \\
            dev.emitter.docs.OneTestClass shop.ShopTest ;;
        *) echo "what is mvn $* ?"; exit 1 ;;
      esac
      """;

  @TempDir Path folder = Path.of("");

  private String follow() throws IOException, InterruptedException {
    Path bin = Files.createDirectory(folder.resolve("bin"));
    Path maven = Files.writeString(bin.resolve("mvn"), MAVEN);
    assertThat(maven.toFile().setExecutable(true)).isTrue();
    String commands =
        Page.read("docs/start-here.md").blocks().stream()
            .filter(block -> block.language().equals("sh"))
            .map(Block::text)
            .collect(Collectors.joining("\n"));
    Path said = folder.resolve("said.txt");
    ProcessBuilder bash =
        new ProcessBuilder("bash", "-e", "-c", commands)
            .directory(Files.createDirectory(folder.resolve("empty")).toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    bash.environment().merge("PATH", bin.toString(), (path, ours) -> ours + ":" + path);
    bash.environment().put("JAVA_OF_BUILD", System.getProperty("java.home") + "/bin");
    bash.environment().put("CLASSES_OF_BUILD", System.getProperty("java.class.path"));
    Process process = bash.start();
    try {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).as(Files.readString(said)).isTrue();
      assertThat(process.exitValue()).as(Files.readString(said)).isZero();
    } finally {
      process.destroyForcibly();
    }
    return Files.readString(said);
  }

  @Test
  void itsStepsWork() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "there is no bash here");
    String said = follow();

    assertThat(said)
        .contains("\"data\":{\"number\":1,\"customer\":\"Ada\",\"total\":1500}")
        .doesNotContain("\"number\":2")
        .contains("tests passed: 1");
    assertThat(folder.resolve("empty/shop/out/large-orders.ndjson")).isNotEmptyFile();
    checkPom(Files.readString(folder.resolve("empty/shop/pom.xml")));
  }

  /** What Maven would have read: modules that exist, in the versions of this build. */
  private static void checkPom(String pom) throws IOException {
    String ours = Files.readString(Page.ROOT.resolve("pom.xml"));
    assertThat(first(pom, "emitter-bom</artifactId>\\s*<version>([^<]+)<"))
        .isEqualTo(first(ours, "<revision>([^<]+)<"));
    assertThat(first(pom, "junit-jupiter</artifactId>\\s*<version>([^<]+)<"))
        .isEqualTo(first(ours, "<junit.version>([^<]+)<"));
    assertThat(first(pom, "slf4j-simple</artifactId>\\s*<version>([^<]+)<"))
        .isEqualTo(first(ours, "<slf4j.version>([^<]+)<"));
    for (String plugin : List.of("maven-compiler-plugin", "maven-surefire-plugin")) {
      String version = plugin + "</artifactId>\\s*<version>([^<]+)<";
      assertThat(first(pom, version)).as(plugin).isEqualTo(first(ours, version));
    }
    for (String module : all(pom, "<artifactId>(emitter-[^<]+)<")) {
      assertThat(Page.ROOT.resolve(module).resolve("pom.xml")).exists();
    }
  }

  private static String first(String text, String pattern) {
    return all(text, pattern).stream().findFirst().orElse("nothing like " + pattern);
  }

  private static List<String> all(String text, String pattern) {
    return Pattern.compile(pattern).matcher(text).results().map(one -> one.group(1)).toList();
  }
}
