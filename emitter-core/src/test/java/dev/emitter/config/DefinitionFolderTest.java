package dev.emitter.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emitter.channel.ResolvedEmitter;
import dev.emitter.problem.ConfigurationException;
import dev.emitter.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("D2")
class DefinitionFolderTest {

  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

  @TempDir Path path;
  private final SteppedClock clock = new SteppedClock(NOON);
  private final Map<String, List<String>> others = new HashMap<>();
  private DefinitionFolder folder;
  private Instant written = NOON.minusSeconds(3600);

  DefinitionFolderTest() {
    folder = folder(Path.of("unused"));
  }

  @BeforeEach
  void openFolder() {
    folder = folder(path);
  }

  private DefinitionFolder folder(Path at) {
    return new DefinitionFolder(at, Readers.reader(Map.of()), () -> others, clock);
  }

  @Test
  void readsEveryDefinitionButHiddenFilesAndThoseOfOtherKinds() throws IOException {
    write("b.json", disk("b.log"));
    write("a.json", disk("a.log"));
    write(".c.json", "{");
    write("readme.txt", "{");
    write("a.json~", "{");
    write("b.json.swp", "{");
    Files.createDirectory(path.resolve(".git"));
    FolderScan scan = folder.scan();
    assertThat(scan.emitters().keySet()).containsExactly("a", "b");
    assertThat(scan.changed()).extracting(ResolvedEmitter::id).containsExactly("a", "b");
    assertThat(scan.problems()).isEmpty();
  }

  @Test
  void saysOnceWhatItPassesOverAlthoughItLooksLikeADefinition() throws IOException {
    write("a.json", disk("a.log"));
    write("ORDERS.JSON", disk("b.log"));
    write("c.json.txt", disk("c.log"));
    write("d.yaml", "type: Disk");
    Files.createDirectory(path.resolve("more"));
    Files.createDirectory(path.resolve("e.json"));
    Files.createSymbolicLink(path.resolve("f.json"), path.resolve("nowhere"));
    FolderScan scan = folder.scan();
    assertThat(scan.emitters()).containsOnlyKeys("a");
    assertThat(scan.problems())
        .containsOnlyKeys("ORDERS.JSON", "c.json.txt", "d.yaml", "more", "e.json", "f.json")
        .isEqualTo(scan.standing());
    assertThat(messages(scan)).allMatch(message -> message.startsWith("passed over: "));
    assertThat(scan.problems().get("f.json"))
        .singleElement()
        .hasToString(
            path.resolve("f.json")
                + ": warning: $: passed over: a link to a file that is not there (mend the link or"
                + " remove it)");
    write("a.json", disk("b.log"));
    FolderScan next = folder.scan();
    assertThat(next.problems()).isEmpty();
    assertThat(next.standing()).isEqualTo(scan.standing());
    Files.delete(path.resolve("f.json"));
    assertThat(folder.scan().standing()).doesNotContainKey("f.json");
  }

  @Test
  void givesWhatComesWhileItWatchesAMomentToBeMovedToItsName() throws IOException {
    write("a.json", disk("a.log"));
    folder.scan();
    Path file = path.resolve("b.json.new");
    Files.writeString(file, disk("b.log"));
    Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
    assertThat(folder.scan().hasNews()).isFalse();
    clock.forward(Duration.ofSeconds(3));
    assertThat(folder.scan().problems()).containsOnlyKeys("b.json.new");
    assertThat(folder.scan().hasNews()).isFalse();
  }

  @Test
  @Tag("D6")
  void warnsOfAFileUntilItIsChangedAndKeepsItAtWork() throws IOException {
    String warned = disk("a.log").replaceFirst("}$", ",\"topics\":[[\"a\",\"*\"]]}");
    write("a.json", warned);
    FolderScan scan = folder.scan();
    assertThat(scan.emitters()).containsOnlyKeys("a");
    assertThat(problem(scan))
        .startsWith(path.resolve("a.json") + ":1:")
        .contains(": warning: $.topics[0][1]: ");
    write("b.json", disk("b.log"));
    assertThat(folder.scan().problems()).isEmpty();
    write("a.json", "\n" + warned);
    write("b.json", disk("c.log"));
    assertThat(problem(folder.scan())).startsWith(path.resolve("a.json") + ":2:");
    write("a.json", disk("a.log"));
    assertThat(folder.scan().standing()).isEmpty();
  }

