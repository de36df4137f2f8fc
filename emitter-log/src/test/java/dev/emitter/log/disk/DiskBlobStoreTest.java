package dev.emitter.log.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.emitter.log.BlobStore;
import dev.emitter.log.EventLogException;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Large values of the state, in files beside it. */
@Tag("R4")
final class DiskBlobStoreTest {

  private static final byte[] SMALL = {1, 2, 3};
  private static final byte[] LARGE = new byte[100_000];

  private final MemoryStorage storage = new MemoryStorage();
  private DiskStateStore state = DiskStateStore.open(storage);
  private BlobStore blobs = state.blobs();

  @BeforeEach
  void begin() {
    blobs.retain(Set.of());
  }

  private void reopen() {
    state.close();
    state = DiskStateStore.open(storage);
    blobs = state.blobs();
  }

  private List<String> files() throws IOException {
    return storage.list().stream().filter(name -> name.startsWith("blobs-")).sorted().toList();
  }

  @Test
  void smallValuesShareAFileAndLargeOnesHaveTheirOwn() throws IOException {
    List<String> names = blobs.add(List.of(SMALL, SMALL, LARGE, LARGE, SMALL));
    assertThat(files()).hasSize(4);
    blobs.remove(List.of(names.get(2), names.get(0)));
    assertThat(files()).hasSize(3);
    blobs.remove(List.of(names.get(1)));
    assertThat(files()).hasSize(2);
    blobs.remove(names);
    assertThat(files()).isEmpty();
  }

  @Test
  void aValueThatIsDamagedIsNotTakenForAnother() throws IOException {
    List<String> names = blobs.add(List.of(SMALL, SMALL));
    byte[] bytes = storage.bytes(files().get(0));
    bytes[0] ^= 1;
    storage.put(files().get(0), bytes);
    assertThatExceptionOfType(EventLogException.class)
        .isThrownBy(() -> blobs.get(names.get(0)))
        .withMessageContaining("is damaged and cannot be read");
    assertThat(blobs.get(names.get(1))).isEqualTo(SMALL);
    storage.put(files().get(0), new byte[] {0, 2});
    assertThatExceptionOfType(EventLogException.class)
        .isThrownBy(() -> blobs.get(names.get(1)))
        .withMessageContaining("the file ends before it");
  }

  @Test
  void whatIsNotKnownIsNotRemoved() throws IOException {
    List<String> names = blobs.add(List.of(SMALL, SMALL));
    reopen();
    blobs.remove(List.of(names.get(0))); // nobody has said which values there are in that file
    assertThat(blobs.get(names.get(1))).isEqualTo(SMALL);
    blobs.retain(Set.of(names.get(1)));
    assertThat(blobs.get(names.get(1))).isEqualTo(SMALL);
    assertThat(files()).hasSize(1);
  }

  @Test
  void namesOfFilesThatAreLostAreNotGivenAgain() {
    blobs.add(List.of(SMALL));
    reopen();
    blobs.retain(Set.of("17-0-3-1"));
    assertThat(blobs.add(List.of(SMALL)).get(0)).startsWith("18-0-3-");
    assertThatExceptionOfType(EventLogException.class).isThrownBy(() -> blobs.get("17-0-3-1"));
    assertThatExceptionOfType(EventLogException.class).isThrownBy(() -> blobs.get("no name"));
  }

  @Test
  void isClosedWithTheState() {
    String name = blobs.add(List.of(SMALL)).get(0);
    state.close();
    assertThatIllegalStateException().isThrownBy(() -> blobs.get(name));
    assertThatIllegalStateException().isThrownBy(() -> blobs.retain(Set.of()));
    blobs.remove(List.of(name)); // the next start does
  }
}
