package dev.emitter.log.disk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.emitter.log.EventLogException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class DiskStateStoreTest {

  private final FaultyStateStorage storage = new FaultyStateStorage();
  private DiskStateStore store = DiskStateStore.open(storage);

  @AfterEach
  void close() {
    store.close();
  }

  private void reopen() {
    store.close();
    store = DiskStateStore.open(storage, 1000);
  }

  private void put(String key, String value) {
    store.write(Map.of(key, Optional.of(value)));
  }

  @Test
  void isEmptyAtFirst() {
    assertThat(store.entries("")).isEmpty();
    assertThat(store.problems()).isEmpty();
  }

  @Test
  void knowsAgainWhatWasWritten() {
    put("cursor/a", "1");
    store.write(Map.of("cursor/a", Optional.of("2"), "cursor/b", Optional.of("3")));
    put("state/a", "x");
    store.write(Map.of("state/a", Optional.empty(), "cursor/c", Optional.of("")));
    reopen();
    assertThat(store.entries(""))
        .containsExactly(
            Map.entry("cursor/a", "2"), Map.entry("cursor/b", "3"), Map.entry("cursor/c", ""));
    assertThat(store.problems()).isEmpty();
  }

  @Test
  void findsEntriesByTheirPrefixInOrder() {
    for (String key :
        List.of("b", "a/2", "a/1", "a", "a0", "a.", "a\uffff", "a\uffffz", "\uffff")) {
      put(key, key);
    }
    assertThat(store.entries("a/").keySet()).containsExactly("a/1", "a/2");
    assertThat(store.entries("a").keySet())
        .containsExactly("a", "a.", "a/1", "a/2", "a0", "a\uffff", "a\uffffz");
    assertThat(store.entries("a\uffff").keySet()).containsExactly("a\uffff", "a\uffffz");
    assertThat(store.entries("\uffff").keySet()).containsExactly("\uffff");
    assertThat(store.entries("c")).isEmpty();
  }

  @Test
  void keepsAnyText() {
    Map<String, Optional<String>> changes = new LinkedHashMap<>();
    StringBuilder all = new StringBuilder();
    for (int c = 0; c < 0x3000; c++) {
      all.append((char) c);
    }
    String halves = "\ud83d\ude00 \ud83d \ude00 \ude00\ud83d";
    for (String text : List.of("", "\n", "\"\\\r\n\t\0", halves, all.toString(), "\ud83d")) {
      changes.put("key/" + text, Optional.of(text));
    }
    store.write(changes);
    reopen();
    assertThat(store.entries("")).hasSize(changes.size());
    changes.forEach(
        (key, value) -> assertThat(store.entries(key)).containsEntry(key, value.orElseThrow()));
    assertThat(store.problems()).isEmpty();
  }

  @Test
  void givesACopyOfItsEntries() {
    put("a", "1");
    Map<String, String> before = store.entries("");
    put("a", "2");
    before.put("b", "3");
    assertThat(store.entries("")).containsExactly(Map.entry("a", "2"));
  }

  @Test
  void writesLinesThatAPersonCanRead() {
    store.close();
    store = DiskStateStore.open(storage);
    put("cursor/orders", "17");
    store.write(Map.of("cursor/orders", Optional.empty()));
    assertThat(
            new String(storage.bytes(storage.published()), UTF_8)
                .lines()
                .map(
                    line ->
                        line.isEmpty()
                            ? line
                            : line.substring(9).replaceFirst("crc\":\\d+", "crc\":0")))
        .containsExactly(
            "{\"format\":\"emitter-state\",\"version\":2,\"generation\":2}",
            "{\"snapshot\":0}",
            "",
            "{\"batch\":1,\"key\":\"cursor/orders\",\"value\":\"17\"}",
            "{\"batch\":1,\"changes\":1,\"crc\":0,\"generation\":2,\"synced\":87}",
            "",
            "{\"batch\":2,\"key\":\"cursor/orders\",\"value\":null}",
            "{\"batch\":2,\"changes\":1,\"crc\":0,\"generation\":2,\"synced\":221}");
  }

  @Test
  void keepsOneFile() {
    for (int i = 0; i < 5; i++) {
      put("a", "" + i);
      reopen();
    }
    assertThat(storage.list()).hasSize(1);
  }

  @Test
  void compactsWhatOutgrowsTheEntries() {
    reopen();
    String first = storage.published();
    for (int i = 0; i < 1000; i++) {
      put("cursor/" + i % 10, "" + i);
    }
    assertThat(storage.published()).isGreaterThan(first);
    assertThat(storage.list()).hasSize(1);
    assertThat(storage.bytes(storage.published()).length).isLessThan(3000);
    reopen();
    assertThat(store.entries("")).hasSize(10).containsEntry("cursor/9", "999");
  }

  @Test
  void leavesOtherFilesAlone() {
    for (String name :
        List.of("state-1.txt", "state.txt", "0000000001.log", "state-0000000001.txt.bak")) {
      storage.put(name, new byte[] {1});
    }
    reopen();
    assertThat(storage.list()).hasSize(5);
  }

  @Test
  void keepsAFileOfALaterVersion() {
    StateText text = new StateText();
    text.header(99);
    String later =
        new String(text.toBytes(), UTF_8).substring(9).replace("\"version\":2", "\"version\":3");
    CRC32C crc = new CRC32C();
    crc.update(later.strip().getBytes(UTF_8));
    String line = String.format("%08x %s", crc.getValue(), later);
    storage.put("state-0000000099.txt", line.getBytes(UTF_8));
    assertThatExceptionOfType(EventLogException.class)
        .isThrownBy(() -> DiskStateStore.open(storage))
        .withMessageContaining("memory/state-0000000099.txt")
        .withMessageContaining("of version 3 of the format, this library knows 2 and those before")
        .withMessageContaining("Use the version of the library that wrote it, or a later one");
    assertThat(storage.bytes("state-0000000099.txt")).isEqualTo(line.getBytes(UTF_8));
  }

  @Test
  void writesNothingForNoChanges() {
    int before = storage.syncs();
    store.write(Map.of());
    assertThat(storage.syncs()).isEqualTo(before);
  }

  @Test
  void refusesAfterClose() {
    put("a", "1");
    store.close();
    store.close();
    assertThatIllegalStateException().isThrownBy(() -> put("a", "2"));
    assertThatIllegalStateException().isThrownBy(() -> store.write(Map.of()));
    assertThatIllegalStateException().isThrownBy(() -> store.entries(""));
    store = DiskStateStore.open(storage);
    assertThat(store.entries("")).containsEntry("a", "1");
  }
}
