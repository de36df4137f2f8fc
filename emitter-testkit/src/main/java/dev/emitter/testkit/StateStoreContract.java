package dev.emitter.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.emitter.log.EventLogException;
import dev.emitter.log.StateStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What {@link StateStore} promises, as tests: whoever writes one extends this class. Each test gets
 * a place of its own for what is stored.
 */
public abstract class StateStoreContract {

  private static final int WRITERS = 8;
  private static final int WRITES = 50;

  private @Nullable StateStore opened;

  /** Creates the tests. */
  protected StateStoreContract() {}

  /**
   * Opens the store, with what was written to it before in the same test; the one before is closed.
   */
  protected abstract StateStore open() throws Exception;

  @BeforeEach
  void openStore() throws Exception {
    opened = open();
  }

  @AfterEach
  void closeStore() {
    if (opened != null) {
      opened.close();
    }
  }

  private StateStore store() {
    return Objects.requireNonNull(opened);
  }

  private void reopen() throws Exception {
    store().close();
    opened = open();
  }

  private void put(String key, String value) {
    store().write(Map.of(key, Optional.of(value)));
  }

  @Test
  void holdsNothingAtFirst() {
    assertThat(store().entries("")).isEmpty();
  }

  @Test
  void knowsAgainWhatWasWritten() throws Exception {
    put("emitter/a", "1");
    store().write(Map.of("emitter/a", Optional.of("2"), "emitter/b", Optional.of("3")));
    put("parked/1/a", "x");
    store().write(Map.of("parked/1/a", Optional.empty(), "routed", Optional.of("")));
    Map<String, String> expected = Map.of("emitter/a", "2", "emitter/b", "3", "routed", "");
    assertThat(store().entries("")).isEqualTo(expected);
    reopen();
    assertThat(store().entries("")).isEqualTo(expected);
  }

  @Test
  void findsEntriesByTheirPrefixInTheOrderOfTheirKeys() throws Exception {
    for (String key : List.of("emitter/b", "emitter/a", "emitters", "emitter", "definition/a")) {
      put(key, key);
    }
    reopen();
    assertThat(store().entries("emitter/").keySet()).containsExactly("emitter/a", "emitter/b");
    assertThat(store().entries("emitter").keySet())
        .containsExactly("emitter", "emitter/a", "emitter/b", "emitters");
    assertThat(store().entries("emitter/a")).containsOnlyKeys("emitter/a");
    assertThat(store().entries("nothing")).isEmpty();
  }

  @Test
  void keepsAnyTextHoweverLong() throws Exception {
    SortedMap<String, String> texts = new TreeMap<>();
    texts.put("lines", "a\nb\r\nc\td");
    texts.put("quotes", "{\"a\": 'b', \"c\\\\\": \"\\u0000\"}");
    texts.put("scripts", "Grüße 你好 \uD83D\uDE00");
    texts.put("parked/17/an emitter, = and \"quotes\"", " spaces at both ends ");
    texts.put("long", "x".repeat(1_500_000));
    texts.forEach(this::put);
    reopen();
    assertThat(store().entries("")).isEqualTo(texts);
  }

  @Test
  void showsEntriesAsTheyWereWhenAsked() {
    put("a", "1");
    SortedMap<String, String> before = store().entries("");
    put("a", "2");
    put("b", "3");
    assertThat(before).isEqualTo(Map.of("a", "1"));
  }

  @Test
  void forgetsWhatIsRemovedAndMindsNothingThatIsNotThere() throws Exception {
    put("a", "1");
    store().write(Map.of("a", Optional.empty(), "never", Optional.empty()));
    assertThat(store().entries("")).isEmpty();
    store().write(Map.of());
    reopen();
    assertThat(store().entries("")).isEmpty();
  }

