package dev.emitter.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.http.RawServer;
import dev.emitter.http.TlsFiles;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that runs out of file descriptors for a while sends again afterwards. It once did not
 * until it was restarted: classes of TLS had failed to initialise, and the I/O threads had ended.
 */
@Tag("C1")
@EnabledOnOs(OS.LINUX)
@Timeout(300)
final class ShortageTest {

  private static final String LIMIT = "ulimit -n 160 && exec \"$@\"";

  @TempDir private Path folder;

  private List<String> run(String... addresses) throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Path trust = TlsFiles.AUTHORITY.trustStore(folder.resolve("trust.p12"));
    Process process =
        new ProcessBuilder(
                "sh",
                "-c",
                LIMIT,
                "sh",
                java.toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-Djavax.net.ssl.trustStore=" + trust,
                "-Djavax.net.ssl.trustStorePassword=changeit",
                "-cp",
                jars(),
                ShortageProgram.class.getName(),
                addresses[0],
                addresses[1])
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(200, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return Files.readAllLines(output);
  }

  /** Returns the class path with jars for folders, as those keep a file open each. */
  private String jars() throws IOException {
    List<String> jars = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path path = Path.of(entry);
      jars.add(Files.isDirectory(path) ? jar(path, jars.size()).toString() : entry);
    }
    return String.join(File.pathSeparator, jars);
  }

  private Path jar(Path classes, int number) throws IOException {
    Path jar = folder.resolve(number + ".jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        String name = classes.relativize(file).toString();
        out.putNextEntry(new JarEntry(name));
        Files.copy(file, out);
      }
    }
    return jar;
  }

  @Test
  void sendsAgainAfterAShortageOfFileDescriptors() throws Exception {
    TlsFiles files = TlsFiles.AUTHORITY.sign("short", "EC", "ip:127.0.0.1");
    try (RawServer plain = RawServer.start(RawServer.answering(200, "plain"));
        RawServer secure =
            RawServer.startTls(files.server(), false, RawServer.answering(200, "secure"))) {
      List<String> lines = run(secure.uri("/").toString(), plain.uri("/").toString());

      List<String> results = lines.stream().filter(line -> line.matches("(with|after).*")).toList();
      assertThat(results).as("%s", lines).hasSize(30);
      assertThat(results.subList(0, 2))
          .allSatisfy(
              line ->
                  assertThat(line)
                      .contains("Too many open files")
                      .contains("raise the limit of this process"));
      assertThat(results.subList(28, 30))
          .as("%s", lines)
          .allSatisfy(line -> assertThat(line).startsWith("after: Delivered"));
      assertThat(results)
          .allSatisfy(line -> assertThat(line).doesNotContain("fault of the library"));
    }
  }
}
