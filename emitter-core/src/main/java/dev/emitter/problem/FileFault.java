package dev.emitter.problem;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Says in plain words why a file or folder could not be read or written; an exception of Java names
 * its class and leaves the reason out. The words neither begin with the path nor say what to do:
 * whoever asked for the file knows both. Thread-safe.
 */
public final class FileFault {

  private FileFault() {}

  /** Returns why a file could not be read, such as "there is no such file". */
  public static String reading(Path file, IOException failure) {
    return words(file, failure, "file", "read");
  }

  /** Returns why a file could not be written, such as "may not be written by this user". */
  public static String writing(Path file, IOException failure) {
    return words(file, failure, "file", "written");
  }

  /** Returns why a folder could not be read, such as "is a file, and a folder is wanted". */
  public static String listing(Path folder, IOException failure) {
    return words(folder, failure, "folder", "read");
  }

  private static String words(Path path, IOException failure, String kind, String done) {
    if (failure instanceof NotDirectoryException) {
      return "is a file, and a folder is wanted";
    }
    if (kind.equals("file") && Files.isDirectory(path)) {
      return "is a folder, and a file is wanted";
    }
    if (failure instanceof NoSuchFileException || failure instanceof FileNotFoundException) {
      Path above = path.toAbsolutePath().getParent();
      return above == null || Files.isDirectory(above)
          ? "there is no such " + kind
          : "there is no such " + kind + ", nor a folder " + above;
    }
    if (failure instanceof AccessDeniedException) {
      return "may not be " + done + " by this user";
    }
    if (failure instanceof CharacterCodingException) {
      return "is no text in UTF-8";
    }
    String said = said(failure);
    return "cannot be " + done + (said == null ? "" : "; the system says: " + said);
  }

  /** Returns the words of the system, without the path where that is apart. */
  private static @Nullable String said(IOException failure) {
    String reason = failure instanceof FileSystemException refused ? refused.getReason() : null;
    return reason == null ? failure.getMessage() : reason;
  }
}
