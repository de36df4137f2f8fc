package dev.emitter.channel;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The folder that a channel is given ({@link ChannelContext#folder}) and the files in it, made so
 * that nobody can read them who cannot read the log beside them. Where the file system knows no
 * such permissions (Windows), they get what the folder above gives.
 */
public final class ChannelFiles {

  private static final Set<PosixFilePermission> ENTERING =
      EnumSet.of(
          PosixFilePermission.OWNER_EXECUTE,
          PosixFilePermission.GROUP_EXECUTE,
          PosixFilePermission.OTHERS_EXECUTE);

  /** The channel's folder, the one of all channels, and that of the log. */
  private static final int LEVELS = 3;

  private ChannelFiles() {}

  /**
   * Makes a folder, and those above it that are missing, open to those to whom the nearest folder
   * above is that was there.
   *
   * @throws IOException if it cannot be made
   */
  public static void makeFolder(Path folder) throws IOException {
    Path above = folder.toAbsolutePath();
    while (above != null && !Files.isDirectory(above)) {
      above = above.getParent();
    }
    Files.createDirectories(folder, attributes(above, Set.of()));
  }

  /**
   * Opens a file to be written, and makes it if it is missing, open to those who may look into its
   * folder.
   *
   * @param more further options, such as to read it, too
   * @throws IOException if it cannot be opened
   */
  public static FileChannel open(Path file, OpenOption... more) throws IOException {
    Set<OpenOption> options = new HashSet<>(List.of(more));
    options.add(StandardOpenOption.WRITE);
    options.add(StandardOpenOption.CREATE);
    return FileChannel.open(file, options, attributes(file.toAbsolutePath().getParent(), ENTERING));
  }

  /**
   * Makes the names of new files in the folder of a channel survive a power cut, and the folder
   * itself, on systems that can.
   */
  public static void forceNames(Path folder) {
    Path one = folder.toAbsolutePath();
    for (int level = 0; level < LEVELS && one != null; level++) {
      try (FileChannel names = FileChannel.open(one, StandardOpenOption.READ)) {
        names.force(true);
      } catch (IOException unsupported) {
        return; // as on Windows, which keeps names by itself
      }
      one = one.getParent();
    }
  }

  private static FileAttribute<?>[] attributes(
      @Nullable Path folder, Set<PosixFilePermission> without) throws IOException {
    if (folder == null || !folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return new FileAttribute<?>[0];
    }
    Set<PosixFilePermission> permissions = new HashSet<>(Files.getPosixFilePermissions(folder));
    permissions.removeAll(without);
    return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)};
  }
}
