package dev.emitter.file;

import dev.emitter.channel.ChannelContext;
import dev.emitter.channel.CommonParameters;
import dev.emitter.channel.Parameter;
import dev.emitter.channel.ParameterChecks;
import dev.emitter.channel.ParameterType;
import dev.emitter.channel.ParameterValues;
import dev.emitter.problem.Problems;
import dev.emitter.problem.Suggestion;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of the File channel, read.
 *
 * @param path the file as the definition names it
 * @param rolling whether there is a file a day
 * @param zone where the day begins, or null for the system's zone
 * @param fsync when what was written is forced to the disk
 */
record FileParameters(Path path, boolean rolling, @Nullable String zone, Fsync fsync) {

  private static final Parameter PATH =
      Parameter.of(
              "path",
              ParameterType.PATH,
              "The file that events are appended to. Missing folders are created. A relative path"
                  + " starts at the root that the operator set, else at the working directory.")
          .asRequired();

  private static final Parameter ROLLING =
      Parameter.of(
              "rolling",
              ParameterType.BOOLEAN,
              "Whether there is a file for each day: everything.log becomes"
                  + " everything-YYYY-MM-DD.log. An event is in the file of the day it is written.")
          .withDefault(false);

  private static final Parameter ZONE =
      Parameter.of(
          "zone",
          ParameterType.STRING,
          "The time zone whose midnight starts a new file, such as Europe/Berlin or UTC. If left"
              + " out, the system's zone. Only with rolling.");

  private static final Parameter FSYNC =
      Parameter.choice(
              "fsync",
              "When events are forced to the disk: batch, before they count as delivered, so that"
                  + " a power cut loses none; or never, which leaves it to the operating system"
                  + " and is faster.",
              "batch",
              "never")
          .withDefault("batch");

  static final List<Parameter> ALL =
      List.of(
          PATH,
          ROLLING,
          ZONE,
          FSYNC,
          CommonParameters.PRETTY_PRINT,
          CommonParameters.SOURCE,
          CommonParameters.SUBJECT);

  static FileParameters of(ChannelContext context) {
    ParameterValues values = context.parameters();
    return new FileParameters(
        values.requiredPath(PATH.name()),
        values.requiredBool(ROLLING.name()),
        values.string(ZONE.name()),
        "never".equals(values.string(FSYNC.name())) ? Fsync.NEVER : Fsync.BATCH);
  }

  FileNaming naming(PathScope scope) {
    Path file = scope.resolve(path);
    if (!rolling) {
      return new FileNaming.Fixed(file);
    }
    return new FileNaming.Daily(file, zone == null ? ZoneId.systemDefault() : ZoneId.of(zone));
  }

  static void validate(ChannelContext context, PathScope scope, Problems problems) {
    ParameterValues values = context.parameters();
    ParameterChecks.each(
        () -> validatePath(values.requiredPath(PATH.name()), scope, problems),
        () -> validateRolling(values, problems),
        () -> validateZone(values.string(ZONE.name()), problems));
  }

  private static void validatePath(Path path, PathScope scope, Problems problems) {
    String fault = scope.fault(path);
    if (fault != null) {
      problems.add("$.parameters.path", fault);
    } else if (NamedPipe.is(scope.resolve(path))) {
      problems.add("$.parameters.path", "\"" + path + "\" " + NamedPipe.REASON);
    }
  }

  private static void validateRolling(ParameterValues values, Problems problems) {
    if (values.string(ZONE.name()) != null && !values.requiredBool(ROLLING.name())) {
      problems.add(
          "$.parameters.zone",
          "has no effect without rolling",
          "remove it, or set rolling to true");
    }
  }

  private static void validateZone(@Nullable String zone, Problems problems) {
    if (zone == null) {
      return;
    }
    String at = "$.parameters.zone";
    try {
      ZoneId.of(zone);
    } catch (DateTimeException e) {
      String near = Suggestion.nearest(zone, ZoneId.getAvailableZoneIds());
      problems.add(
          at,
          "\"" + zone + "\" is not a time zone",
          near == null ? "give one such as Europe/Berlin, UTC or +02:00" : near);
    }
  }
}