  @Test
  @Tag("D6")
  void saysWhatLiesBetweenFilesTogetherWithTheirOtherFaults() throws IOException {
    write("a.json", disk("a.log"));
    write("c.json", disk("c.log"));
    write(
        "b.json",
        "{\"id\":\"a\",\"type\":\"Disk\",\"parameters\":{\"path\":7},\"delivery\":{\"after\":[\"x\",\"c\"]}}");
    FolderScan scan = folder.scan();
    assertThat(scan.problems().get("b.json"))
        .extracting(Problem::path)
        .containsExactly("$.id", "$.parameters.path", "$.delivery.after[0]");
    assertThat(folder.scan().hasNews()).isFalse();
    write("x.json", disk("x.log"));
    assertThat(folder.scan().standing().get("b.json"))
        .extracting(Problem::path)
        .containsExactly("$.id", "$.parameters.path");
  }

  @Test
  void leavesUnchangedFilesAlone() throws IOException {
    write("a.json", disk("a.log"));
    write("b.json", disk("b.log"));
    ResolvedEmitter before = emitter(folder.scan(), "a");
    write("a.json", disk("a.log").replace(",", " ,\n "));
    write("b.json", disk("c.log"));
    FolderScan scan = folder.scan();
    assertThat(emitter(scan, "a")).isSameAs(before);
    assertThat(scan.changed()).extracting(ResolvedEmitter::id).containsExactly("b");
    assertThat(folder.scan().hasNews()).isFalse();
  }

  @Test
  void tellsOfRemovedFiles() throws IOException {
    write("a.json", disk("a.log"));
    folder.scan();
    Files.delete(path.resolve("a.json"));
    FolderScan scan = scanForGood();
    assertThat(scan.removed()).containsExactly("a");
    assertThat(scan.emitters()).isEmpty();
    assertThat(folder.awaitsReturn()).isFalse();
  }

  @Test
  void leavesTheEmitterOfAFileAtWorkThatIsSavedByMakingItAnew() throws IOException {
    write("a.json", disk("a.log"));
    folder.scan();
    Files.delete(path.resolve("a.json"));
    assertThat(folder.scan().hasNews()).isFalse();
    clock.forward(Duration.ofMillis(299));
    assertThat(folder.scan(Set.of("a.json")).hasNews()).isFalse();
    write("a.json", disk("a.log"));
    FolderScan back = folder.scan(Set.of("a.json"));
    assertThat(back.hasNews()).isFalse();
    assertThat(back.emitters()).containsOnlyKeys("a");
    Files.delete(path.resolve("a.json"));
    clock.forward(Duration.ofMillis(299));
    assertThat(folder.scan().hasNews()).as("each absence has its own time").isFalse();
  }

  @Test
  void looksAgainForAFileThatVanishedWithoutBeingTold() throws IOException {
    write("a.json", disk("a.log"));
    folder.scan();
    Files.delete(path.resolve("a.json"));
    assertThat(folder.scan(Set.of("a.json")).hasNews()).isFalse();
    assertThat(folder.awaitsReturn()).isTrue();
    clock.forward(Duration.ofMillis(300));
    assertThat(folder.scan(Set.of()).removed()).containsExactly("a");
  }

  @Test
  void aRenamedFileKeepsItsEmitterAtWork() throws IOException {
    write("a.json", withId("x", "a.log"));
    folder.scan();
    Files.move(path.resolve("a.json"), path.resolve("b.json"));
    FolderScan renamed = folder.scan();
    assertThat(renamed.removed()).isEmpty();
    assertThat(renamed.problems()).isEmpty();
    assertThat(renamed.emitters()).containsOnlyKeys("x");
    FolderScan later = scanForGood();
    assertThat(later.hasNews()).isFalse();
    assertThat(later.emitters()).containsOnlyKeys("x");
  }

