package dev.emitter.channel;

import dev.emitter.event.Presentation;

/** The parameters that several channels share (requirement C, E4). */
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

  /** Returns the presentation that these parameters ask for. */
  public static Presentation presentation(ParameterValues values) {
    return new Presentation(
        values.bool(PRETTY_PRINT.name(), false),
        values.uri(SOURCE.name()),
        values.string(SUBJECT.name()));
  }
}
