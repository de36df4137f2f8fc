package dev.emitter.cli;

import dev.emitter.audit.AuditLog;
import dev.emitter.problem.EmitterException;
import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Erases events of an emitter. */
@Command(
    name = "erase",
    description = {
      "Erases events that are stored for an Audit emitter, such as those about a person who demands"
          + " it. Their content is gone from these files; their entries stay and say that they were"
          + " erased, by whom and when. No run may use the folder at the same time.",
      "What was downloaded before, and the log of the events (--data), are not touched.",
      "Exit status: 0; 1 for a fault of emitter itself; 2 for a fault of the command line, or if it"
          + " cannot be done."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "emitter audit erase data mine --filter 'event.user = \"ann@shop.example\"' --by bob",
      "%nMore: docs/audit.md"
    },
    mixinStandardHelpOptions = true,
    versionProvider = EmitterCommand.Version.class)
final class AuditEraseCommand implements Callable<Integer> {

  private static final Topic NO_TOPIC = Topic.of("audit");

  private final Streams streams;

  @Mixin private final AuditFolder folder = new AuditFolder();

  @Parameters(index = "1", paramLabel = "EMITTER", description = "The emitter.")
  private String emitter = "";

  @Option(
      names = "--event",
      paramLabel = "ID",
      description = "The id of an event to erase. May be repeated.")
  private final Set<String> ids = new LinkedHashSet<>();

  @Option(
      names = "--filter",
      paramLabel = "FEEL",
      description =
          "Erase the events for which this FEEL expression is true, as a filter judges them.")
  private @Nullable String filter;

  @Option(
      names = "--by",
      required = true,
      paramLabel = "NAME",
      description = "Who erases; it is kept with when and how many.")
  private String by = "";

  @Option(
      names = "--audit-key",
      paramLabel = "FILE",
      description = "The private key that run --audit-key signs with; without it this is unsigned.")
  private @Nullable Path keyFile;

  AuditEraseCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    Faults faults = Faults.printedTo(streams.err());
    if (ids.isEmpty() == (filter == null)) {
      faults.add("give either --event or --filter, so that it is clear which events are meant");
    }
    Judge judge = filter == null ? null : Judge.of(Dialect.FEEL, filter, faults);
    AuditLog audit = folder.open(KeyFile.privateKey("audit-key", keyFile, faults), faults);
    if (audit != null && faults.isEmpty()) {
      try {
        erase(audit, judge, faults);
      } catch (EmitterException e) {
        faults.addMessageOf(e);
      }
    }
    return faults.exitStatus();
  }

  private void erase(AuditLog audit, @Nullable Judge judge, Faults faults) {
    Predicate<CloudEvent> wanted =
        judge == null ? event -> ids.contains(event.getId()) : event -> isTrue(judge, event);
    if (AuditFolder.has(audit, emitter, faults)) {
      long erased = audit.erase(emitter, wanted, by);
      streams.out().println(Texts.count(erased, "event") + " erased");
      faults.addIfAny(streams.outFault());
    }
  }

  private static boolean isTrue(Judge judge, CloudEvent event) {
    try {
      return judge.judge(new EventLine(NO_TOPIC, event)).answer() == Answer.TRUE;
    } catch (LineFault e) {
      return false; // it was published, so it is a line that run takes
    }
  }
}
