package dev.emitter.channel;

import dev.emitter.event.InvalidEventException;
import dev.emitter.event.Presentation;
import dev.emitter.problem.Problems;
import java.util.List;
import java.util.function.Supplier;

/** The parameters that several channels share. */
public final class CommonParameters {

  /** {@code prettyPrint}: whether JSON is indented. */
  public static final Parameter PRETTY_PRINT =
      Parameter.of(
              "prettyPrint", ParameterType.BOOLEAN, "Whether the event is indented for people.")
          .withDefault(false);

  /** {@code source}: replaces the source of what this emitter sends. */
  public static final Parameter SOURCE =
      Parameter.of(
          "source",
          ParameterType.URI_REFERENCE,
          "Sent instead of the event's own source. If left out, the event's own is sent.");

  /** {@code subject}: sets the subject of what this emitter sends. */
  public static final Parameter SUBJECT =
      Parameter.of(
              "subject",
              ParameterType.STRING,
              "Sent instead of the event's own subject. If left out, the event's own is sent.")
          .between(1, 1000);

  private CommonParameters() {}

  /**
   * Adds a problem if no event may have the source or subject that these parameters ask for.
   *
   * @param declared the parameters of the type, which may leave some of the common ones out
   */
  public static void check(List<Parameter> declared, ParameterValues values, Problems problems) {
    ParameterChecks.each(
        () ->
            check(
                SOURCE,
                declared,
                problems,
                () -> new Presentation(false, values.uri("source"), null)),
        () ->
            check(
                SUBJECT,
                declared,
                problems,
                () -> new Presentation(false, null, values.string("subject"))));
  }

  private static void check(
      Parameter parameter,
      List<Parameter> declared,
      Problems problems,
      Supplier<Presentation> presentation) {
    if (declared.contains(parameter)) {
      try {
        Presentation unused = presentation.get();
      } catch (InvalidEventException e) {
        problems.add("$.parameters." + parameter.name(), e.rule());
      }
    }
  }

  /** Returns the presentation that these parameters ask for. */
  public static Presentation presentation(ParameterValues values) {
    return new Presentation(
        values.bool(PRETTY_PRINT.name(), false),
        values.uri(SOURCE.name()),
        values.string(SUBJECT.name()));
  }
}
