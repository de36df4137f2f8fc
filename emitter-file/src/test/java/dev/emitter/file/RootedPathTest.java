package dev.emitter.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.emitter.channel.DeliveryResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("C3")
class RootedPathTest {

  @TempDir Path folder;
  private Path root;
  private Path outside;

  @BeforeEach
  void makeFolders() throws IOException {
    root = folder.resolve("root");
    outside = Files.createDirectory(folder.resolve("outside"));
  }

  private Emitter emitter(Path path) {
    return Emitter.to(path).within(root);
  }

  private void assertRefused(Emitter emitter) {
    assertThat(emitter.faults())
        .singleElement(STRING)
        .startsWith("$.parameters.path: ")
        .contains("leads out of " + root);
    assertNothingLeaves(emitter);
  }

  private void assertNothingLeaves(Emitter emitter) {
    try (emitter) {
      assertThat(emitter.channel().check().toCompletableFuture().join().ok()).isFalse();
      assertThat(emitter.deliver(0, 1))
          .singleElement()
          .isInstanceOfSatisfying(
              DeliveryResult.Retry.class,
              retry -> {
                assertThat(retry.reason()).contains("leads out of " + root, "give a path below it");
                assertThat(retry.countsTowardsDisable()).isTrue();
              });
    }
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void makesTheRootAndWritesBelowIt() {
    for (Path path : new Path[] {Path.of("a/all.log"), root.resolve("a/all.log")}) {
      try (Emitter emitter = emitter(path)) {
        assertThat(emitter.faults()).isEmpty();
        assertThat(emitter.deliver(0, 1)).containsExactly(DeliveryResult.delivered());
      }
    }
    assertThat(Events.numbers(root.resolve("a/all.log"))).containsExactly(0, 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../outside/all.log",
        "a/../../outside/all.log",
        "..",
        ".",
        "../rootless/all.log",
        "/all.log"
      })
  void refusesAPathThatLeavesTheRoot(String path) {
    assertRefused(emitter(Path.of(path)));
  }

  @Test
  void refusesAnAbsolutePathElsewhere() {
    assertRefused(emitter(outside.resolve("all.log")));
  }

  @Test
  void refusesALinkedFolderAtAnyLevel() throws IOException {
    Files.createDirectories(root.resolve("a"));
    Files.createSymbolicLink(root.resolve("a/link"), outside);
    assertRefused(emitter(Path.of("a/link/all.log")));
    assertRefused(emitter(Path.of("a/link/b/c/all.log")));
  }

  @Test
  void refusesALinkedFileEvenWithinTheRoot() throws IOException {
    Files.createDirectories(root);
    Files.createSymbolicLink(root.resolve("out.log"), outside.resolve("all.log"));
    Files.createSymbolicLink(root.resolve("in.log"), root.resolve("all.log"));
    assertRefused(emitter(Path.of("out.log")));
    assertRefused(emitter(Path.of("in.log")));
  }

  @Test
  void refusesALinkToAFolderThatIsMissing() throws IOException {
    Files.createDirectories(root);
    Files.createSymbolicLink(root.resolve("link"), outside.resolve("missing"));
    assertRefused(emitter(Path.of("link/all.log")));
  }

  @Test
  void followsALinkBetweenFoldersWithinTheRoot() throws IOException {
    Files.createDirectories(root.resolve("a"));
    Files.createSymbolicLink(root.resolve("link"), root.resolve("a"));
    try (Emitter emitter = emitter(Path.of("link/all.log"))) {
      assertThat(emitter.faults()).isEmpty();
      emitter.deliver(0, 1);
    }
    assertThat(Events.numbers(root.resolve("a/all.log"))).containsExactly(0);
  }

  @Test
  void takesARootThatIsALinkItself() throws IOException {
    Path link = folder.resolve("link");
    Files.createSymbolicLink(link, outside);
    try (Emitter emitter = Emitter.to(Path.of("all.log")).within(link)) {
      assertThat(emitter.faults()).isEmpty();
      emitter.deliver(0, 1);
    }
    assertThat(Events.numbers(outside.resolve("all.log"))).containsExactly(0);
  }

  @Test
  void refusesALinkThatAppearedAfterTheDefinitionWasAccepted() throws IOException {
    Emitter emitter = emitter(Path.of("a/all.log"));
    assertThat(emitter.faults()).isEmpty();
    Files.createDirectories(root);
    Files.createSymbolicLink(root.resolve("a"), outside);
    assertNothingLeaves(emitter);
  }

  @Test
  void refusesALinkThatTookTheFilesPlaceWhileItWasOpen() throws IOException {
    Emitter emitter = emitter(Path.of("a/all.log"));
    emitter.deliver(0, 1);
    Files.move(root.resolve("a"), root.resolve("b"));
    Files.createSymbolicLink(root.resolve("a"), outside);
    assertNothingLeaves(emitter);
    assertThat(Events.numbers(root.resolve("b/all.log"))).containsExactly(0);
  }

  @Test
  void opensNothingBehindALinkSlippedInAfterThePathWasJudged() throws IOException {
    RootedPath scope = new RootedPath(root);
    Path located = scope.locate(root.resolve("a/all.log"));
    Files.delete(root.resolve("a"));
    Files.createSymbolicLink(root.resolve("a"), outside);

    assertThatIOException()
        .isThrownBy(
            () -> scope.open(located, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE)));
    assertThat(outside).isEmptyDirectory();
  }
}