  @Test
  void keepsTheLastGoodVersionOfABrokenFileAndTellsOnce() throws IOException {
    write("a.json", disk("a.log"));
    ResolvedEmitter good = emitter(folder.scan(), "a");
    write("a.json", "{\"type\":");
    FolderScan broken = folder.scan();
    assertThat(emitter(broken, "a")).isSameAs(good);
    assertThat(broken.changed()).isEmpty();
    assertThat(messages(broken)).containsExactly("the text ends where a value is expected");
    FolderScan quiet = folder.scan();
    assertThat(quiet.hasNews()).isFalse();
    assertThat(quiet.standing()).containsOnlyKeys("a.json");
    write("a.json", "{\"type\": ");
    assertThat(folder.scan().problems()).containsOnlyKeys("a.json");
    write("a.json", disk("a.log"));
    FolderScan mended = folder.scan();
    assertThat(emitter(mended, "a")).isSameAs(good);
    assertThat(mended.changed()).isEmpty();
    assertThat(mended.standing()).isEmpty();
    assertThat(mended.hasNews()).as("a fault is over").isTrue();
    assertThat(folder.scan().hasNews()).isFalse();
  }

  @Test
  void givesAHalfWrittenFileTimeExceptAtFirst() throws IOException {
    write("a.json", "{");
    assertThat(folder.scan().problems()).containsOnlyKeys("a.json");
    written = NOON.minusMillis(10);
    write("b.json", "{\"type\":");
    assertThat(folder.scan().hasNews()).isFalse();
    assertThat(folder.scan().hasNews()).isFalse();
    Files.setLastModifiedTime(path.resolve("b.json"), FileTime.from(NOON.minusMillis(400)));
    assertThat(folder.scan().problems()).containsOnlyKeys("b.json");
    written = NOON.minusMillis(10);
    write("b.json", disk("b.log"));
    assertThat(folder.scan().emitters()).containsOnlyKeys("b");
  }

  @Test
  void noticesAChangeThatTheStampDoesNotShow() throws IOException {
    written = NOON.minusMillis(500);
    write("a.json", disk("a.log"));
    folder.scan();
    Files.writeString(path.resolve("a.json"), disk("b.log"));
    Files.setLastModifiedTime(path.resolve("a.json"), FileTime.from(written));
    assertThat(folder.scan().changed()).hasSize(1);
  }

  @Test
  void theFirstFileKeepsAnIdThatTwoClaim() throws IOException {
    write("a.json", withId("x", "a.log"));
    write("b.json", withId("x", "b.log"));
    FolderScan scan = folder.scan();
    assertThat(scan.emitters()).containsOnlyKeys("x");
    assertThat(scan.problems()).containsOnlyKeys("b.json");
    assertThat(problem(scan))
        .isEqualTo(
            path.resolve("b.json")
                + ":1:7: $.id: the id \"x\" belongs to a.json already (give one of them another"
                + " id)");
    Files.delete(path.resolve("a.json"));
    FolderScan next = folder.scan();
    assertThat(emitter(next, "x").context().parameters().requiredPath("path"))
        .isEqualTo(Path.of("b.log"));
    assertThat(next.standing()).isEmpty();
  }

  @Test
  void leavesAnIdToTheEmitterThatTheApplicationRegistered() throws IOException {
    others.put("audit", List.of());
    folder.scan();
    write("audit.json", disk("a.log"));
    FolderScan scan = folder.scan();
    assertThat(scan.changed()).isEmpty();
    assertThat(problem(scan))
        .isEqualTo(
            path.resolve("audit.json")
                + ":1:1: $.id: the id \"audit\" belongs to an emitter that the application"
                + " registered (give the file another id)");
    Files.delete(path.resolve("audit.json"));
    assertThat(scanForGood().removed()).isEmpty();
    write("audit.json", disk("a.log"));
    folder.scan();
    others.clear();
    assertThat(folder.scan().emitters()).containsOnlyKeys("audit");
  }

  @Test
  void aFileThatTakesAnIdOfTheApplicationKeepsItsLastGoodVersion() throws IOException {
    others.put("audit", List.of());
    write("a.json", withId("x", "a.log"));
    folder.scan();
    write("a.json", withId("audit", "a.log"));
    FolderScan scan = folder.scan();
    assertThat(scan.emitters()).containsOnlyKeys("x");
    assertThat(scan.problems()).containsOnlyKeys("a.json");
  }

