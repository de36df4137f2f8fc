package dev.emitter.config;

import dev.emitter.channel.ResolvedEmitter;
import dev.emitter.execution.Backoff;
import dev.emitter.problem.ConfigurationException;
import dev.emitter.problem.FileFault;
import dev.emitter.problem.Location;
import dev.emitter.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file of the folder: what it says now, its last good version, and what was reported of it. Not
 * thread-safe.
 */
final class DefinitionFile {

  static final int LARGEST = 1 << 20;
  static final int HALF_WRITTEN_MILLIS = 300;

  /** Many editors, and {@code git checkout}, save a file by removing it and making it anew. */
  static final int SAVED_ANEW_MILLIS = 300;

  /** File systems may note the time of a change this coarsely. */
  private static final int COARSEST_MILLIS = 2_000;

  private final Path folder;
  private final String name;
  private final DefinitionReader reader;
  private @Nullable Stamp stamp;
  private @Nullable Digest bytes;
  private @Nullable Digest meaning;
  private final FileInputs inputs = new FileInputs();
  private boolean lookAgain;
  private final Backoff retries = Backoff.ofScans();
  private @Nullable Long absentSince;

  private @Nullable SaidOfOthers brokenSays;
  private @Nullable ResolvedEmitter good;
  private @Nullable ResolvedEmitter candidate;
  private @Nullable ResolvedEmitter running;
  private final FileReport report = new FileReport();

  DefinitionFile(Path folder, String name, DefinitionReader reader) {
    this.folder = folder;
    this.name = name;
    this.reader = reader;
  }

  String name() {
    return name;
  }

  private Path path() {
    return folder.resolve(name);
  }

  private String file() {
    return path().toString();
  }

  String defaultId() {
    return name().substring(0, name().length() - ".json".length());
  }

  /** What came of looking at a file. */
  enum Look {
    SAME,
    CHANGED,
    ABSENT
  }

  /**
   * Looks at the file.
   *
   * @param now the time of day in milliseconds
   * @param patient whether a file that may be half written is given time
   */
  Look look(Stamp seen, long now, boolean patient) {
    boolean returned = isAbsent();
    forgetAbsence();
    Look look = compare(seen, now, patient);
    return returned && look == Look.SAME ? Look.CHANGED : look;
  }

  private Look compare(Stamp seen, long now, boolean patient) {
    boolean inputsChanged = inputs.changed();
    boolean due = retries.isDue();
    if (seen.equals(stamp) && !lookAgain && !inputsChanged && !due) {
      return Look.SAME;
    }
    long age = Math.abs(now - seen.modifiedMillis());
    try {
      byte[] content = content();
      Digest digest = Digest.of(content);
      stamp = seen;
      lookAgain = age < COARSEST_MILLIS;
      boolean known = digest.equals(bytes);
      if (known && !inputsChanged && !due) {
        return Look.SAME;
      }
      if (!known) {
        retries.end();
      }
      bytes = digest;
      return judge(content, inputsChanged, patient && age < HALF_WRITTEN_MILLIS);
    } catch (NoSuchFileException e) {
      return Look.ABSENT;
    } catch (IOException e) {
      return unreadable(e);
    }
  }

  private byte[] content() throws IOException {
    try (var in = Files.newInputStream(path())) {
      return in.readNBytes(LARGEST + 1);
    }
  }

  private Look unreadable(IOException e) {
    lookAgain = true;
    bytes = null;
    String message = FileFault.reading(path(), e);
    Problem fault = new Problem(Location.ofFile(file()), JsonPaths.ROOT, message, null);
    return broken(List.of(fault), null);
  }

  private Look judge(byte[] content, boolean inputsChanged, boolean perhapsHalfWritten) {
    SaidOfOthers said = null;
    try {
      JsonDocument document = JsonDocument.parse(file(), bounded(file(), content));
      said = SaidOfOthers.of(document.root(), defaultId());
      Digest says = Digest.of(document.root());
      ResolvedEmitter before = candidate;
      ResolvedEmitter version = good;
      if (version == null || inputsChanged || !says.equals(meaning)) {
        version = resolve(document);
        good = version;
        meaning = says;
      }
      candidate = version;
      retries.end();
      brokenSays = null;
      report.warnings(placed(version.warnings(), document));
      return Objects.equals(before, candidate) ? Look.SAME : Look.CHANGED;
    } catch (RuntimeException e) {
      if (perhapsHalfWritten) {
        lookAgain = true;
        bytes = null;
        return Look.SAME;
      }
      if (!retries.isOn()) {
        report.tellAgain();
      }
      if (isPassing(e)) {
        retries.failed();
      } else {
        retries.end();
      }
      return broken(problems(e), said);
    } catch (Error e) { // such as want of memory, which may pass
      lookAgain = true;
      bytes = null;
      return broken(problems(e), said);
    }
  }

