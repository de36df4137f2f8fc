package dev.emitter.file;

import dev.emitter.file.JournalFile.Note;
import dev.emitter.file.JournalFile.State;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The journals of the emitters of one log, each in a folder of its own below the same one. Emitters
 * share files, and what one of them was about to write when the process was killed must not be
 * taken for written because another one then writes the same bytes there. So before anything is
 * appended to a file, all that the emitters of the log were about to append to it is looked for.
 * Thread-safe.
 */
final class Journals {

  private static final ConcurrentMap<Path, Journals> OF_LOGS = new ConcurrentHashMap<>();

  private final Path root;
  private final Map<Path, Journal> atWork = new HashMap<>();
  private @Nullable Map<String, Unexamined> unexamined;
  private int users;

  private Journals(Path root) {
    this.root = root;
  }

  /** Returns those of the log that a folder belongs to; they must be given back. */
  static Journals acquire(Path folder) {
    Path root = Objects.requireNonNull(folder.toAbsolutePath().getParent(), "a folder");
    return OF_LOGS.compute(
        root,
        (path, known) -> {
          Journals journals = known == null ? new Journals(path) : known;
          journals.users++;
          return journals;
        });
  }

  void release() {
    OF_LOGS.compute(root, (path, known) -> --users == 0 ? null : known);
  }

  /** Opens the journal of an emitter, in place of one that may be at work. */
  Journal open(Path folder, Predicate<String> settled, PathScope scope) throws IOException {
    Journal before;
    synchronized (this) {
      before = atWork.remove(folder);
    }
    if (before != null) {
      before.close();
    }
    for (String path : begun(folder).keySet()) {
      examine(path, scope);
    }
    Journal journal = Journal.read(folder, settled, scope);
    synchronized (this) {
      Journal between = atWork.put(folder, journal);
      if (between != null) {
        between.close();
      }
    }
    return journal;
  }

  synchronized void close(Path folder, Journal journal) {
    atWork.remove(folder, journal);
    journal.close();
  }

  /** Deletes what an emitter has left, unless another one of its id is at work. */
  synchronized void delete(Path folder) throws IOException {
    if (!atWork.containsKey(folder)) {
      for (Path file : Journal.files(folder)) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    }
  }

  /**
   * Finds out, once, what was written to a file by what was about to be when the last process
   * ended.
   */
  void examine(String path, PathScope scope) throws IOException {
    Unexamined one;
    synchronized (this) {
      Map<String, Unexamined> known = unexamined;
      if (known == null) {
        known = find();
        unexamined = known;
      }
      one = known.get(path);
    }
    if (one != null) {
      one.examine(path, scope);
      synchronized (this) {
        if (unexamined != null) {
          unexamined.remove(path, one);
        }
      }
    }
  }

  private Map<String, Unexamined> find() throws IOException {
    Map<String, Unexamined> found = new HashMap<>();
    if (!Files.isDirectory(root)) {
      return found;
    }
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(root)) {
      for (Path folder : folders) {
        begun(folder)
            .forEach(
                (path, files) ->
                    found.computeIfAbsent(path, p -> new Unexamined()).files.addAll(files));
      }
      return found;
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  /** Returns the files of a journal that have notes of which it is not known what became. */
  private static Map<String, Set<Path>> begun(Path folder) throws IOException {
    Map<String, Set<Path>> begun = new HashMap<>();
    for (Path file : Journal.files(folder)) {
      List<Note> notes = new ArrayList<>();
      JournalFile.read(file, notes);
      for (Note note : notes) {
        if (note.state() == State.BEGUN) {
          begun.computeIfAbsent(note.intent().path(), path -> new HashSet<>()).add(file);
        }
      }
    }
    return begun;
  }

  /** Journals that were about to write to a file; examined by one, while others wait. */
  private static final class Unexamined {

    private final Set<Path> files = new HashSet<>();

    synchronized void examine(String path, PathScope scope) throws IOException {
      for (Path file : files) {
        List<Note> notes = new ArrayList<>();
        JournalFile journal = JournalFile.read(file, notes);
        try {
          for (Note note : notes) {
            if (note.state() == State.BEGUN && note.intent().path().equals(path)) {
              journal.examined(note, IntentCheck.written(note.intent(), false, scope));
            }
          }
        } finally {
          journal.close();
        }
      }
      files.clear();
    }
  }
}
