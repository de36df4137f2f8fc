package dev.emitter.config;

import dev.emitter.problem.Problem;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The definition files of a folder, by name, as they were when last looked at. Not thread-safe. */
final class FolderFiles {

  private static final int MANY = 256;

  /** What lies in the folder for longer than this is not there because an editor saves. */
  private static final int SETTLED_MILLIS = 2_000;

  private final Path folder;
  private final DefinitionReader reader;
  private final Clock clock;
  private final Map<String, DefinitionFile> files = new TreeMap<>();
  private Map<String, Problem> passedOver = Map.of();

  FolderFiles(Path folder, DefinitionReader reader, Clock clock) {
    this.folder = folder;
    this.reader = reader;
    this.clock = clock;
  }

  /** Returns all of them, in the order of their names. */
  Collection<DefinitionFile> all() {
    return Collections.unmodifiableCollection(files.values());
  }

  /** Returns the names of those that must be looked at whatever is known of them. */
  Set<String> lookedAtAgain() {
    return files.values().stream()
        .filter(DefinitionFile::looksAgain)
        .map(DefinitionFile::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  boolean has(String name) {
    return files.containsKey(name);
  }

  /** Returns the names of those that are not listed. */
  Set<String> absentFrom(Map<String, Stamp> listing) {
    Set<String> absent = new TreeSet<>(files.keySet());
    absent.removeAll(listing.keySet());
    return absent;
  }

  /** Returns whether a file vanished that may be back in a moment. */
  boolean awaitReturn() {
    return files.values().stream().anyMatch(DefinitionFile::isAbsent);
  }

  void forgetAbsence() {
    files.values().forEach(DefinitionFile::forgetAbsence);
  }

  /** Returns the warnings of what was listed last and looks like a definition, but is none. */
  Map<String, Problem> passedOver() {
    return passedOver;
  }

  /**
   * Lists the folder.
   *
   * @param patient whether what may be there for a moment only, as while an editor saves, is given
   *     time before it is warned of
   */
  Map<String, Stamp> list(boolean patient) throws IOException {
    Map<String, Stamp> listing = new TreeMap<>();
    Map<String, Problem> others = new TreeMap<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        String name = String.valueOf(entry.getFileName());
        Stamp stamp = stamp(name);
        Problem warning = stamp == null ? PassedOver.warning(entry) : null;
        if (stamp != null) {
          listing.put(name, stamp);
        } else if (warning != null) {
          boolean told = passedOver.containsKey(name);
          if (told || !patient || !isNew(entry)) {
            others.put(name, warning);
          }
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    passedOver = others;
    return listing;
  }

  private boolean isNew(Path entry) {
    try {
      long modified = Files.getLastModifiedTime(entry, LinkOption.NOFOLLOW_LINKS).toMillis();
      return Math.abs(clock.millis() - modified) < SETTLED_MILLIS;
    } catch (IOException e) {
      return true;
    }
  }

  /** Returns how a file looks from outside, or null if it is not there or no definition. */
  @Nullable Stamp stamp(String name) {
    return PassedOver.isDefinition(name) ? Stamp.of(folder.resolve(name)) : null;
  }

  /** Notes files that are absent, and drops those that stay so; returns whether that is news. */
  boolean miss(Set<String> names) {
    boolean news = false;
    long now = clock.millis();
    for (String name : names) {
      DefinitionFile file = files.get(name);
      boolean first = file != null && !file.isAbsent();
      boolean gone = file != null && file.isGone(now);
      if (gone) {
        files.remove(name);
      }
      news |= first || gone;
    }
    return news;
  }

  /**
   * Looks at files, at many of them in parallel; returns whether something changed.
   *
   * @param patient whether a file that may be half written is given time
   */
  boolean look(Map<String, Stamp> listing, boolean patient) {
    listing.keySet().forEach(name -> files.computeIfAbsent(name, this::file));
    long now = clock.millis();
    Stream<String> names = listing.keySet().stream();
    Map<String, DefinitionFile.Look> looks =
        (listing.size() < MANY ? names : names.parallel())
            .collect(Collectors.toMap(n -> n, n -> look(n, listing, now, patient)));
    looks.forEach((name, look) -> files.computeIfPresent(name, (n, file) -> kept(file, look, now)));
    return looks.values().stream().anyMatch(look -> look != DefinitionFile.Look.SAME);
  }

  private DefinitionFile.Look look(
      String name, Map<String, Stamp> listing, long now, boolean patient) {
    DefinitionFile file = files.get(name);
    Stamp stamp = listing.get(name);
    return file == null || stamp == null
        ? DefinitionFile.Look.ABSENT
        : file.look(stamp, now, patient);
  }

  private DefinitionFile file(String name) {
    return new DefinitionFile(folder, name, reader);
  }

  private static @Nullable DefinitionFile kept(
      DefinitionFile file, DefinitionFile.Look look, long now) {
    return look == DefinitionFile.Look.ABSENT && file.isGone(now) ? null : file;
  }
}