  @Test
  void takesChangesOfManyAtOnceAndLosesNone() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    try {
      List<CompletableFuture<Void>> writing = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        String writer = "writer" + i;
        writing.add(CompletableFuture.runAsync(() -> writeMany(writer), threads));
      }
      CompletableFuture.allOf(writing.toArray(new CompletableFuture<?>[0])).get();
    } finally {
      threads.shutdown();
    }
    reopen();
    SortedMap<String, String> entries = store().entries("");
    assertThat(entries).hasSize(WRITERS * (WRITES + 1));
    for (int i = 0; i < WRITERS; i++) {
      assertThat(entries).containsEntry("writer" + i, Integer.toString(WRITES - 1));
    }
  }

  /** Each write changes two entries, and whoever looks sees both changes or neither. */
  private void writeMany(String writer) {
    for (int i = 0; i < WRITES; i++) {
      store()
          .write(
              Map.of(
                  writer, Optional.of(Integer.toString(i)), writer + "/" + i, Optional.of("at")));
      SortedMap<String, String> seen = store().entries(writer + "/");
      if (seen.size() != i + 1) {
        throw new AssertionError(writer + " has written " + (i + 1) + " and sees " + seen);
      }
    }
  }

  @Test
  void refusesCallsAfterClose() throws Exception {
    put("a", "1");
    store().close();
    store().close(); // more than once does no harm
    assertThatIllegalStateException().isThrownBy(() -> put("b", "2"));
    opened = open();
    assertThat(store().entries("")).isEqualTo(Map.of("a", "1"));
  }

  @Test
  void keepsLargeValuesByName() throws Exception {
    List<byte[]> values = List.of(value(3), value(0), value(900_000), value(70_000), value(1));
    List<String> names = store().blobs().add(values);
    names = new ArrayList<>(names);
    names.addAll(store().blobs().add(List.of(value(3))));
    assertThat(names).hasSize(6).doesNotHaveDuplicates();
    assertThat(store().blobs().add(List.of())).isEmpty();
    requireValues(names, 3, 0, 900_000, 70_000, 1, 3);
    reopen();
    store().blobs().retain(Set.copyOf(names));
    requireValues(names, 3, 0, 900_000, 70_000, 1, 3);
    assertThat(store().blobs().add(List.of(value(2)))).doesNotContainAnyElementsOf(names);
  }

  @Test
  void removesLargeValuesAndKeepsTheOthers() throws Exception {
    store().blobs().retain(Set.of());
    List<String> names = store().blobs().add(List.of(value(1), value(2), value(3)));
    store().blobs().remove(List.of(names.get(1)));
    store().blobs().remove(List.of(names.get(1))); // more than once does no harm
    requireValues(List.of(names.get(0), names.get(2)), 1, 3);
    requireGone(names.get(1));
    reopen();
    store().blobs().retain(Set.of(names.get(0), names.get(2)));
    requireValues(List.of(names.get(0), names.get(2)), 1, 3);
    store().blobs().remove(names);
    names.forEach(this::requireGone);
  }

  @Test
  void removesLargeValuesThatNothingNamesWhenItIsOpened() throws Exception {
    List<String> names = store().blobs().add(List.of(value(80_000), value(90_000)));
    reopen();
    store().blobs().retain(Set.of(names.get(1)));
    requireGone(names.get(0));
    requireValues(names.subList(1, 2), 90_000);
    List<String> more = store().blobs().add(List.of(value(5)));
    reopen();
    store().blobs().retain(Set.of(names.get(1)));
    requireGone(more.get(0));
    requireValues(names.subList(1, 2), 90_000);
  }

  private void requireValues(List<String> names, int... lengths) {
    for (int i = 0; i < lengths.length; i++) {
      assertThat(store().blobs().get(names.get(i))).isEqualTo(value(lengths[i]));
    }
  }

  /** The room of a value may be free only with that of others, but it is gone after a restart. */
  private void requireGone(String name) {
    assertThatExceptionOfType(EventLogException.class).isThrownBy(() -> store().blobs().get(name));
  }

  private static byte[] value(int length) {
    byte[] value = new byte[length];
    new Random(length).nextBytes(value);
    return value;
  }
}