  @Test
  void doesNotRemoveAnEmitterThatTheApplicationTookOver() throws IOException {
    write("a.json", disk("a.log"));
    folder.scan();
    others.put("a", List.of());
    FolderScan scan = folder.scan();
    assertThat(scan.emitters()).isEmpty();
    assertThat(scan.removed()).isEmpty();
    assertThat(scan.problems()).containsOnlyKeys("a.json");
  }

  @Test
  @Tag("R3")
  void refusesToWaitForAnEmitterThatIsNot() throws IOException {
    write("orders.json", disk("a.log"));
    write("later.json", after("ordes"));
    others.put("handler", List.of());
    write("handled.json", after("handler"));
    FolderScan scan = folder.scan();
    assertThat(scan.emitters()).containsOnlyKeys("orders", "handled");
    assertThat(problem(scan))
        .isEqualTo(
            path.resolve("later.json")
                + ":1:67: $.delivery.after[0]: found \"ordes\"; no emitter has this id (did you"
                + " mean \"orders\"?)");
    write("ordes.json", disk("b.log"));
    assertThat(folder.scan().emitters()).containsKey("later");
  }

  @Test
  @Tag("R3")
  void refusesCyclesInEveryFileOfTheCycle() throws IOException {
    write("a.json", after("b"));
    write("b.json", after("c"));
    write("c.json", after("a"));
    write("d.json", after("a"));
    FolderScan scan = folder.scan();
    assertThat(scan.emitters()).isEmpty();
    assertThat(messages(scan))
        .containsExactly(
            "these emitters wait for each other: a -> b -> c -> a",
            "these emitters wait for each other: b -> c -> a -> b",
            "these emitters wait for each other: c -> a -> b -> c",
            "found \"a\"; no emitter has this id");
    write("c.json", disk("c.log"));
    assertThat(folder.scan().emitters()).containsOnlyKeys("a", "b", "c", "d");
  }

  @Test
  @Tag("R3")
  void aChangeThatWouldMakeACycleLeavesTheLastGoodVersionsAtWork() throws IOException {
    write("a.json", disk("a.log"));
    write("b.json", after("a"));
    FolderScan before = folder.scan();
    write("a.json", after("b"));
    FolderScan scan = folder.scan();
    assertThat(scan.emitters()).isEqualTo(before.emitters());
    assertThat(scan.problems()).containsOnlyKeys("a.json", "b.json");
    Files.delete(path.resolve("a.json"));
    FolderScan without = scanForGood();
    assertThat(without.emitters()).containsOnlyKeys("b");
    assertThat(messages(without)).containsExactly("found \"a\"; no emitter has this id");
  }

  @Test
  @Tag("D5")
  void readsAFileAgainWhenWhatAPlaceholderNamesChanges() throws IOException {
    write("host", "one\n");
    write("a.json", disk("${file:host}.log"));
    folder.scan();
    write("host", "two\n");
    FolderScan scan = folder.scan();
    assertThat(scan.changed()).hasSize(1);
    assertThat(emitter(scan, "a").context().parameters().requiredPath("path"))
        .isEqualTo(Path.of("two.log"));
  }

  @Test
  void aMissingFolderIsRefusedAtFirstAndToldOnceLater() throws IOException {
    Path later = path.resolve("system-emitters");
    DefinitionFolder missing = folder(later);
    assertThatThrownBy(missing::scan)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("definitions = " + later);
    Files.createDirectory(later);
    write("system-emitters/a.json", disk("a.log"));
    FolderScan first = missing.scan();
    Files.delete(later.resolve("a.json"));
    Files.delete(later);
    FolderScan gone = missing.scan();
    assertThat(gone.emitters()).isEqualTo(first.emitters());
    assertThat(gone.problems()).hasSize(1);
    assertThat(missing.scan().hasNews()).isFalse();
  }

  @Test
  void aFolderThatIsMovedAwayTakesNoEmitterAlongWhateverWasSignalled() throws IOException {
    Path there = Files.createDirectory(path.resolve("there"));
    DefinitionFolder moved = folder(there);
    write("there/a.json", disk("a.log"));
    write("there/b.json", disk("b.log"));
    FolderScan before = moved.scan();
    Files.move(there, path.resolve("away"));
    FolderScan away = moved.scan(Set.of("a.json"));
    assertThat(away.emitters()).isEqualTo(before.emitters());
    assertThat(away.problems()).containsOnlyKeys(there.toString());
    clock.forward(Duration.ofSeconds(1));
    assertThat(moved.scan(Set.of("a.json", "b.json")).hasNews()).isFalse();
    Files.move(path.resolve("away"), there);
    assertThat(moved.scan().hasNews()).isFalse();
  }

