package dev.emitter.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emitter.log.disk.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class SimulatedStorageTest {

  private static final int SEEDS = 400;

  private static void write(StorageFile file, long position, String text) throws IOException {
    file.write(ByteBuffer.wrap(text.getBytes(UTF_8)), position);
  }

  private static String text(SimulatedStorage disk, String name) throws IOException {
    return new String(disk.bytes(name), UTF_8);
  }

  /** A file of four sectors of one letter each, synced with its name. */
  private static StorageFile durable(SimulatedStorage disk, String letter) throws IOException {
    StorageFile file = disk.create("a");
    write(file, 0, letter.repeat(2048));
    file.sync();
    disk.syncDirectory();
    return file;
  }

  /** What happens to a disk before its power is cut. */
  private interface Story {
    void tell(SimulatedStorage disk) throws IOException;
  }

  /** What is looked at afterwards. */
  private interface Look {
    String at(SimulatedStorage left) throws IOException;
  }

  /** Returns all that is seen after the same story on many disks. */
  private static Set<String> outcomes(Story story, Look look) throws IOException {
    Set<String> seen = new TreeSet<>();
    for (long seed = 0; seed < SEEDS; seed++) {
      SimulatedStorage disk = SimulatedStorage.create(seed);
      story.tell(disk);
      seen.add(look.at(disk.powerCut()));
    }
    return seen;
  }

  @Test
  void readsWhatWasWritten() throws IOException {
    SimulatedStorage disk = SimulatedStorage.create(1);
    StorageFile file = disk.create("a");
    write(file, 1000, "hello");
    assertThat(file.size()).isEqualTo(1005);
    ByteBuffer target = ByteBuffer.allocate(10);
    assertThat(file.read(target, 998)).isEqualTo(7);
    assertThat(Arrays.copyOf(target.array(), 7)).isEqualTo("\0\0hello".getBytes(UTF_8));
    assertThat(file.read(target, 5000)).isZero();
    file.truncate(1002);
    write(file, 1004, "!");
    assertThat(text(disk, "a")).endsWith("\0he\0\0!");
  }

  @Test
  void namesFiles() throws IOException {
    SimulatedStorage disk = SimulatedStorage.create(1);
    disk.create("a");
    assertThatExceptionOfType(FileAlreadyExistsException.class).isThrownBy(() -> disk.create("a"));
    assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> disk.open("b"));
    disk.rename("a", "b");
    disk.delete("none");
    assertThat(disk.list()).containsExactly("b");
    StorageFile file = disk.open("b");
    disk.delete("b");
    write(file, 0, "still open");
    assertThat(file.size()).isEqualTo(10);
    file.close();
    assertThatExceptionOfType(ClosedChannelException.class).isThrownBy(file::size);
  }

  @Test
  void keepsWhatWasSynced() throws IOException {
    assertThat(outcomes(disk -> durable(disk, "x"), left -> text(left, "a")))
        .containsExactly("x".repeat(2048));
  }

  @Test
  void dropsKeepsAndReordersSectorsThatWereNotSynced() throws IOException {
    Set<String> seen =
        outcomes(
            disk -> {
              StorageFile file = durable(disk, "-");
              for (int sector = 0; sector < 4; sector++) {
                write(file, sector * 512L, "w".repeat(512));
              }
            },
            left -> {
              StringBuilder ends = new StringBuilder();
              for (int sector = 0; sector < 4; sector++) {
                String all = text(left, "a").substring(sector * 512, sector * 512 + 512);
                ends.append(all.equals("w".repeat(512)) ? 'w' : all.contains("w") ? 't' : '-');
              }
              return ends.toString();
            });
    assertThat(seen).contains("----", "wwww", "w---", "---w", "-w-w", "ww-w");
    assertThat(seen).as("torn sectors").anyMatch(one -> one.contains("t"));
  }

  @Test
  void leavesAnOldVersionOfASectorButNeverALaterWithoutAnEarlier() throws IOException {
    Set<String> seen =
        outcomes(
            disk -> {
              StorageFile file = durable(disk, "-");
              write(file, 0, "1".repeat(512));
              write(file, 0, "2".repeat(256));
            },
            left -> {
              String sector = text(left, "a").substring(0, 512);
              return "" + sector.charAt(0) + sector.charAt(511);
            });
    assertThat(seen).contains("--", "11", "21").doesNotContain("2-");
  }

  @Test
  void growsWithoutDataOrNotAtAll() throws IOException {
    Set<String> seen =
        outcomes(
            disk -> {
              StorageFile file = durable(disk, "-");
              write(file, 2048, "n".repeat(1024));
            },
            left -> {
              byte[] bytes = left.bytes("a");
              String data = bytes.length < 3072 ? "" : new String(bytes, 2048, 1024, UTF_8);
              String kind =
                  data.equals("n".repeat(1024))
                      ? "data"
                      : data.equals("\0".repeat(1024)) ? "zeros" : "mixed";
              return bytes.length + (data.isEmpty() ? "" : " " + kind);
            });
    assertThat(seen).contains("2048", "3072 data", "3072 zeros", "3072 mixed");
  }

  @Test
  void showsWhatADeletedFileHad() throws IOException {
    Set<String> seen =
        outcomes(
            disk -> {
              durable(disk, "s");
              disk.delete("a");
              StorageFile file = disk.create("b");
              file.sync();
              disk.syncDirectory();
              write(file, 0, "n".repeat(1024));
            },
            left -> text(left, "b").contains("ssss") ? "stale" : "");
    assertThat(seen).contains("stale", "");
  }

  @Test
  void forgetsAndRemembersCuts() throws IOException {
    Set<String> seen =
        outcomes(disk -> durable(disk, "x").truncate(100), left -> "" + left.bytes("a").length);
    assertThat(seen).containsExactly("100", "2048");
  }

  @Test
  void keepsAnySubsetOfNamesThatWereNotSynced() throws IOException {
    Set<String> seen =
        outcomes(
            disk -> {
              durable(disk, "x");
              disk.create("b");
              disk.create("c");
              disk.delete("a");
            },
            left -> String.join("", left.list()));
    assertThat(seen).containsExactlyInAnyOrder("", "a", "b", "c", "ab", "ac", "bc", "abc");
  }

  @Test
  void keepsARenameWithoutTheContent() throws IOException {
    Set<String> seen =
        outcomes(
            disk -> {
              durable(disk, "x");
              StorageFile file = disk.create("draft");
              write(file, 0, "y".repeat(512));
              disk.rename("draft", "a");
            },
            left -> {
              String text = text(left, "a");
              return text.isEmpty() ? "empty" : text.startsWith("y") ? "new" : text.substring(0, 1);
            });
    assertThat(seen).contains("empty", "new", "x");
  }

  @Test
  void keepsNamesThatWereSynced() throws IOException {
    Set<String> seen =
        outcomes(
            disk -> {
              durable(disk, "x");
              disk.rename("a", "b");
              disk.create("c");
              disk.delete("c");
              disk.syncDirectory();
            },
            left -> String.join("", left.list()));
    assertThat(seen).containsExactly("b");
  }

  @Test
  void isTheSameAgainWithTheSameSeed() throws IOException {
    for (long seed = 0; seed < 50; seed++) {
      assertThat(afterACut(seed)).isEqualTo(afterACut(seed));
    }
  }

  private static List<String> afterACut(long seed) throws IOException {
    SimulatedStorage disk = SimulatedStorage.create(seed);
    disk.faults().writes(0.3);
    StorageFile file = disk.create("a");
    disk.syncDirectory();
    for (int i = 0; i < 20; i++) {
      try {
        write(file, i * 300L, ("" + i).repeat(150));
      } catch (IOException e) {
        file.sync();
      }
    }
    SimulatedStorage left = disk.powerCut();
    return List.of(text(left, "a"), String.join("", left.list()));
  }

  @Test
  void refusesEverythingOnceThePowerIsCut() throws IOException {
    SimulatedStorage disk = SimulatedStorage.create(1);
    StorageFile file = durable(disk, "x");
    disk.cutAfter(3);
    write(file, 0, "1");
    write(file, 0, "2");
    assertThatExceptionOfType(PowerCutException.class).isThrownBy(() -> write(file, 0, "3"));
    assertThat(disk.isCut()).isTrue();
    assertThatExceptionOfType(PowerCutException.class).isThrownBy(file::sync);
    assertThatExceptionOfType(PowerCutException.class).isThrownBy(disk::list);
    assertThat(disk.powerCut().list()).containsExactly("a");
    assertThatExceptionOfType(PowerCutException.class).isThrownBy(() -> disk.open("a"));
  }

  @Test
  void isFull() throws IOException {
    SimulatedStorage disk = SimulatedStorage.create(1);
    StorageFile file = durable(disk, "x");
    disk.faults().capacity(2050);
    assertThat(disk.usableBytes()).isEqualTo(2);
    assertThatThrownBy(() -> write(file, 2048, "1234")).hasMessageContaining("No space left");
    assertThat(text(disk, "a")).endsWith("x12");
    write(file, 0, "y".repeat(2048));
    disk.delete("a");
    write(disk.create("b"), 0, "fits again");
  }

  @Test
  void losesWhatAFailedSyncLeftAlthoughItIsSeen() throws IOException {
    Set<String> seen = new HashSet<>();
    for (long seed = 0; seed < SEEDS; seed++) {
      SimulatedStorage disk = SimulatedStorage.create(seed);
      StorageFile file = durable(disk, "-");
      write(file, 0, "w".repeat(512));
      disk.faults().syncs(1);
      assertThatThrownBy(file::sync).isInstanceOf(IOException.class);
      disk.faults().clear();
      file.sync();
      seen.add(text(disk, "a").charAt(0) + " then " + text(disk.powerCut(), "a").charAt(0));
    }
    assertThat(seen).contains("w then w", "w then -", "- then -").doesNotContain("- then w");
  }

  @Test
  void failsWritesAnywhereAndReadsAndNames() throws IOException {
    Set<Integer> lengths = new HashSet<>();
    for (long seed = 0; seed < SEEDS; seed++) {
      SimulatedStorage disk = SimulatedStorage.create(seed);
      StorageFile file = disk.create("a");
      disk.faults().writes(1);
      assertThatThrownBy(() -> write(file, 0, "12345678")).hasMessageContaining("Input/output");
      lengths.add(disk.bytes("a").length);
      disk.faults().reads(1);
      assertThatThrownBy(() -> file.read(ByteBuffer.allocate(1), 0)).hasMessageContaining("read");
      disk.faults().directory(1);
      assertThatThrownBy(disk::syncDirectory).hasMessageContaining("directory");
    }
    assertThat(lengths).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8);
  }

  @Test
  void rots() throws IOException {
    SimulatedStorage disk = SimulatedStorage.create(1);
    durable(disk, "a");
    disk.flip("a", 8 * 700 + 1);
    assertThat(text(disk, "a")).hasSize(2048).containsOnlyOnce("c");
    assertThat(text(disk.powerCut(), "a").charAt(700)).isEqualTo('c');
  }
}
