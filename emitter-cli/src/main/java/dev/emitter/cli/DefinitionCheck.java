package dev.emitter.cli;

import dev.emitter.channel.ChannelProvider;
import dev.emitter.channel.ResolvedEmitter;
import dev.emitter.cli.References.Referred;
import dev.emitter.config.DefinitionFolder;
import dev.emitter.config.DefinitionReader;
import dev.emitter.config.FolderScan;
import dev.emitter.problem.ConfigurationException;
import dev.emitter.problem.FileFault;
import dev.emitter.topic.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks definition files one by one and folders of them. Not thread-safe. */
final class DefinitionCheck {

  /** A definition is far smaller; the library refuses longer ones. */
  private static final int MOST_BYTES = (1 << 20) + 1;

  private final DefinitionReader reader;
  private final Faults faults;
  private final @Nullable DeclaredNames names;
  private final Map<Path, Path> filesById = new HashMap<>();
  private final List<ResolvedEmitter> definitions = new ArrayList<>();

  /**
   * Creates a check of definitions that this process is to use.
   *
   * @param referred what definitions refer to; without a catalogue, topics and types do not matter
   */
  DefinitionCheck(Referred referred, Faults faults) {
    this(referred, ApplicationHandlers.none(), faults);
  }

  /**
   * Creates a check of definitions that an application is to use.
   *
   * @param handlers the type of those that name handlers
   */
  DefinitionCheck(Referred referred, ChannelProvider handlers, Faults faults) {
    Catalogue catalogue = referred.catalogue();
    DefinitionReader plain =
        Definitions.reader(referred.identities(), handlers).knowing(referred.recipients());
    this.reader = catalogue == null ? plain : plain.warningOfFilters(catalogue);
    this.faults = faults;
    this.names = catalogue == null ? null : new DeclaredNames(catalogue, faults);
  }

  /** Returns the definitions without a fault that were met. */
  List<ResolvedEmitter> definitions() {
    return definitions;
  }

  /** Checks folders and files. */
  void all(List<Path> paths) {
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        folder(path);
      } else {
        file(path);
      }
    }
  }

  void folder(Path folder) {
    String fault = Definitions.folderFault(folder);
    if (fault != null) {
      faults.add(fault);
    }
    if (!Files.isDirectory(folder)) {
      return;
    }
    try {
      FolderScan scan = new DefinitionFolder(folder, reader, Map::of, Clock.systemUTC()).scan();
      scan.standing().values().forEach(faults::add);
      scan.emitters().values().forEach(this::good);
    } catch (ConfigurationException e) {
      if (fault == null) { // else it was said already that the folder cannot be read
        faults.add(e);
      }
    }
  }

  private void file(Path file) {
    try (var in = Files.newInputStream(file)) {
      byte[] json = in.readNBytes(MOST_BYTES);
      ResolvedEmitter emitter = reader.readSystem(file.toString(), defaultId(file), json);
      faults.add(emitter.warnings());
      requireUnique(file, emitter);
    } catch (ConfigurationException e) {
      faults.add(e);
    } catch (IOException e) {
      faults.add(
          file + ": " + FileFault.reading(file, e) + "; name definition files or folders of them");
    }
  }

  /** Files of one folder are made to work together, even when they are named one by one. */
  private void requireUnique(Path file, ResolvedEmitter emitter) {
    Path key = file.toAbsolutePath().normalize().resolveSibling(emitter.id());
    Path other = filesById.putIfAbsent(key, file);
    if (other == null) {
      good(emitter);
    } else if (!other.equals(file)) {
      faults.add(
          file
              + ": $.id: the id "
              + Texts.quoted(emitter.id())
              + " belongs to "
              + other
              + " already (give one of them another id)");
    }
  }

  private void good(ResolvedEmitter emitter) {
    definitions.add(emitter);
    if (names != null) {
      names.check(emitter.definition());
    }
  }

  private static String defaultId(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(".json") ? name.substring(0, name.length() - ".json".length()) : name;
  }
}
