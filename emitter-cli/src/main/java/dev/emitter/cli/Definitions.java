package dev.emitter.cli;

import dev.emitter.channel.ChannelProvider;
import dev.emitter.config.ChannelTypes;
import dev.emitter.config.DefinitionReader;
import dev.emitter.config.Identities;
import dev.emitter.config.Placeholders;
import dev.emitter.filter.FilterDialects;
import dev.emitter.problem.FileFault;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What definition files may say, and where they are, without an emitter at work. */
final class Definitions {

  private Definitions() {}

  /** Returns the types that the library knows by itself and those on the class path. */
  static ChannelTypes types() {
    return types(ApplicationHandlers.none());
  }

  private static ChannelTypes types(ChannelProvider handlers) {
    return ChannelTypes.discover(
        List.of(handlers, AuditFolder.toLookInto(AuditFolder.in(Path.of("")))));
  }

  /**
   * Returns what reads definitions.
   *
   * @param handlers the type of those that name handlers
   */
  static DefinitionReader reader(Identities identities, ChannelProvider handlers) {
    return new DefinitionReader(
        types(handlers),
        FilterDialects.standard(),
        identities,
        Placeholders.ofEnvironment(),
        Clock.systemUTC());
  }

  /** Returns why the folder that {@code --emitters} names cannot be one of definitions, or null. */
  static @Nullable String emittersFault(Path folder) {
    String fault = folderFault(folder);
    return fault == null ? null : "emitters = " + fault;
  }

  /** Returns why a folder cannot be one of definitions, or null. */
  static @Nullable String folderFault(Path folder) {
    if (!Files.isDirectory(folder)) {
      String found = Files.exists(folder) ? "is not a folder" : "there is no such folder";
      return folder + ": " + found + "; name a folder of definition files";
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "[!.]*.json")) {
      return files.iterator().hasNext()
          ? null
          : folder + ": has no definition file (*.json); name a folder that has one";
    } catch (IOException e) {
      return folder + ": " + FileFault.listing(folder, e) + "; name a folder of definition files";
    }
  }
}