  /** A check that has failed itself may work later, when its class or its host is there. */
  private static boolean isPassing(RuntimeException e) {
    return !(e instanceof ConfigurationException) || e.getCause() != null;
  }

  /** White space may have moved what is warned of. */
  private static List<Problem> placed(List<Problem> found, JsonDocument document) {
    return found.stream().map(problem -> problem.in(document.locate(problem.path()))).toList();
  }

  private List<Problem> problems(Throwable e) {
    if (e instanceof ConfigurationException refused && !refused.problems().isEmpty()) {
      return refused.problems();
    }
    String message = "the definition cannot be read: " + e;
    return List.of(Problem.at(JsonPaths.ROOT, message).in(Location.ofFile(file())));
  }

  /**
   * Returns the content of a definition if it is not too large.
   *
   * @throws ConfigurationException if it is
   */
  static byte[] bounded(String file, byte[] content) {
    if (content.length > LARGEST) {
      String message = "too large; a definition has at most " + Found.number(LARGEST);
      Problem fault = new Problem(Location.ofFile(file), JsonPaths.ROOT, message + " bytes", null);
      throw JsonDocument.refused(file, fault);
    }
    return content;
  }

  private ResolvedEmitter resolve(JsonDocument document) {
    Set<Path> files = new HashSet<>();
    try {
      return reader.read(document, file(), defaultId(), files);
    } finally {
      inputs.are(files);
    }
  }

  private Look broken(List<Problem> problems, @Nullable SaidOfOthers said) {
    boolean same = candidate == null && report.told(problems) && Objects.equals(said, brokenSays);
    candidate = null;
    brokenSays = said;
    report.faults(problems);
    return same ? Look.SAME : Look.CHANGED;
  }

  boolean looksAgain() {
    return lookAgain || isAbsent() || !inputs.isEmpty();
  }

  /**
   * Notes that there is no file; returns whether that lasted so long that it is not being saved.
   *
   * @param now the time of day in milliseconds
   */
  boolean isGone(long now) {
    Long since = absentSince;
    if (since == null) {
      absentSince = now;
      return false;
    }
    return Math.abs(now - since) >= SAVED_ANEW_MILLIS;
  }

  /** Returns whether there was no file when it was last looked for. */
  boolean isAbsent() {
    return absentSince != null;
  }

  void forgetAbsence() {
    absentSince = null;
  }

  /** Returns what the file says now, or null if it is broken. */
  @Nullable ResolvedEmitter candidate() {
    return candidate;
  }

  /** Returns the id that the file gives its emitter, as far as it can be read. */
  String saidId() {
    SaidOfOthers said = brokenSays;
    if (candidate != null) {
      return candidate.id();
    }
    return said == null ? defaultId() : said.id();
  }

  /** Returns what a broken file says of others as far as it can be read, or null. */
  @Nullable SaidOfOthers brokenSays() {
    return brokenSays;
  }

  /** Returns the version at work, or null. */
  @Nullable ResolvedEmitter running() {
    return running;
  }

  void run(@Nullable ResolvedEmitter version) {
    running = version;
  }

  /** Sets the faults that lie between this file and others, each without a place. */
  void conflict(List<Problem> found) {
    if (!report.hasConflicts(found)) {
      report.conflicts(found.isEmpty() ? found : placed(found));
    }
  }

  private List<Problem> placed(List<Problem> found) {
    try {
      return placed(found, JsonDocument.parse(file(), content()));
    } catch (IOException | ConfigurationException e) {
      Location file = Location.ofFile(file());
      return found.stream().map(problem -> problem.in(file)).toList();
    }
  }

  FileReport report() {
    return report;
  }
}
