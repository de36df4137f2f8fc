package dev.emitter.lab;

import dev.emitter.log.disk.StorageFile;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Does what a {@link DiskFileSystem} is asked for. Thread-safe. */
final class DiskFileSystemProvider extends FileSystemProvider {

  private final DiskFileSystem system;
  private final SimulatedStorage disk;

  DiskFileSystemProvider(DiskFileSystem system, SimulatedStorage disk) {
    this.system = system;
    this.disk = disk;
  }

  private static String name(Path path) {
    return ((DiskPath) path.toAbsolutePath().normalize()).onDisk();
  }

  private static String parent(String name) {
    int slash = name.lastIndexOf(DiskFileSystem.SEPARATOR);
    return slash < 0 ? "" : name.substring(0, slash);
  }

  private void requireParent(String name) throws IOException {
    String folder = parent(name);
    if (!folder.isEmpty() && !disk.isFolder(folder)) {
      throw new NoSuchFileException(folder);
    }
  }

  @Override
  public FileChannel newFileChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    String name = name(path);
    if (name.isEmpty() || disk.isFolder(name)) {
      return new DiskChannel(new DiskFolder(disk, name), false);
    }
    boolean makes =
        options.contains(StandardOpenOption.CREATE)
            || options.contains(StandardOpenOption.CREATE_NEW);
    boolean there = disk.exists(name);
    if (there && options.contains(StandardOpenOption.CREATE_NEW)) {
      throw new FileAlreadyExistsException(name);
    }
    if (!there && makes) {
      requireParent(name);
    }
    StorageFile file = there || !makes ? disk.open(name) : disk.create(name);
    DiskChannel channel = new DiskChannel(file, options.contains(StandardOpenOption.APPEND));
    return options.contains(StandardOpenOption.TRUNCATE_EXISTING) ? channel.truncate(0) : channel;
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return newFileChannel(path, options, attributes);
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path folder, DirectoryStream.Filter<? super Path> filter) throws IOException {
    String name = name(folder);
    if (!name.isEmpty() && !disk.isFolder(name)) {
      throw new NoSuchFileException(name);
    }
    List<Path> found = new ArrayList<>();
    for (String one : disk.listBelow(name)) {
      Path path = folder.resolve(one);
      if (filter.accept(path)) {
        found.add(path);
      }
    }
    return new DirectoryStream<>() {
      @Override
      public Iterator<Path> iterator() {
        return found.iterator();
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
    String name = name(folder);
    if (name.isEmpty() || disk.exists(name)) {
      throw new FileAlreadyExistsException(name);
    }
    requireParent(name);
    disk.createFolder(name);
  }

  @Override
  public void delete(Path path) throws IOException {
    String name = name(path);
    if (!disk.exists(name)) {
      throw new NoSuchFileException(name);
    }
    disk.delete(name);
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) throws IOException {
    disk.rename(name(source), name(target));
  }

  @Override
  public boolean isSameFile(Path one, Path other) {
    return name(one).equals(name(other));
  }

  @Override
  public boolean isHidden(Path path) {
    return false;
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    String name = name(path);
    if (!name.isEmpty() && !disk.exists(name)) {
      throw new NoSuchFileException(name);
    }
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    checkAccess(path);
    String name = name(path);
    boolean folder = name.isEmpty() || disk.isFolder(name);
    return type.cast(
        folder ? DiskAttributes.ofFolder() : new DiskAttributes(false, disk.lookAt(name)));
  }

  @Override
  public <V extends FileAttributeView> @Nullable V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    return null;
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String names, LinkOption... options) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void setAttribute(Path path, String name, Object value, LinkOption... options) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void copy(Path source, Path target, CopyOption... options) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileStore getFileStore(Path path) throws IOException {
    throw new IOException("a simulated disk has no store");
  }

  @Override
  public String getScheme() {
    return "disk";
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    return system;
  }

  @Override
  public Path getPath(URI uri) {
    return system.getPath(uri.getPath());
  }
}
