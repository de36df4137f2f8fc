package dev.emitter.log.disk;

import java.io.IOException;
import java.util.List;

/**
 * The files of one directory, as the log and its state use them: the only way to the disk, so that
 * tests can put a disk of their own in its place. Implementations are thread-safe; names are plain
 * file names.
 *
 * <p>What was written survives a crash only after {@link StorageFile#sync}; a name that was
 * created, renamed or deleted does only after {@link #syncDirectory}. Until then a crash may keep
 * any part of it, in any order.
 */
public interface Storage {

  /** Returns the names of all files, in no particular order. */
  List<String> list() throws IOException;

  /**
   * Opens a file for reading and writing.
   *
   * @throws java.nio.file.NoSuchFileException if there is no such file
   */
  StorageFile open(String name) throws IOException;

  /**
   * Creates an empty file and opens it.
   *
   * @throws java.nio.file.FileAlreadyExistsException if there is one
   */
  StorageFile create(String name) throws IOException;

  /** Gives a file another name, in place of a file that has it already, in one step. */
  void rename(String from, String to) throws IOException;

  /** Deletes a file; one that is not there is passed over. */
  void delete(String name) throws IOException;

  /** Makes names survive a crash: those created, renamed and deleted so far. */
  void syncDirectory() throws IOException;

  /** Returns how many bytes can still be written, roughly. */
  long usableBytes() throws IOException;

  /** Returns what to call a file in a message: its path. */
  String describe(String name);
}
