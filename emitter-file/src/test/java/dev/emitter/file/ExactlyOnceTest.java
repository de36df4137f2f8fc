package dev.emitter.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.event.Presentation;
import dev.emitter.file.JournalFile.Note;
import dev.emitter.file.JournalFile.State;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A crash is played by the files as it would have left them, and a channel that comes after it. */
@Tag("C3")
@Tag("X1")
class ExactlyOnceTest {

  /**
   * Bytes from one simulated kill to the next, but for the ends of records, where each is tried.
   */
  private static final int STEP = Boolean.getBoolean("file.everyByte") ? 1 : 41;

  @TempDir Path folder;

  private Path log;
  private Path file;

  @BeforeEach
  void name() {
    log = folder.resolve("log");
    file = folder.resolve("all.log");
  }

  private Emitter emitter() {
    return Emitter.to(file).log(log);
  }

  private Emitter emitter(String id) {
    return Emitter.to(file).id(id).log(log);
  }

  /** Delivers in batches, as many events in each as the sizes say, and closes. */
  private static void write(Emitter emitter, int... batches) {
    try (emitter) {
      int from = 0;
      for (int size : batches) {
        assertThat(emitter.deliverLogged(from, from + size))
            .containsOnly(DeliveryResult.delivered());
        from += size;
      }
    }
  }

  /** Delivers from a position on, as after a restart whose cursor was there. */
  private static void redeliver(Emitter emitter, int from, int to) {
    try (emitter) {
      for (int at = from; at < to; at += 3) {
        assertThat(emitter.deliverLogged(at, Math.min(to, at + 3)))
            .containsOnly(DeliveryResult.delivered());
      }
    }
  }

  private Path journal(String id) {
    return Journal.files(log.resolve("channels").resolve(id)).get(0);
  }

  /** Lets the last note say that it is not known what became of it. */
  private void unmark(String id) throws IOException {
    List<Note> notes = new ArrayList<>();
    JournalFile.read(journal(id), notes);
    try (RandomAccessFile bytes = new RandomAccessFile(journal(id).toFile(), "rw")) {
      bytes.seek(notes.get(notes.size() - 1).stateAt());
      bytes.write(State.BEGUN.code());
    }
  }