  @Test
  void theTimeWithoutItsFolderDoesNotCountAgainstAFile() throws IOException {
    Path there = Files.createDirectory(path.resolve("there"));
    DefinitionFolder moved = folder(there);
    write("there/a.json", disk("a.log"));
    moved.scan();
    Files.delete(there.resolve("a.json"));
    assertThat(moved.scan().removed()).isEmpty();
    Files.delete(there);
    assertThat(moved.scan().emitters()).containsOnlyKeys("a");
    clock.forward(Duration.ofSeconds(1));
    Files.createDirectory(there);
    assertThat(moved.scan().emitters()).containsOnlyKeys("a");
  }

  @Test
  void looksOnlyAtWhatItIsTold() throws IOException {
    write("a.json", disk("a.log"));
    folder.scan();
    write("b.json", disk("b.log"));
    write("c.json", disk("c.log"));
    assertThat(folder.scan(Set.of("b.json", ".x", "gone.json")).emitters())
        .containsOnlyKeys("a", "b");
    Files.delete(path.resolve("a.json"));
    assertThat(folder.scan(Set.of("a.json")).removed()).isEmpty();
    clock.forward(Duration.ofSeconds(1));
    assertThat(folder.scan(Set.of("a.json")).removed()).containsExactly("a");
  }

  @Test
  void readsManyFilesAndTellsOfEachFault() throws IOException {
    for (int i = 0; i < 1000; i++) {
      write("e" + i + ".json", i % 10 == 0 ? "{" : disk("e" + i + ".log"));
    }
    FolderScan scan = folder.scan();
    assertThat(scan.emitters()).hasSize(900);
    assertThat(scan.changed()).isSortedAccordingTo(Comparator.comparing(ResolvedEmitter::id));
    assertThat(scan.problems()).hasSize(100);
    assertThat(folder.scan().hasNews()).isFalse();
  }

  @Test
  void swapsIdsBetweenFiles() throws IOException {
    write("a.json", withId("x", "a.log"));
    write("b.json", withId("y", "b.log"));
    folder.scan();
    write("a.json", withId("y", "a.log"));
    write("b.json", withId("x", "b.log"));
    FolderScan scan = folder.scan();
    assertThat(scan.changed()).extracting(ResolvedEmitter::id).containsExactly("y", "x");
    assertThat(scan.removed()).isEmpty();
    assertThat(scan.standing()).isEmpty();
  }

  @Test
  void refusesAFileThatIsTooLarge() throws IOException {
    write("a.json", " ".repeat(DefinitionFile.LARGEST) + disk("a.log"));
    assertThat(messages(folder.scan()))
        .containsExactly("too large; a definition has at most 1,048,576 bytes");
  }

  /** Scans until what is absent now is believed to be removed. */
  private FolderScan scanForGood() {
    folder.scan();
    clock.forward(Duration.ofSeconds(1));
    return folder.scan();
  }

  private static String disk(String log) {
    return "{\"type\":\"Disk\",\"parameters\":{\"path\":\"" + log + "\"}}";
  }

  private static String withId(String id, String log) {
    return "{\"id\":\"" + id + "\",\"type\":\"Disk\",\"parameters\":{\"path\":\"" + log + "\"}}";
  }

  private static String after(String id) {
    return disk("a.log").replaceFirst("}$", "") + ",\"delivery\":{\"after\":[\"" + id + "\"]}}";
  }

  private void write(String name, String text) throws IOException {
    Path file = path.resolve(name);
    Files.writeString(file, text);
    written = written.plus(Duration.ofMillis(1));
    Files.setLastModifiedTime(file, FileTime.from(written));
  }

  private static ResolvedEmitter emitter(FolderScan scan, String id) {
    return Objects.requireNonNull(scan.emitters().get(id));
  }

  private static List<String> messages(FolderScan scan) {
    return scan.problems().values().stream().flatMap(List::stream).map(Problem::message).toList();
  }

  private static String problem(FolderScan scan) {
    return scan.problems().values().iterator().next().get(0).toString();
  }
}
