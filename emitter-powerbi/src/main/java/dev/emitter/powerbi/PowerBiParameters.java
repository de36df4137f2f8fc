package dev.emitter.powerbi;

import static dev.emitter.channel.ParameterType.DURATION;
import static dev.emitter.channel.ParameterType.INTEGER;
import static dev.emitter.channel.ParameterType.OBJECT;
import static dev.emitter.channel.ParameterType.STRING;
import static dev.emitter.channel.ParameterType.URI;

import dev.emitter.channel.Parameter;
import dev.emitter.channel.RowParameters;
import java.util.List;

/** The parameters of the PowerBI channel. */
final class PowerBiParameters {

  static final String ID = "id";
  static final String SCHEMA = "schema";
  static final String NAME = "name";
  static final String GROUP = "group";
  static final String ENDPOINT = "endpoint";
  static final String BATCH = "batch";
  static final String MAX = "max";
  static final String WAIT = "wait";
  static final String REQUESTS_PER_MINUTE = "requestsPerMinute";
  static final String ROWS_PER_HOUR = "rowsPerHour";

  static final String API = "https://api.powerbi.com";

  private PowerBiParameters() {}

  static final List<Parameter> ALL =
      List.of(
          Parameter.of(ID, STRING, "The id of the push dataset.").between(1, 200).asRequired(),
          Parameter.of(
                  SCHEMA,
                  STRING,
                  "The name of the dataset; it is compared with the one that the service tells when"
                      + " the emitter is checked.")
              .between(1, 1000)
              .asRequired(),
          Parameter.of(NAME, STRING, "The name of the table.").between(1, 100).asRequired(),
          RowParameters.columns("What is stored in the columns of the table.").asRequired(),
          Parameter.of(
              GROUP,
              STRING,
              "The id of the workspace; needed with an OAuth 2 identity. If left out, My"
                  + " workspace."),
          Parameter.of(
                  ENDPOINT,
                  URI,
                  "Where the service is, for clouds that have their own; only operators may set"
                      + " it.")
              .withDefault(API),
          Parameter.of(BATCH, OBJECT, "How many rows go into one request.")
              .containing(
                  Parameter.of(MAX, INTEGER, "The most rows in a request.")
                      .withDefault(1000)
                      .between(1, 10_000),
                  Parameter.of(WAIT, DURATION, "How long a row waits for others to join it.")
                      .withDefault("1s")
                      .between(0, 60_000)),
          RowParameters.tooLong(
                  "What becomes of a text over 4,000 characters: it is cut, or its event is set"
                      + " aside.")
              .withDefault("cut"),
          RowParameters.onMismatch(
              "What becomes of a value that cannot be computed or does not fit its column: its"
                  + " event is set aside, or null is stored."),
          Parameter.of(
                  REQUESTS_PER_MINUTE,
                  INTEGER,
                  "How many requests a minute go to the dataset at most, from all emitters of the"
                      + " process together.")
              .withDefault(100)
              .between(1, 120),
          Parameter.of(
                  ROWS_PER_HOUR,
                  INTEGER,
                  "How many rows an hour go to the dataset at most, from all emitters of the"
                      + " process together.")
              .withDefault(900_000)
              .between(1, 1_000_000));
}
