package dev.emitter.cli;

import dev.emitter.config.FlowFolder;
import dev.emitter.config.FlowReader;
import dev.emitter.definition.FlowDefinition;
import dev.emitter.flow.ChainReader;
import dev.emitter.flow.http.Flows;
import dev.emitter.problem.ConfigurationException;
import dev.emitter.problem.FileFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which flows are declared, and how their addresses are reached. */
final class FlowOptions {

  @Option(
      names = "--flows",
      required = true,
      paramLabel = "DIR",
      description = "The folder of files that declare flows.")
  private Path folder = Path.of("");

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description =
          "Certificates in PEM of who may vouch for the receivers. Default: those of the JVM.")
  private @Nullable Path ca;

  @Option(
      names = "--http-on-loopback",
      description = "Take http addresses of this machine, too, for trying out.")
  private boolean httpOnLoopback;

  private FlowReader reader() {
    FlowReader reader = FlowReader.ofEnvironment();
    return httpOnLoopback ? reader.allowingHttpOnLoopback() : reader;
  }

  /** Returns the flows that can be used, and tells of the others; null and a fault if none can. */
  @Nullable List<FlowDefinition> readUsable(Faults faults) {
    try {
      FlowFolder.Usable read = FlowFolder.readUsable(folder, reader());
      List<FlowDefinition> flows = read.folder().flows();
      faults.add(read.folder().warnings());
      String empty = "flows = " + folder + ": no flow can be used; mend one of them";
      LeftOut.tell(
          read.faults(),
          "emitter flow check --flows " + folder,
          flows.isEmpty() ? empty : null,
          faults);
      return flows.isEmpty() && !read.faults().isEmpty() ? null : flows;
    } catch (ConfigurationException e) {
      faults.add(e);
      return null;
    }
  }

  /** Returns the flows, or null and every fault. */
  @Nullable List<FlowDefinition> read(Faults faults) {
    try {
      FlowFolder read = FlowFolder.read(folder, reader());
      faults.add(read.warnings());
      return read.flows();
    } catch (ConfigurationException e) {
      faults.add(e);
      return null;
    }
  }

  /** Says that there is nothing to work with. */
  String noneDeclared() {
    return "flows = "
        + folder
        + ": declares no flow (*.json), so nothing was checked; name a folder"
        + " that does";
  }

  /** Returns what sends requests, or null and a fault. */
  @Nullable Flows open(List<FlowDefinition> flows, ChainReader reader, Faults faults) {
    try {
      Flows.Builder builder = Flows.builder(flows, reader);
      if (ca != null && !vouch(ca, builder, faults)) {
        return null;
      }
      return (httpOnLoopback ? builder.allowHttpOnLoopback() : builder).build();
    } catch (ConfigurationException e) {
      faults.add(e);
      return null;
    }
  }

  private static boolean vouch(Path file, Flows.Builder builder, Faults faults) {
    try {
      builder.ca(Files.readString(file));
      return true;
    } catch (IOException e) {
      faults.add(
          "ca = " + file + ": " + FileFault.reading(file, e) + "; name a file of certificates");
      return false;
    }
  }
}
