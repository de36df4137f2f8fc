package dev.emitter.channel;

import dev.emitter.filter.EventExpression;
import dev.emitter.mapping.Column;
import dev.emitter.mapping.ColumnType;
import dev.emitter.mapping.RowMapping;
import dev.emitter.mapping.RowMapping.LongText;
import dev.emitter.problem.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The parameters by which a channel makes rows of a table out of events: {@code columns}, {@code
 * tooLong} and {@code onMismatch}. All channels that make rows share them, so that a definition can
 * move from one to another.
 */
public final class RowParameters {

  /** {@code columns}: the columns, each with name, type and lookup. */
  public static final String COLUMNS = "columns";

  /** {@code tooLong}: what becomes of a text over 4,000 characters. */
  public static final String TOO_LONG = "tooLong";

  /** {@code onMismatch}: what becomes of a value that does not fit its column. */
  public static final String ON_MISMATCH = "onMismatch";

  /** The mode in which a channel that has several makes rows. */
  public static final String MODE = "rows";

  static final String NAME = "name";
  static final String TYPE = "type";
  static final String LOOKUP = "lookup";
  static final String AT = "$.parameters.";

  private static final String CUT = "cut";
  private static final String PARK = "park";
  private static final String NULL = "null";
  private static final int MOST_COLUMNS = 75;

  private RowParameters() {}

  /**
   * Declares {@code columns}.
   *
   * @param meaning what they are for the channel
   */
  public static Parameter columns(String meaning) {
    return Parameter.of(COLUMNS, ParameterType.LIST, meaning)
        .containing(
            Parameter.of("column", ParameterType.OBJECT, "A column.")
                .containing(
                    Parameter.of(NAME, ParameterType.STRING, "The name of the column.")
                        .between(1, 200)
                        .asRequired(),
                    Parameter.of(
                            TYPE,
                            ParameterType.STRING,
                            "The type of the column: " + ColumnType.all() + ".")
                        .asRequired(),
                    Parameter.of(
                            LOOKUP,
                            ParameterType.STRING,
                            "A FEEL expression that takes the value out of the event.")
                        .between(1, 10_000)
                        .asRequired()))
        .between(1, MOST_COLUMNS);
  }

  /**
   * Declares {@code tooLong}, without a default.
   *
   * @param meaning what it is for the channel
   */
  public static Parameter tooLong(String meaning) {
    return Parameter.choice(TOO_LONG, meaning, CUT, PARK);
  }

  /**
   * Declares {@code onMismatch}; the default is to set the event aside.
   *
   * @param meaning what it is for the channel
   */
  public static Parameter onMismatch(String meaning) {
    return Parameter.choice(ON_MISMATCH, meaning, PARK, NULL).withDefault(PARK);
  }

  /** Returns the mapping of a definition in which {@link #check} finds no fault. */
  public static RowMapping mapping(ParameterValues given) {
    List<Column> columns = new ArrayList<>();
    for (Object one : given.list(COLUMNS)) {
      ParameterValues column = (ParameterValues) one;
      columns.add(
          new Column(
              column.requiredString(NAME),
              Objects.requireNonNull(ColumnType.of(column.requiredString(TYPE))),
              EventExpression.compile(column.requiredString(LOOKUP))));
    }
    String tooLong = given.string(TOO_LONG);
    LongText longText =
        tooLong == null ? LongText.KEEP : tooLong.equals(CUT) ? LongText.CUT : LongText.REFUSE;
    return new RowMapping(columns, longText, NULL.equals(given.string(ON_MISMATCH)));
  }

  /**
   * Adds what is wrong with the columns, also beside other faults of theirs; that there is not
   * exactly one message; and warnings of what a lookup most likely means otherwise.
   */
  public static void check(ChannelContext context, Problems problems) {
    new RowChecks(context, problems).run();
  }

  /**
   * Checks a channel with several modes: as {@link #check} does in mode {@code rows}, where there
   * must be columns; in another mode these parameters have no meaning.
   */
  public static void checkMode(ChannelContext context, Problems problems) {
    new RowChecks(context, problems).runInMode();
  }
}
