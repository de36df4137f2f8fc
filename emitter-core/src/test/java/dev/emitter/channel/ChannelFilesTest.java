package dev.emitter.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a channel remembers is open to nobody to whom the log is not. */
@Tag("D6")
final class ChannelFilesTest {

  @TempDir Path log = Path.of("");

  @BeforeEach
  void knowsPermissions() {
    assumeTrue(log.getFileSystem().supportedFileAttributeViews().contains("posix"));
  }

  @Test
  void foldersAndFilesAreAsPrivateAsTheFolderAbove() throws IOException {
    for (String mode : new String[] {"rwx------", "rwxr-x---"}) {
      Path above = Files.createDirectory(log.resolve(mode));
      Files.setPosixFilePermissions(above, PosixFilePermissions.fromString(mode));
      Path folder = above.resolve("channels").resolve("orders");
      ChannelFiles.makeFolder(folder);
      ChannelFiles.makeFolder(folder);
      Path file = folder.resolve("notes");
      ChannelFiles.open(file).close();
      ChannelFiles.open(file).close();
      ChannelFiles.forceNames(folder);

      assertThat(mode(folder)).isEqualTo(mode);
      assertThat(mode(above.resolve("channels"))).isEqualTo(mode);
      assertThat(mode(file)).isEqualTo(mode.replace('x', '-'));
    }
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
