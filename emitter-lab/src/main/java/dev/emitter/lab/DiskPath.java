package dev.emitter.lab;

import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A path of a {@link DiskFileSystem}, absolute if it begins with a slash. Immutable. */
final class DiskPath implements Path {

  private final DiskFileSystem system;
  private final boolean absolute;
  private final List<String> names;

  DiskPath(DiskFileSystem system, String text) {
    this(
        system,
        text.startsWith(DiskFileSystem.SEPARATOR),
        Stream.of(text.split(DiskFileSystem.SEPARATOR)).filter(name -> !name.isEmpty()).toList());
  }

  private DiskPath(DiskFileSystem system, boolean absolute, List<String> names) {
    this.system = system;
    this.absolute = absolute;
    this.names = List.copyOf(names);
  }

  private DiskPath with(boolean isAbsolute, List<String> others) {
    return new DiskPath(system, isAbsolute, others);
  }

  private DiskPath own(Path other) {
    if (other instanceof DiskPath path && path.system == system) {
      return path;
    }
    throw new ProviderMismatchException();
  }

  /** Returns the name of the file on the disk, without the slash at the beginning. */
  String onDisk() {
    return String.join(DiskFileSystem.SEPARATOR, names);
  }

  @Override
  public FileSystem getFileSystem() {
    return system;
  }

  @Override
  public boolean isAbsolute() {
    return absolute;
  }

  @Override
  public @Nullable Path getRoot() {
    return absolute ? system.root() : null;
  }

  @Override
  public @Nullable Path getFileName() {
    return names.isEmpty() ? null : with(false, names.subList(names.size() - 1, names.size()));
  }

  @Override
  public @Nullable Path getParent() {
    if (names.isEmpty() || (names.size() == 1 && !absolute)) {
      return null;
    }
    return with(absolute, names.subList(0, names.size() - 1));
  }

  @Override
  public int getNameCount() {
    return names.size();
  }

  @Override
  public Path getName(int index) {
    return subpath(index, index + 1);
  }

  @Override
  public Path subpath(int from, int to) {
    return with(false, names.subList(from, to));
  }

  @Override
  public boolean startsWith(Path other) {
    return other instanceof DiskPath path
        && path.system == system
        && path.absolute == absolute
        && path.names.size() <= names.size()
        && names.subList(0, path.names.size()).equals(path.names);
  }

  @Override
  public boolean endsWith(Path other) {
    List<String> end = own(other).names;
    return end.size() <= names.size()
        && names.subList(names.size() - end.size(), names.size()).equals(end);
  }

  @Override
  public Path normalize() {
    List<String> plain = new ArrayList<>();
    for (String name : names) {
      if (name.equals("..") && !plain.isEmpty()) {
        plain.remove(plain.size() - 1);
      } else if (!name.equals(".")) {
        plain.add(name);
      }
    }
    return with(absolute, plain);
  }

  @Override
  public Path resolve(Path other) {
    DiskPath path = own(other);
    if (path.absolute) {
      return path;
    }
    List<String> all = new ArrayList<>(names);
    all.addAll(path.names);
    return with(absolute, all);
  }

  @Override
  public Path relativize(Path other) {
    return with(false, own(other).names.subList(names.size(), own(other).names.size()));
  }

  @Override
  public URI toUri() {
    return URI.create("disk://" + this);
  }

  @Override
  public Path toAbsolutePath() {
    return with(true, names);
  }

  @Override
  public Path toRealPath(LinkOption... options) {
    return toAbsolutePath().normalize();
  }

  @Override
  public WatchKey register(
      WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int compareTo(Path other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof DiskPath path
        && path.system == system
        && path.absolute == absolute
        && path.names.equals(names);
  }

  @Override
  public int hashCode() {
    return Objects.hash(absolute, names);
  }

  @Override
  public String toString() {
    return (absolute ? DiskFileSystem.SEPARATOR : "") + onDisk();
  }
}