  private static void cut(Path path, long size) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(path.toFile(), "rw")) {
      bytes.setLength(size);
    }
  }

  private static int next(byte[] whole, int size) {
    for (int at = size; at < Math.min(whole.length, size + STEP); at++) {
      if (whole[at] == '\n') {
        return at == size ? size + 1 : at;
      }
    }
    return size < whole.length ? Math.min(whole.length, size + STEP) : whole.length + 1;
  }

  private void assertOnce(int to) {
    assertThat(Events.read(file)).isEqualTo(Events.lines(0, to));
  }

  @ParameterizedTest
  @CsvSource({"false,0", "false,4", "false,7", "true,0", "true,6"})
  void aKillAtAnyByteOfABatchLosesNothingAndRepeatsNothing(boolean indented, int cursor)
      throws IOException {
    write(emitter().with("prettyPrint", indented), 5);
    long start = Files.size(file);
    write(Emitter.to(file).log(log).with("prettyPrint", indented), 5); // repeats nothing
    assertThat(Files.size(file)).isEqualTo(start);
    try (Emitter emitter = emitter().with("prettyPrint", indented)) {
      emitter.deliverLogged(5, 9);
    }
    unmark("file");
    byte[] whole = Files.readAllBytes(file);
    byte[] noted = Files.readAllBytes(journal("file"));
    StringBuilder expected = new StringBuilder();
    for (int number = 0; number < 12; number++) {
      expected.append(Events.text(number, new Presentation(indented, null, null))).append('\n');
    }
    for (int size = (int) start; size <= whole.length; size = next(whole, size)) {
      Files.write(file, whole);
      cut(file, size);
      Files.write(journal("file"), noted);
      redeliver(emitter().with("prettyPrint", indented), Math.min(cursor, 5), 12);
      assertThat(Events.read(file)).as("killed at byte %s", size).isEqualTo(expected.toString());
    }
  }

  @Test
  void aKillAtAnyByteOfANoteLosesNothingAndRepeatsNothing() throws IOException {
    write(emitter(), 5);
    byte[] before = Files.readAllBytes(file);
    int noted = Files.readAllBytes(journal("file")).length;
    try (Emitter emitter = emitter()) {
      emitter.deliverLogged(5, 7);
    }
    unmark("file");
    byte[] notes = Files.readAllBytes(journal("file"));
    for (int size = noted; size <= notes.length; size += STEP) {
      Files.write(file, before);
      Files.write(journal("file"), notes);
      cut(journal("file"), size);
      redeliver(emitter(), 0, 9);
      assertOnce(9);
    }
  }

  /** A power cut may leave zeros in place of the first blocks, and the rest. */
  @ParameterizedTest
  @ValueSource(strings = {"batch", "never"})
  void whatAPowerCutLeftBehindZerosIsWrittenAgainInOrder(String fsync) throws IOException {
    write(emitter().with("fsync", fsync), 5, 5);
    unmark("file");
    byte[] bytes = Files.readAllBytes(file);
    int start = Events.lines(0, 5).getBytes(UTF_8).length;
    int end = Events.lines(0, 7).getBytes(UTF_8).length;
    for (int at = start; at < end; at++) {
      bytes[at] = 0;
    }
    Files.write(file, bytes);
    redeliver(emitter().with("fsync", fsync), 0, 10);
    assertOnce(10);
  }

  /** Here a block was lost that had the end of a record and the line feed behind it. */
  @Test
  void aRecordWhoseLineFeedAPowerCutTookIsWrittenAgain() throws IOException {
    write(emitter(), 5, 5);
    unmark("file");
    byte[] bytes = Files.readAllBytes(file);
    bytes[Events.lines(0, 7).getBytes(UTF_8).length - 1] = 0;
    Files.write(file, bytes);
    redeliver(emitter(), 0, 10);
    assertOnce(10);
  }

  /** Between the power cut and the start of the library. */
  @Test
  void whatAnotherProgramAppendsBehindATornRecordIsLeftAlone() throws IOException {
    write(emitter(), 5, 5);
    unmark("file");
    cut(file, Events.lines(0, 7).getBytes(UTF_8).length);
    Files.writeString(file, "hello\n", StandardOpenOption.APPEND);
    redeliver(emitter(), 0, 10);
    assertThat(Files.readString(file))
        .isEqualTo(Events.lines(0, 7) + "hello\n" + Events.lines(7, 10));
  }

  @Test
  void whatAPowerCutTookOutOfAFileIsWrittenAgain() throws IOException {
    write(emitter(), 5, 5);
    cut(file, Events.lines(0, 3).getBytes(UTF_8).length + 10);
    redeliver(emitter(), 0, 10);
    assertOnce(10);
  }

  /** Notes are forced before records are, so this is one that was not asked to be forced. */
  @Test
  void withoutItsJournalItIsWrittenAgainRatherThanLost() throws IOException {
    write(emitter(), 5);
    Files.delete(journal("file"));
    redeliver(emitter(), 3, 7);
    assertThat(Events.numbers(file)).containsExactly(0, 1, 2, 3, 4, 3, 4, 5, 6);
  }

  @Test
  void emittersThatShareAFileDoNotTakeTheRecordsOfOthersForTheirOwn() throws IOException {
    write(emitter("one"), 3);
    write(emitter("two"), 3);
    long before = Files.size(file);
    write(emitter("one"), 3);
    try (Emitter one = emitter("one")) {
      one.deliverLogged(3, 6);
    }
    unmark("one");
    cut(file, before); // the process was killed before it wrote what it had noted
    redeliver(emitter("two"), 0, 6); // and the other one comes first, with the same bytes
    redeliver(emitter("one"), 0, 6);
    assertThat(Events.numbers(file)).containsExactly(0, 1, 2, 0, 1, 2, 3, 4, 5, 3, 4, 5);
  }

  @Test
  void emittersThatShareAFileEachCompleteTheirOwn() throws IOException {
    for (int cut = 0; cut < Events.lines(2, 4).length(); cut += 53) {
      Files.deleteIfExists(file);
      try (Emitter one = emitter("one" + cut);
          Emitter two = emitter("two" + cut)) {
        one.deliverLogged(0, 2);
        two.deliverLogged(0, 2);
        one.deliverLogged(2, 4);
      }
      unmark("one" + cut);
      cut(file, 2 * Events.lines(0, 2).getBytes(UTF_8).length + cut);
      try (Emitter two = emitter("two" + cut);
          Emitter one = emitter("one" + cut)) {
        two.deliverLogged(0, 3);
        one.deliverLogged(0, 4);
        two.deliverLogged(3, 4);
      }
      assertThat(Events.numbers(file).stream().sorted().toList())
          .containsExactly(0, 0, 1, 1, 2, 2, 3, 3);
    }
  }

  @Test
  void eventsWithTheSameIdAreAllWritten() {
    List<Delivery> batch =
        IntStream.range(0, 4)
            .mapToObj(position -> Delivery.of("file", Events.logged(position, Events.event(7)), 1))
            .toList();
    for (int run = 0; run < 2; run++) {
      try (Emitter emitter = emitter()) {
        emitter.deliver(batch.subList(0, 3));
        emitter.deliver(batch.subList(3, 4));
      }
    }
    assertThat(Events.numbers(file)).containsExactly(7, 7, 7, 7);
  }

  @Test
  void whatAPersonSendsAgainIsWrittenAgain() {
    write(emitter(), 3);
    try (Emitter emitter = emitter()) {
      Delivery again = Delivery.of("file", Events.logged(1), 1).resubmittedBy("somebody");
      emitter.deliver(List.of(again));
      emitter.deliver(List.of(again));
      emitter.deliverLogged(0, 4);
    }
    assertThat(Events.numbers(file)).containsExactly(0, 1, 2, 1, 1, 3);
  }

  @Test
  void aLogThatBeganAnewGivesOldPositionsToNewEvents() {
    write(emitter(), 3);
    try (Emitter emitter = emitter()) {
      emitter.deliver(List.of(Delivery.of("file", Events.logged(1, Events.event(77)), 1)));
    }
    assertThat(Events.numbers(file)).containsExactly(0, 1, 2, 77);
  }

  @Test
  void aFileThatWasGivenAnotherNameIsFound() throws IOException {
    write(emitter(), 5, 5);
    unmark("file");
    cut(file, Events.lines(0, 7).getBytes(UTF_8).length + 5);
    Path other = Files.move(file, folder.resolve("all.log.1"));
    redeliver(emitter(), 0, 12);
    assertThat(Events.numbers(other)).containsExactly(0, 1, 2, 3, 4, 5, 6);
    assertThat(Events.read(file)).isEqualTo(Events.lines(7, 12));
  }

  @Test
  void whatWasWrittenToAFileThatIsGoneIsNotWrittenAgain() throws IOException {
    Path elsewhere = Files.createDirectory(folder.resolve("archive"));
    write(emitter(), 5, 5);
    Path gone = Files.move(file, elsewhere.resolve("all.log"));
    redeliver(emitter(), 0, 12);
    assertThat(Events.read(gone) + Events.read(file)).isEqualTo(Events.lines(0, 12));
  }

  @Test
  void aFileThatAnotherToolCutIsGoneOnWith() throws IOException {
    write(emitter(), 5, 5);
    cut(file, 0);
    Files.writeString(file, "# begun anew\n", StandardOpenOption.APPEND);
    redeliver(emitter().settled(position -> Integer.parseInt(position) < 8), 8, 12);
    assertThat(Events.read(file)).isEqualTo("# begun anew\n" + Events.lines(8, 12));
  }

  @Test
  void aFileThatWasReplacedByACopyIsKnownByWhatItHolds() throws IOException {
    write(emitter(), 5, 5);
    Path copy = folder.resolve("copy");
    Files.copy(file, copy);
    Files.move(copy, file, StandardCopyOption.REPLACE_EXISTING);
    redeliver(emitter(), 0, 12);
    assertOnce(12);
  }

  @Test
  void whatWasWrittenOnTheDayBeforeIsKnown() {
    Clock midnight = Clock.fixed(Events.CLOCK.instant(), ZoneOffset.UTC);
    Clock next = Clock.offset(midnight, Duration.ofDays(1));
    write(emitter().with("rolling", true).with("zone", "UTC").at(midnight), 5, 3);
    redeliver(emitter().with("rolling", true).with("zone", "UTC").at(next), 2, 10);
    assertThat(Events.read(folder.resolve("all-2026-11-21.log"))).isEqualTo(Events.lines(0, 8));
    assertThat(Events.read(folder.resolve("all-2026-11-22.log"))).isEqualTo(Events.lines(8, 10));
  }

  @Test
  void whatWasTornOnTheDayBeforeIsCutThoughNothingIsAppendedThere() throws IOException {
    Clock next = Clock.offset(Events.CLOCK, Duration.ofDays(1));
    write(emitter().with("rolling", true).with("zone", "UTC"), 5, 3);
    unmark("file");
    Path before = folder.resolve("all-2026-11-21.log");
    cut(before, Events.lines(0, 7).getBytes(UTF_8).length + 100);
    redeliver(emitter().with("rolling", true).with("zone", "UTC").at(next), 2, 10);
    assertThat(Events.read(before)).isEqualTo(Events.lines(0, 7));
    assertThat(Events.read(folder.resolve("all-2026-11-22.log"))).isEqualTo(Events.lines(7, 10));
  }

  @Test
  void aChannelWhosePlaceAnotherOneTookWritesNothingMore() {
    try (Emitter before = emitter();
        Emitter next = emitter()) {
      before.deliverLogged(0, 5);
      next.deliverLogged(3, 8);
      assertThat(before.deliverLogged(5, 8))
          .allMatch(result -> result instanceof DeliveryResult.Retry);
    }
    assertOnce(8);
  }

  @Test
  void theJournalStaysSmallOnceCursorsAreStored() throws IOException {
    int[] settled = {-1};
    try (Emitter emitter = emitter().settled(one -> Integer.parseInt(one) <= settled[0])) {
      for (int from = 0; from < 12_000; from += 500) {
        emitter.deliverLogged(from, from + 500);
        settled[0] = from - 500;
      }
    }
    try (Stream<Path> files = Files.list(log.resolve("channels/file"))) {
      assertThat(files.mapToLong(path -> path.toFile().length()).sum()).isLessThan(200_000);
    }
    redeliver(emitter().settled(one -> Integer.parseInt(one) <= settled[0]), 11_001, 12_010);
    assertThat(Events.numbers(file)).isEqualTo(IntStream.range(0, 12_010).boxed().toList());
  }

  @Test
  void aRemovedEmitterLeavesNoJournal() {
    Emitter emitter = emitter();
    emitter.deliverLogged(0, 2);
    emitter.close();
    emitter.channel().removed();
    assertThat(log.resolve("channels/file")).doesNotExist();
  }

  @Test
  void aJournalThatCannotBeWrittenIsAReasonToWait() throws IOException {
    Files.createDirectories(log);
    Files.writeString(log.resolve("channels"), "not a folder");
    try (Emitter emitter = emitter()) {
      assertThat(emitter.deliverLogged(0, 1).toString()).contains("channels");
    }
    assertThat(Events.read(file)).isEmpty();
  }

  @Test
  void whereTheLogIsInMemoryNothingIsRemembered() {
    write(Emitter.to(file), 3);
    write(Emitter.to(file), 3);
    assertThat(Events.numbers(file)).containsExactly(0, 1, 2, 0, 1, 2);
  }
}
