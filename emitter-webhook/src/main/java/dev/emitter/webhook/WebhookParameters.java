package dev.emitter.webhook;

import static dev.emitter.channel.ParameterType.BOOLEAN;
import static dev.emitter.channel.ParameterType.DURATION;
import static dev.emitter.channel.ParameterType.EXPRESSION;
import static dev.emitter.channel.ParameterType.INTEGER;
import static dev.emitter.channel.ParameterType.LIST;
import static dev.emitter.channel.ParameterType.MAP;
import static dev.emitter.channel.ParameterType.MAPPING;
import static dev.emitter.channel.ParameterType.NUMBER;
import static dev.emitter.channel.ParameterType.OBJECT;
import static dev.emitter.channel.ParameterType.SECRET;
import static dev.emitter.channel.ParameterType.STRING;
import static dev.emitter.channel.ParameterType.URI;

import dev.emitter.channel.CommonParameters;
import dev.emitter.channel.Parameter;
import dev.emitter.channel.ParameterType;
import dev.emitter.channel.RowParameters;
import dev.emitter.net.HttpExchange;
import java.util.List;

/** The parameters of the Webhook channel. */
final class WebhookParameters {

  static final String URL = "url";
  static final String MODE = "mode";
  static final String BODY = "body";
  static final String ENVELOPE = "envelope";
  static final String HEADERS = "headers";
  static final String HEADER_FROM = "headerFrom";
  static final String TIMEOUT = "timeout";
  static final String TIMEOUT_PER_EVENT = "timeoutPerEvent";
  static final String DELIVERY_HEADERS = "deliveryHeaders";
  static final String ATTEMPTS = "attempts";
  static final String FLOW = "flow";
  static final String FORMAT = "format";
  static final String CONNECT_TIMEOUT = "connectTimeout";
  static final String SUCCESS = "success";
  static final String CLIENT_ERRORS = "onClientError";
  static final String MAX_RETRY_AFTER = "maxRetryAfter";
  static final String HANDSHAKE = "handshake";
  static final String ORIGIN = "handshakeOrigin";
  static final String CALLBACK = "handshakeCallback";
  static final String SIGNING = "signing";
  static final String SCHEME = "scheme";
  static final String SECRETS = "secrets";
  static final String TLS = "tls";
  static final String VERIFY = "verify";
  static final String CA = "ca";
  static final String CERTIFICATE = "certificate";
  static final String KEY = "key";
  static final String MAX_BYTES = "maxBytes";
  static final String REDUCE = "reduce";
  static final String WHOLE_EVENT = "wholeEvent";
  static final String RATE_LIMIT = "rateLimit";
  static final String BATCH = "batch";
  static final String MAX = "max";
  static final String WAIT = "wait";

  static final String BELOW_400 = "below-400";
  static final String REQUIRED = "required";

  private static final int MILLION = 1_000_000;

  private WebhookParameters() {}

