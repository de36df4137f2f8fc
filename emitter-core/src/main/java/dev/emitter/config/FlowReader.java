package dev.emitter.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.emitter.channel.ParameterValues;
import dev.emitter.definition.FlowDefinition;
import dev.emitter.definition.FlowDefinition.Action;
import dev.emitter.definition.FlowStatus;
import dev.emitter.problem.ConfigurationException;
import dev.emitter.problem.Problem;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * Reads the files of operators that declare flows. A bad one is refused whole, with every fault at
 * once: its place, its JSON path, what was found and what is allowed. Thread-safe.
 */
public final class FlowReader {

  private final Placeholders placeholders;
  private final boolean httpOnLoopback;

  private FlowReader(Placeholders placeholders, boolean httpOnLoopback) {
    this.placeholders = placeholders;
    this.httpOnLoopback = httpOnLoopback;
  }

  /** Returns a reader that resolves placeholders with the environment of this process. */
  public static FlowReader ofEnvironment() {
    return of(Placeholders.ofEnvironment());
  }

  /** Returns a reader with placeholders of its own. */
  public static FlowReader of(Placeholders placeholders) {
    return new FlowReader(placeholders, false);
  }

  /** Returns a reader that takes http addresses, too, that lead to this machine: for trying out. */
  public FlowReader allowingHttpOnLoopback() {
    return new FlowReader(placeholders, true);
  }

  /**
   * A flow, and what is allowed in its file but was most likely meant otherwise.
   *
   * @param flow the flow
   * @param warnings each with its place
   */
  public record Declared(FlowDefinition flow, List<Problem> warnings) {

    public Declared {
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * Reads a file.
   *
   * @param fileName the file's path as its author knows it; relative paths of placeholders are
   *     taken from its folder
   * @param defaultId the id if the file says none
   * @throws ConfigurationException with every fault
   */
  public Declared read(String fileName, String defaultId, byte[] json) {
    JsonDocument document = JsonDocument.parse(fileName, json);
    Faults faults = new Faults(document);
    Path folder = DefinitionReader.folder(fileName);
    StringValues strings = placeholders.within(folder, new LinkedHashSet<>());
    JsonNode root = document.root();
    ParameterValues values =
        new ParameterReader(strings, faults).read(FlowMembers.ALL, root, JsonPaths.ROOT);
    FlowAddressReader addresses = new FlowAddressReader(root, httpOnLoopback, faults);
    Map<Action, FlowDefinition.Address> read = new LinkedHashMap<>();
    addresses.read(FlowMembers.RESUBMIT, values).ifPresent(one -> read.put(Action.RESUBMIT, one));
    addresses.read(FlowMembers.RESUME, values).ifPresent(one -> read.put(Action.RESUME, one));
    faults.throwIfAny(fileName);
    return new Declared(flow(defaultId, values, read), faults.warnings());
  }

  private static FlowDefinition flow(
      String defaultId, ParameterValues values, Map<Action, FlowDefinition.Address> addresses) {
    String id = values.string(FlowMembers.ID.name());
    FlowDefinition.Builder flow =
        FlowDefinition.builder(id == null ? defaultId : id, mapping(values))
            .owner(values.string(FlowMembers.OWNER.name()));
    addresses.forEach(flow::address);
    ParameterValues statusIds = values.object(FlowMembers.STATUS_ID.name());
    for (FlowStatus status : FlowStatus.values()) {
      flow.statusId(status, (int) statusIds.requiredInteger(status.text()));
    }
    ParameterValues userStatus = values.object(FlowMembers.USER_STATUS.name());
    flow.userStatus(Action.RESUBMIT, (int) userStatus.requiredInteger("resubmit"));
    flow.userStatus(Action.RESUME, (int) userStatus.requiredInteger("resume"));
    return flow.build();
  }

  private static FlowDefinition.Mapping mapping(ParameterValues values) {
    ParameterValues four = values.object(FlowMembers.MAPPING.name());
    return new FlowDefinition.Mapping(
        four.requiredString("domain"),
        four.requiredString("action"),
        four.requiredString("service"),
        four.requiredString("version"));
  }
}
