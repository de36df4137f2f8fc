package dev.emitter.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.definition.FlowDefinition;
import dev.emitter.event.Json;
import dev.emitter.event.Payload;
import dev.emitter.event.Presentation;
import dev.emitter.log.LogReader;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.Position;
import dev.emitter.log.SequencePosition;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads from the log how chains stand: of events of type {@code FlowTrace}, whose data is an entry,
 * and of others that an emitter makes entries of. An entry that is published twice counts once.
 * Reads the whole log each time, so it is for people who ask, not for programs that poll.
 * Thread-safe.
 */
public final class ChainReader {

  private static final int AT_ONCE = 256;

  private final LogReader log;
  private final List<FlowSource> sources;

  private ChainReader(LogReader log, List<FlowSource> sources) {
    this.log = log;
    this.sources = sources;
  }

  /** Returns a reader of a log, which may be in use meanwhile; it is not closed. */
  public static ChainReader of(LogReader log) {
    return new ChainReader(Objects.requireNonNull(log, "log"), List.of());
  }

  /**
   * Returns a reader that counts what emitters make of events, too: those of type {@code
   * FlowTrace}, or webhooks with {@code "mode": "flow-traces"}, that have a {@code flow} and no
   * owner. Others are passed over.
   */
  public ChainReader withEmitters(List<EmitterDefinition> definitions) {
    return withSources(EmitterFlow.of(definitions));
  }

  /** Returns a reader that takes what these make of events for entries, too. */
  ChainReader withSources(List<FlowSource> flows) {
    return new ChainReader(log, List.copyOf(flows));
  }

  /**
   * Makes entries of events that are none themselves, as the {@code flow} of an emitter does.
   * Implementations are thread-safe.
   */
  interface FlowSource {

    /** Returns the id of the emitter. */
    String emitter();

    /** Returns the entries that it makes of an event; none if it is not for it. */
    List<JsonNode> entries(LoggedEvent event);
  }

  /** Returns how a chain stands; events that are published meanwhile may be missing. */
  public ChainState read(String chainId) {
    List<ChainEntry> entries = new ArrayList<>();
    Position start = log.start();
    Position end = log.end();
    Instant first = null;
    Position after = start;
    List<LoggedEvent> some = log.read(after, AT_ONCE);
    while (!some.isEmpty() && after.compareTo(end) < 0) {
      first = first == null ? some.get(0).publishedAt() : first;
      some.forEach(event -> add(event, chainId, entries));
      after = some.get(some.size() - 1).position();
      some = log.read(after, AT_ONCE);
    }
    entries.sort(Comparator.comparing(ChainEntry::time)); // stable: else in the order of the log
    boolean whole = start instanceof SequencePosition && SequencePosition.of(start) == 0;
    return new Tree(entries).state(chainId, whole ? null : first);
  }

  private void add(LoggedEvent event, String chainId, List<ChainEntry> entries) {
    if (event.event().event().getType().equals(FlowTraces.TYPE)) {
      add(ChainEntry.of(data(event), chainId, event, null), entries);
    }
    for (FlowSource source : sources) {
      for (JsonNode entry : source.entries(event)) {
        add(ChainEntry.of(entry, chainId, event, source.emitter()), entries);
      }
    }
  }

  private static void add(@Nullable ChainEntry entry, List<ChainEntry> entries) {
    if (entry != null) {
      entries.add(entry);
    }
  }

  private static JsonNode data(LoggedEvent event) {
    Payload data = event.event().data(Presentation.PLAIN);
    try {
      byte[] bytes = data == null ? new byte[0] : data.toByteArray();
      return Json.tree(bytes, 0, bytes.length);
    } catch (IOException e) {
      return MissingNode.getInstance(); // it is no entry, which its emitter tells by parking it
    }
  }

  /** The entries of one chain, in order, made a tree. */
  private static final class Tree {

    private final Map<String, ChainStep.Gathering> steps = new LinkedHashMap<>();
    private final List<String> missing = new ArrayList<>();
    private FlowDefinition.@Nullable Mapping mapping;

    Tree(List<ChainEntry> entries) {
      Set<JsonNode> seen = new HashSet<>();
      for (ChainEntry entry : entries) {
        if (seen.add(entry.json())) {
          steps.computeIfAbsent(entry.stepId(), any -> new ChainStep.Gathering(entry)).add(entry);
          mapping = mapping == null ? mapping(entry.json().path("Mappings")) : mapping;
        }
      }
    }

    private static FlowDefinition.@Nullable Mapping mapping(JsonNode four) {
      boolean all =
          four.hasNonNull("Domain")
              && four.hasNonNull("Action")
              && four.hasNonNull("Service")
              && four.hasNonNull("Version");
      return all
          ? new FlowDefinition.Mapping(
              four.path("Domain").asText(),
              four.path("Action").asText(),
              four.path("Service").asText(),
              four.path("Version").asText())
          : null;
    }

    ChainState state(String chainId, @Nullable Instant logBegins) {
      Map<String, List<String>> children = new LinkedHashMap<>();
      List<String> outermost = new ArrayList<>();
      steps.forEach(
          (id, step) -> {
            String parent = step.parentId();
            if (parent == null || !steps.containsKey(parent) || isCircular(id)) {
              outermost.add(id);
            } else {
              children.computeIfAbsent(parent, any -> new ArrayList<>()).add(id);
            }
          });
      List<ChainStep> built = built(outermost, children);
      return new ChainState(chainId, mapping, built, missing, logBegins);
    }

    /** Returns whether a step is inside of itself: nobody checks what is published. */
    private boolean isCircular(String id) {
      Set<String> above = new HashSet<>();
      String one = id;
      while (one != null && above.add(one)) {
        ChainStep.Gathering step = steps.get(one);
        one = step == null ? null : step.parentId();
      }
      return id.equals(one);
    }

    private List<ChainStep> built(List<String> ids, Map<String, List<String>> children) {
      List<ChainStep> built = new ArrayList<>();
      for (String id : ids) {
        ChainStep.Gathering gathering = Objects.requireNonNull(steps.get(id));
        ChainStep step = gathering.step(built(children.getOrDefault(id, List.of()), children));
        if (!step.begun()) {
          missing.add("the start of step " + step.name());
        }
        if (step.parentId() != null && !steps.containsKey(step.parentId())) {
          missing.add("the step that step " + step.name() + " is inside of");
        }
        built.add(step);
      }
      return built;
    }
  }
}
