package dev.emitter.kafka;

import dev.emitter.channel.CommonParameters;
import dev.emitter.channel.Parameter;
import dev.emitter.channel.ParameterType;
import dev.emitter.channel.RowParameters;
import java.util.List;

/** The declaration of what a definition of the Kafka channel may say. */
final class KafkaParameters {

  static final Parameter BROKERS =
      Parameter.of(
          "brokers",
          ParameterType.STRING,
          "Host and port of one or more brokers, separated by commas; they tell of the others."
              + " Needed, but with preset fabric-eventstream.");

  static final Parameter TOPIC =
      Parameter.of(
              "topic",
              ParameterType.STRING,
              "The topic of Kafka that records are written to. It must be there. Needed, but with"
                  + " preset fabric-eventstream.")
          .between(1, 249);

  static final Parameter MODE =
      Parameter.choice(
              "mode",
              "binary: the data is the record, attributes are its ce_ headers; an event without"
                  + " data is sent structured all the same, as a record without a value would"
                  + " delete. structured: the record is the whole event in JSON. mapped: the record"
                  + " is what body makes of the event. rows: the record is a row of a table, made by"
                  + " columns.",
              "binary",
              "structured",
              "mapped",
              RowParameters.MODE)
          .withDefault("binary");

  static final Parameter BODY =
      Parameter.of(
          "body", ParameterType.MAPPING, "In mode mapped: the record, made out of the event.");

  static final Parameter ENVELOPE =
      Parameter.of(
          "envelope",
          ParameterType.ENVELOPE,
          "In mode mapped: the record, made out of a list of one event, for receivers that expect a"
              + " list.");

  static final Parameter KEY_EXPRESSION =
      Parameter.of(
          "keyExpression",
          ParameterType.EXPRESSION,
          "The key of the record: a FEEL expression that gives a string, a number or a boolean."
              + " null gives no key.");

  static final Parameter KEY_FROM =
      Parameter.choice(
          "keyFrom",
          "partitionkey: the key of the record is the event's extension of that name, if it has"
              + " one. Without keyFrom and keyExpression records have no key.",
          "partitionkey");

  static final Parameter COMPRESSION =
      Parameter.choice(
          "compression",
          "How batches of records are compressed. If left out, lz4; with a preset, as it says.",
          "none",
          "gzip",
          "snappy",
          "lz4",
          "zstd");

  static final Parameter LINGER =
      Parameter.of(
              "linger",
              ParameterType.DURATION,
              "How long a batch of records waits for more of them.")
          .withDefault("5ms")
          .between(0, 10_000);

  static final Parameter TIMEOUT =
      Parameter.of(
              "timeout",
              ParameterType.DURATION,
              "How long the brokers may take to accept an event, repeated requests included,"
                  + " before the delivery counts as failed.")
          .withDefault("2m")
          .between(1_000, 3_600_000)
          .atMostForUsers(30_000);

  static final Parameter SASL =
      Parameter.choice(
          "sasl",
          "How the identity proves itself. If left out, PLAIN for a user and password, OAUTHBEARER"
              + " for OAuth 2.",
          Mechanism.names());

  static final Parameter TLS =
      Parameter.of(
              "tls",
              ParameterType.OBJECT,
              "TLS is always on when an identity is used. Without an identity, it is on only if tls"
                  + " is present, even as {}.")
          .containing(
              Parameter.of(
                      "verify",
                      ParameterType.BOOLEAN,
                      "Whether the brokers' names must be those in their certificates. The"
                          + " certificates themselves are always verified.")
                  .withDefault(true),
              Parameter.of(
                  "ca",
                  ParameterType.STRING,
                  "Certificates in PEM of who may vouch for the brokers. If left out, those of the"
                      + " JVM."),
              Parameter.of(
                  "certificate",
                  ParameterType.STRING,
                  "Our own certificate in PEM, followed by those that lead to its issuer."),
              Parameter.of(
                  "key",
                  ParameterType.SECRET,
                  "The private key of our certificate in PEM (PKCS 8, not encrypted)."));

  static final Parameter PRESET =
      Parameter.choice(
          "preset",
          "event-hubs: the settings that Azure Event Hubs wants of a producer. fabric-eventstream:"
              + " the same for an eventstream of Fabric; brokers and topic are taken from the"
              + " connection string that the identity has as its password.",
          Preset.names());

  static final Parameter PROPERTIES =
      Parameter.of(
              "properties",
              ParameterType.MAP,
              "Further properties of Kafka's producer, in its own names. Users may set only those"
                  + " that tune it.")
          .between(0, 100)
          .containing(Parameter.of("property", ParameterType.STRING, "Its value, as a string."));

  static final Parameter EXACTLY_ONCE =
      Parameter.of(
              "exactlyOnce",
              ParameterType.BOOLEAN,
              "Whether records are written in transactions, so that a reader with read_committed"
                  + " sees each event once, also after a crash. Wants a log on disk.")
          .withDefault(false);

  static final List<Parameter> ALL =
      List.of(
          BROKERS,
          TOPIC,
          MODE,
          BODY,
          ENVELOPE,
          RowParameters.columns("In mode rows: what stands in the columns of a row."),
          RowParameters.tooLong(
              "In mode rows: what becomes of a text over 4,000 characters: it is cut, or its event"
                  + " is set aside. If left out, it is sent as it is."),
          RowParameters.onMismatch(
              "In mode rows: what becomes of a value that cannot be computed or does not fit its"
                  + " column: its event is set aside, or null is sent."),
          KEY_EXPRESSION,
          KEY_FROM,
          COMPRESSION,
          LINGER,
          TIMEOUT,
          EXACTLY_ONCE,
          SASL,
          TLS,
          PRESET,
          PROPERTIES,
          CommonParameters.PRETTY_PRINT,
          CommonParameters.SOURCE,
          CommonParameters.SUBJECT);

  private KafkaParameters() {}
}
