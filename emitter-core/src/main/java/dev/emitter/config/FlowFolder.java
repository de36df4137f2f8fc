package dev.emitter.config;

import dev.emitter.definition.FlowDefinition;
import dev.emitter.problem.ConfigurationException;
import dev.emitter.problem.FileFault;
import dev.emitter.problem.Location;
import dev.emitter.problem.Problem;
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
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The flows of a folder, one a {@code .json} file; hidden files are passed over. Immutable and
 * thread-safe.
 *
 * @param flows the flows, in the order of their files
 * @param warnings what is allowed in the files, but was most likely meant otherwise
 */
public record FlowFolder(List<FlowDefinition> flows, List<Problem> warnings) {

  public FlowFolder {
    flows = List.copyOf(flows);
    warnings = List.copyOf(warnings);
  }

  /**
   * Reads a folder. No two flows may have the same id, or the same mapping: it would not be known
   * which of them a chain belongs to.
   *
   * @throws ConfigurationException with every fault of every file, or if the folder cannot be read
   */
  public static FlowFolder read(Path folder, FlowReader reader) {
    Reading reading = new Reading(reader);
    files(folder).forEach(reading::add);
    if (!reading.faults.isEmpty()) {
      String count = reading.faults.size() == 1 ? "1 fault:" : reading.faults.size() + " faults:";
      throw new ConfigurationException(folder + " has " + count, reading.faults);
    }
    return new FlowFolder(reading.flows, reading.warnings);
  }

  /**
   * Reads a folder, and leaves out what cannot be used: flows with faults, and all of those that
   * have an id or a mapping together.
   *
   * @throws ConfigurationException if the folder cannot be read
   */
  public static Usable readUsable(Path folder, FlowReader reader) {
    Reading reading = new Reading(reader);
    files(folder).forEach(reading::add);
    return new Usable(new FlowFolder(reading.unambiguous(), reading.warnings), reading.faults);
  }

  /**
   * What can be used of a folder. Immutable.
   *
   * @param folder the flows that can be used
   * @param faults why others were left out
   */
  public record Usable(FlowFolder folder, List<Problem> faults) {

    public Usable {
      faults = List.copyOf(faults);
    }
  }

  private static TreeSet<Path> files(Path folder) {
    try {
      return listed(folder);
    } catch (IOException e) {
      throw new ConfigurationException(
          "flows = " + folder + ": " + FileFault.listing(folder, e) + "; name a folder of flows");
    }
  }

  private static TreeSet<Path> listed(Path folder) throws IOException {
    TreeSet<Path> files = new TreeSet<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        if (PassedOver.isDefinition(String.valueOf(entry.getFileName()))) {
          files.add(entry);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return files;
  }

  /** One reading of a folder. */
  private static final class Reading {

    private final FlowReader reader;
    private final List<FlowDefinition> flows = new ArrayList<>();
    private final List<Problem> faults = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();
    private final Map<String, Path> byId = new HashMap<>();
    private final Map<FlowDefinition.Mapping, Path> byMapping = new HashMap<>();
    private final Set<Object> taken = new HashSet<>();

    Reading(FlowReader reader) {
      this.reader = reader;
    }

    void add(Path file) {
      try {
        String name = String.valueOf(file.getFileName());
        String id = name.substring(0, name.length() - ".json".length());
        FlowReader.Declared declared = reader.read(file.toString(), id, Files.readAllBytes(file));
        FlowDefinition flow = declared.flow();
        warnings.addAll(declared.warnings());
        taken(file, "$.id", flow.id(), byId.putIfAbsent(flow.id(), file));
        taken(file, "$.mapping", flow.mapping(), byMapping.putIfAbsent(flow.mapping(), file));
        flows.add(flow);
      } catch (ConfigurationException e) {
        faults.addAll(e.problems());
      } catch (IOException e) {
        faults.add(fault(file, JsonPaths.ROOT, FileFault.reading(file, e)));
      }
    }

    private void taken(Path file, String path, Object value, @Nullable Path other) {
      if (other != null) {
        taken.add(value);
        faults.add(fault(file, path, "is that of " + other.getFileName() + ", too; change one"));
      }
    }

    List<FlowDefinition> unambiguous() {
      return flows.stream()
          .filter(flow -> !taken.contains(flow.id()) && !taken.contains(flow.mapping()))
          .toList();
    }

    private static Problem fault(Path file, String path, String message) {
      return Problem.at(path, message).in(Location.ofFile(file.toString()));
    }
  }
}