  static final List<Parameter> ALL =
      List.of(
          Parameter.of(URL, URI, "Where events are sent, http or https.").asRequired(),
          Parameter.choice(
                  MODE,
                  "The data alone as the body and the attributes as ce- headers, the whole event"
                      + " as JSON, several whole events in one request, the JSON data of several"
                      + " events as an array, JSON in the receiver's own shape, several rows of a"
                      + " table as an array, or the entries of a flow.",
                  "binary",
                  "structured",
                  "batched",
                  "records",
                  "mapped",
                  RowParameters.MODE,
                  "flow-traces")
              .withDefault("binary"),
          Parameter.of(
              BODY, MAPPING, "In mode mapped: the body of a request, made out of one event."),
          Parameter.of(
              ENVELOPE,
              ParameterType.ENVELOPE,
              "In mode mapped: the body of a request, made out of as many events as batch allows."),
          RowParameters.columns("In mode rows: what stands in the columns of a row."),
          RowParameters.tooLong(
              "In mode rows: what becomes of a text over 4,000 characters: it is cut, or its event"
                  + " is set aside. If left out, it is sent as it is."),
          RowParameters.onMismatch(
              "In mode rows: what becomes of a value that cannot be computed or does not fit its"
                  + " column: its event is set aside, or null is sent."),
          Parameter.of(
              FLOW,
              ParameterType.JSON,
              "In mode flow-traces: what an event is in a flow, as FlowTrace emitters have it. If"
                  + " left out, events are of type FlowTrace, and their data is an entry."),
          Parameter.choice(
                  FORMAT, "In mode flow-traces: the version of the model of flows.", "v6", "v5")
              .withDefault("v6"),
          CommonParameters.PRETTY_PRINT,
          CommonParameters.SOURCE,
          CommonParameters.SUBJECT,
          Parameter.of(HEADERS, MAP, "Headers that every request carries.")
              .containing(Parameter.of("value", STRING, "The value of the header."))
              .between(0, 50),
          Parameter.of(
                  HEADER_FROM,
                  MAP,
                  "Headers whose values FEEL expressions take out of the event, such as"
                      + " event.type; left out where the event lacks it.")
              .containing(Parameter.of("value", EXPRESSION, "Gives the value of the header."))
              .between(0, 50),
          Parameter.of(TIMEOUT, DURATION, "How long the receiver may take to answer.")
              .withDefault("6s")
              .between(10, 600_000)
              .atMostForUsers(30_000),
          Parameter.of(
                  TIMEOUT_PER_EVENT,
                  DURATION,
                  "How long the receiver may take for each event of a request, if that is more than"
                      + " timeout: at most 10 minutes in all, 1 minute for users.")
              .between(1, 60_000),
          Parameter.of(
                  DELIVERY_HEADERS,
                  OBJECT,
                  "Names of the headers that say which delivery a request is. All but the attempt"
                      + " are the same on every attempt.")
              .containing(
                  Parameter.of(DeliveryHeaders.EMITTER, STRING, "The emitter's id.")
                      .withDefault("Emitter-Id"),
                  Parameter.of(
                          DeliveryHeaders.DELIVERY,
                          STRING,
                          "The id of the delivery; of several events, that of the first.")
                      .withDefault("Emitter-Delivery"),
                  Parameter.of(DeliveryHeaders.ATTEMPT, STRING, "Which attempt it is, from 1.")
                      .withDefault("Emitter-Attempt"),
                  Parameter.of(
                          DeliveryHeaders.BATCH_SIZE,
                          STRING,
                          "How many events the request has, where it may have several.")
                      .withDefault("Emitter-Batch-Size")),
          Parameter.of(ATTEMPTS, OBJECT, "What the delivery log keeps of each attempt.")
              .containing(
                  Parameter.choice(
                          AttemptDetail.HEADS,
                          "Of which attempts headers, and the beginning of the request's body, are"
                              + " kept; secrets are taken out.",
                          "failures",
                          "all",
                          "none")
                      .withDefault("failures"),
                  Parameter.of(
                          AttemptDetail.BODY_BYTES,
                          INTEGER,
                          "How many bytes of the request's body are kept; 0 for none.")
                      .withDefault(256)
                      .between(0, HttpExchange.MOST_BODY_TEXT)),
          Parameter.of(CONNECT_TIMEOUT, DURATION, "How long connecting may take.")
              .withDefault("3s")
              .between(10, 60_000)
              .atMostForUsers(30_000),
          Parameter.choice(
                  SUCCESS,
                  "The answers that mean that the receiver has the event.",
                  "2xx",
                  BELOW_400)
              .withDefault("2xx"),
          Parameter.choice(
                  CLIENT_ERRORS,
                  "What an answer from 400 to 499 leads to, other than 408, 410, 425 and 429:"
                      + " auto sets the event aside if the event is at fault (400, 409, 413, 415,"
                      + " 422, ..) and tries again if the address or the credentials are.",
                  "auto",
                  "park",
                  "retry",
                  "disable")
              .withDefault("auto"),
          Parameter.of(MAX_RETRY_AFTER, DURATION, "The longest wait that the receiver may ask for.")
              .withDefault("1h")
              .between(0, 86_400_000),
          Parameter.choice(
                  HANDSHAKE,
                  "Whether the receiver must have agreed, as the CloudEvents webhook specification"
                      + " says, before events are sent.",
                  "off",
                  REQUIRED)
              .withDefault("off"),
          Parameter.of(
                  ORIGIN, STRING, "Who asks in the handshake, a host name; else the operator's.")
              .between(1, 253),
          Parameter.of(CALLBACK, URI, "Where the receiver may agree later in the handshake."),
          Parameter.of(SIGNING, OBJECT, "Proves to the receiver who sent the request.")
              .containing(
                  Parameter.choice(
                          SCHEME,
                          "How requests are signed.",
                          "standard",
                          "github",
                          "flow-production-tracking")
                      .withDefault("standard"),
                  Parameter.of(
                          SECRETS,
                          LIST,
                          "The secrets; with several, requests are signed with each, where the"
                              + " scheme allows it, so that they can be exchanged.")
                      .containing(Parameter.of("secret", SECRET, "A secret."))
                      .between(1, 8)
                      .asRequired()),
          Parameter.of(TLS, OBJECT, "How connections are secured.")
              .containing(
                  Parameter.of(
                          VERIFY,
                          BOOLEAN,
                          "Whether the receiver must prove who it is; only operators may set it to"
                              + " false.")
                      .withDefault(true),
                  Parameter.of(
                      CA,
                      STRING,
                      "Certificates in PEM of those who may vouch for the receiver, such as"
                          + " ${file:ca.pem}; else those that the JVM trusts."),
                  Parameter.of(CERTIFICATE, STRING, "Our own certificate chain in PEM."),
                  Parameter.of(KEY, SECRET, "The private key of our certificate in PEM, PKCS 8.")),
          Parameter.of(
                  MAX_BYTES,
                  INTEGER,
                  "The largest body; an event that is larger is reduced or set aside.")
              .withDefault(1 << 20)
              .between(1, 1 << 30)
              .atMostForUsers(4 << 20),
          Parameter.of(
                  REDUCE,
                  LIST,
                  "Fields of the data, such as order.attachments, that are left out in this order"
                      + " until the event is small enough.")
              .containing(Parameter.of("field", STRING, "The path of a field.").between(1, 200))
              .between(0, 100),
          Parameter.of(WHOLE_EVENT, URI, "Where a receiver finds the whole of a reduced event."),
          Parameter.of(RATE_LIMIT, NUMBER, "How many requests a second are sent at most.")
              .between(0, MILLION),
          Parameter.of(
                  BATCH,
                  OBJECT,
                  "How many events go into one request in modes batched, records and rows, and in"
                      + " mode mapped with an envelope.")
              .containing(
                  Parameter.of(MAX, INTEGER, "The most events in a request.")
                      .withDefault(100)
                      .between(1, 10_000),
                  Parameter.of(WAIT, DURATION, "How long an event waits for others to join it.")
                      .withDefault("0ms")
                      .between(0, 60_000)));
}
