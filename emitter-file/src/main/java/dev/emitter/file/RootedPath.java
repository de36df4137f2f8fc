package dev.emitter.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Files below a root, whatever the path says and whatever links lie on it. A link between folders
 * is followed as long as it stays within.
 *
 * @param root absolute and normalised
 */
record RootedPath(Path root) implements PathScope {

  @Override
  public Path resolve(Path given) {
    return root.resolve(given.toString()).normalize();
  }

  @Override
  public @Nullable String fault(Path given) {
    String fault = PathScope.super.fault(given);
    if (fault != null) {
      return fault;
    }
    try {
      requireWithin(resolve(given));
      return null;
    } catch (IOException e) {
      return "\"" + given + "\": " + e.getMessage();
    }
  }

  @Override
  public Path nearestExisting(Path file) throws IOException {
    requireWithin(file);
    return PathScope.super.nearestExisting(file);
  }

  @Override
  public Path locate(Path file) throws IOException {
    requireWithin(file);
    Files.createDirectories(root);
    Path folder = PathScope.makeFolder(file);
    Path located = folder.resolve(String.valueOf(file.getFileName()));
    if (!folder.startsWith(root.toRealPath()) || Files.isSymbolicLink(located)) {
      throw leaves(file);
    }
    return located;
  }

  /** Judges by what exists, before anything is created. */
  private void requireWithin(Path file) throws IOException {
    if (!file.startsWith(root) || file.equals(root) || Files.isSymbolicLink(file)) {
      throw leaves(file);
    }
    Path nearest = nearestWithin(file);
    if (exists(nearest) && !realPath(nearest, file).startsWith(root.toRealPath())) {
      throw leaves(file);
    }
  }

  private Path nearestWithin(Path file) {
    Path nearest = root;
    for (Path name : root.relativize(file)) {
      if (!exists(nearest.resolve(name))) {
        break;
      }
      nearest = nearest.resolve(name);
    }
    return nearest;
  }

  private static boolean exists(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  private Path realPath(Path existing, Path file) throws IOException {
    try {
      return existing.toRealPath();
    } catch (NoSuchFileException dangling) {
      throw leaves(file);
    }
  }

  private IOException leaves(Path file) {
    return new PathEscapeException(file, root);
  }

  /** Walks down from the root, one folder at a time, so that no link can be slipped in between. */
  @Override
  public FileChannel open(Path located, Set<? extends OpenOption> options) throws IOException {
    Path realRoot = root.toRealPath();
    if (!located.startsWith(realRoot)) {
      throw leaves(located);
    }
    Set<OpenOption> unlinked = PathScope.unlinked(options);
    try (DirectoryStream<Path> top = Files.newDirectoryStream(realRoot)) {
      return top instanceof SecureDirectoryStream<Path> folder
          ? descend(folder, realRoot.relativize(located), unlinked)
          : FileChannel.open(located, unlinked);
    }
  }

  private static FileChannel descend(
      SecureDirectoryStream<Path> folder, Path below, Set<OpenOption> options) throws IOException {
    if (below.getNameCount() == 1) {
      return (FileChannel) folder.newByteChannel(below, options);
    }
    try (SecureDirectoryStream<Path> next =
        folder.newDirectoryStream(below.getName(0), LinkOption.NOFOLLOW_LINKS)) {
      return descend(next, below.subpath(1, below.getNameCount()), options);
    }
  }
}
