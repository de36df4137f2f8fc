package dev.emitter.lab;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.List;
import java.util.Set;

/**
 * The folders and files of a {@link SimulatedStorage} as programs see them that use {@code
 * java.nio.file}: what a log has as {@code name} is {@code /name} here. There are no links, no
 * permissions and no locks. One for each process; equal paths of two are not equal. Thread-safe.
 */
final class DiskFileSystem extends FileSystem {

  static final String SEPARATOR = "/";

  private final DiskFileSystemProvider provider;

  DiskFileSystem(SimulatedStorage disk) {
    this.provider = new DiskFileSystemProvider(this, disk);
  }

  Path root() {
    return new DiskPath(this, SEPARATOR);
  }

  @Override
  public FileSystemProvider provider() {
    return provider;
  }

  @Override
  public Path getPath(String first, String... more) {
    String text = more.length == 0 ? first : first + SEPARATOR + String.join(SEPARATOR, more);
    return new DiskPath(this, text);
  }

  @Override
  public String getSeparator() {
    return SEPARATOR;
  }

  @Override
  public Iterable<Path> getRootDirectories() {
    return List.of(root());
  }

  @Override
  public Set<String> supportedFileAttributeViews() {
    return Set.of("basic");
  }

  @Override
  public PathMatcher getPathMatcher(String pattern) {
    if (!pattern.startsWith("glob:*")) {
      throw new UnsupportedOperationException(pattern);
    }
    String ending = pattern.substring("glob:*".length());
    return path -> path.toString().endsWith(ending);
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public boolean isReadOnly() {
    return false;
  }

  @Override
  public void close() throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public Iterable<FileStore> getFileStores() {
    return List.of();
  }

  @Override
  public UserPrincipalLookupService getUserPrincipalLookupService() {
    throw new UnsupportedOperationException();
  }

  @Override
  public WatchService newWatchService() {
    throw new UnsupportedOperationException();
  }
}
