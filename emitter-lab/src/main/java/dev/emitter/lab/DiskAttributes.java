package dev.emitter.lab;

import dev.emitter.lab.SimulatedStorage.Look;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link DiskFileSystem} says of a file. Immutable.
 *
 * @param isDirectory whether it is a folder
 * @param look its number and its size
 */
record DiskAttributes(boolean isDirectory, Look look) implements BasicFileAttributes {

  private static final FileTime NEVER = FileTime.fromMillis(0);

  static DiskAttributes ofFolder() {
    return new DiskAttributes(true, new Look(0, 0));
  }

  @Override
  public FileTime lastModifiedTime() {
    return NEVER;
  }

  @Override
  public FileTime lastAccessTime() {
    return NEVER;
  }

  @Override
  public FileTime creationTime() {
    return NEVER;
  }

  @Override
  public boolean isRegularFile() {
    return !isDirectory;
  }

  @Override
  public boolean isSymbolicLink() {
    return false;
  }

  @Override
  public boolean isOther() {
    return false;
  }

  @Override
  public long size() {
    return look.size();
  }

  @Override
  public @Nullable Object fileKey() {
    return isDirectory ? null : "inode " + look.number();
  }
}
