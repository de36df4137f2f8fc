package dev.emitter.powerbi;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.emitter.http.RawServer;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * Power BI's API for push datasets and a token endpoint, as far as Microsoft's pages say how they
 * answer: tokens, workspaces, rows, types, lengths and limits. It refuses what is beyond them, and
 * notes it as a breach where a client that keeps the contract never does it.
 */
final class FakePowerBi implements AutoCloseable {

  static final String GROUP = "f089354e-8366-4e18-aea3-4cb4a3a50b48";
  static final String DATASET = "cfafbeb1-8037-4d0c-896e-a46fb27ff229";
  static final String CLIENT = "8b1e6a53-client";
  static final String SECRET = "s3cr3t~of.the-application";
  static final String SCOPE = "https://analysis.windows.net/powerbi/api/.default";

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private static final Pattern ROWS =
      Pattern.compile(
          "POST /v1\\.0/myorg(/groups/([^/]+))?/datasets/([^/]+)/tables/([^/]+)/rows HTTP/1\\.1");
  private static final Pattern TABLES =
      Pattern.compile("GET /v1\\.0/myorg(/groups/([^/]+))?/datasets/([^/]+)/tables HTTP/1\\.1");
  private static final Pattern DATASETS =
      Pattern.compile("GET /v1\\.0/myorg(/groups/([^/]+))?/datasets HTTP/1\\.1");
  private static final int MOST_ROWS = 10_000;
  private static final int MOST_BYTES = 16_000_000;
  private static final int MOST_CHARACTERS = 4000;

  /** A request as it came, with what was answered. */
  record Seen(Instant at, RawServer.Request request, int status, int rows) {}

  /** An answer of its own choice. */
  record Reply(int status, String body, List<String> headers) {
    static Reply of(int status, String body, String... headers) {
      return new Reply(status, body, List.of(headers));
    }
  }

  private final RawServer server;
  private final Clock clock;
  private final Map<String, String> columns = new LinkedHashMap<>();
  private final Map<String, Instant> tokens = new ConcurrentHashMap<>();
  private final List<JsonNode> rows = new CopyOnWriteArrayList<>();
  private final List<Seen> seen = new CopyOnWriteArrayList<>();
  private final List<String> breaches = new CopyOnWriteArrayList<>();
  private final List<Reply> next = new CopyOnWriteArrayList<>();
  private final List<Integer> loses = new CopyOnWriteArrayList<>();
  private final AtomicInteger pending = new AtomicInteger();
  private final AtomicInteger posts = new AtomicInteger();

  String name = "Sales";
  String table = "Orders";
  boolean isPush = true;
  boolean tellsColumns;
  int requestsPerMinute = 120;
  int rowsPerHour = 1_000_000;
  Duration tokenLife = Duration.ofHours(1);
  volatile int status; // answered to everything, 0 for none
  volatile String statusBody = "";
  volatile boolean repeatsTokens;
  volatile boolean refusesSecrets;
  volatile String failing = ""; // the id in rows that are answered 503, empty for none

  private FakePowerBi(Clock clock, @Nullable SSLContext tls) throws IOException {
    this.clock = clock;
    this.server =
        tls == null ? RawServer.start(this::serve) : RawServer.startTls(tls, false, this::serve);
    columns.put("EventId", "string");
    columns.put("Number", "Int64");
  }

  static FakePowerBi start(Clock clock) throws IOException {
    return new FakePowerBi(clock, null);
  }

  static FakePowerBi startTls(Clock clock, SSLContext tls) throws IOException {
    return new FakePowerBi(clock, tls);
  }

  /** Gives the table these columns: names and types by turns. */
  FakePowerBi columns(String... namesAndTypes) {
    columns.clear();
    for (int i = 0; i < namesAndTypes.length; i += 2) {
      columns.put(namesAndTypes[i], namesAndTypes[i + 1]);
    }
    return this;
  }

  URI endpoint() {
    return server.uri("");
  }

  URI tokenUri() {
    return server.uri("/tenant/oauth2/v2.0/token");
  }

  /** Answers the next request for rows in this way, before it looks at it. */
  void answerNext(Reply reply) {
    next.add(reply);
  }

  /** Stores the rows of the n-th request, counted from 1, and ends the connection. */
  void loseAnswer(int n) {
    loses.add(n);
  }

  /** Takes back all tokens, as if they had expired early. */
  void revokeTokens() {
    tokens.replaceAll((token, end) -> Instant.MIN);
  }

  void addToken(String token) {
    tokens.put(token, Instant.MAX);
  }

  List<JsonNode> rows() {
    return rows;
  }

  List<String> stored(String column) {
    return rows.stream().map(row -> row.path(column).asText()).toList();
  }

  /** Returns the requests for rows. */
  List<Seen> posts() {
    return seen.stream().filter(one -> ROWS.matcher(one.request().line()).matches()).toList();
  }

  List<Seen> tokenRequests() {
    return seen.stream().filter(one -> one.request().line().contains("/token")).toList();
  }

  List<Seen> seen() {
    return seen;
  }

  /** Waits until so many checks are over: each asks for the dataset and for its tables. */
  void awaitChecks(int checks) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                seen.stream().filter(one -> one.request().line().startsWith("GET ")).count()
                    == 2L * checks);
  }

  List<String> breaches() {
    return breaches;
  }

  private void serve(RawServer.Connection connection) throws IOException {
    for (RawServer.Request one = connection.read(); one != null; one = connection.read()) {
      pending.incrementAndGet();
      try {
        int before = rows.size();
        boolean isPost = ROWS.matcher(one.line()).matches();
        int number = isPost ? posts.incrementAndGet() : 0;
        Reply reply = answer(one);
        seen.add(new Seen(clock.instant(), one, reply.status(), rows.size() - before));
        if (loses.contains(number) && isPost) {
          connection.reset();
          return;
        }
        connection.answer(reply.status(), reply.body(), reply.headers().toArray(String[]::new));
      } finally {
        pending.decrementAndGet();
      }
    }
  }

  private synchronized Reply answer(RawServer.Request request) throws IOException {
    if (request.line().startsWith("POST /tenant/oauth2/v2.0/token ")) {
      return token(request);
    }
    if (request.header("User-Agent") == null) {
      breaches.add("no User-Agent");
    }
    Reply refusal = refusal(request);
    if (refusal != null) {
      return refusal;
    }
    if (!next.isEmpty() && ROWS.matcher(request.line()).matches()) {
      return next.remove(0);
    }
    if (status != 0) {
      String token = String.valueOf(request.header("Authorization"));
      String body = repeatsTokens ? statusBody.replace("TOKEN", token) : statusBody;
      return Reply.of(status, body, "Content-Type: application/json");
    }
    return routed(request);
  }

  private Reply token(RawServer.Request request) {
    Map<String, String> form = new HashMap<>();
    for (String pair : request.text().split("&", -1)) {
      String[] parts = pair.split("=", 2);
      form.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    String basic = String.valueOf(request.header("Authorization")).replaceFirst("Basic ", "");
    String pair = new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8);
    String given = URLDecoder.decode(pair, StandardCharsets.UTF_8);
    if (refusesSecrets) {
      return Reply.of(
          401,
          "{\"error\":\"invalid_client\",\"error_description\":\"wrong: %s %s\"}"
              .formatted(given, basic));
    }
    boolean right =
        given.equals(CLIENT + ":" + SECRET)
            && "client_credentials".equals(form.get("grant_type"))
            && SCOPE.equals(form.get("scope"));
    if (!right) {
      return Reply.of(
          401, "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS7000215\"}");
    }
    String token = "eyJ0eXAi." + seen.size() + ".very-secret-token";
    tokens.put(token, clock.instant().plus(tokenLife));
    return Reply.of(
        200,
        "{\"token_type\":\"Bearer\",\"expires_in\":%d,\"access_token\":\"%s\"}"
            .formatted(tokenLife.toSeconds(), token));
  }

  private @Nullable Reply refusal(RawServer.Request request) {
    String token = String.valueOf(request.header("Authorization")).replaceFirst("Bearer ", "");
    Instant end = tokens.get(token);
    if (end == null) {
      return error(401, "PowerBINotAuthorizedException", "");
    }
    return end.isAfter(clock.instant())
        ? null
        : error(403, "TokenExpired", "Access token has expired, resubmit with a new access token");
  }

  private static Reply error(int status, String code, String message) {
    String body =
        "{\"error\":{\"code\":\"%s\",\"message\":\"%s\",\"pbi.error\":{}}}"
            .formatted(code, message);
    return Reply.of(status, body, "Content-Type: application/json; charset=utf-8");
  }

  private Reply routed(RawServer.Request request) throws IOException {
    Matcher posts = ROWS.matcher(request.line());
    Matcher tables = TABLES.matcher(request.line());
    Matcher datasets = DATASETS.matcher(request.line());
    if (posts.matches()) {
      Reply missing = missing(posts.group(2), posts.group(3));
      boolean known = decoded(posts.group(4)).equals(table);
      return missing != null ? missing : known ? add(request) : error(404, "ItemNotFound", "table");
    }
    if (tables.matches()) {
      Reply missing = missing(tables.group(2), tables.group(3));
      return missing != null ? missing : Reply.of(200, tables());
    }
    if (datasets.matches()) {
      Reply missing = missing(datasets.group(2), DATASET);
      return missing != null ? missing : Reply.of(200, datasets());
    }
    breaches.add("no such operation: " + request.line());
    return error(404, "NotFound", "");
  }

  private static String decoded(String segment) {
    return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static @Nullable Reply missing(@Nullable String group, String dataset) {
    if (group == null) {
      return Reply.of(403, "{\"Message\":\"API is not accessible for application\"}");
    }
    if (!group.equals(GROUP)) {
      return error(403, "Forbidden", "User is not a member of the workspace");
    }
    return dataset.equals(DATASET) ? null : error(404, "PowerBIEntityNotFound", "");
  }

  private String datasets() {
    return ("{\"value\":[{\"id\":\"11111111-0000-0000-0000-000000000000\",\"name\":\"Other\"},"
            + "{\"id\":\"%s\",\"name\":\"%s\",\"addRowsAPIEnabled\":%b}]}")
        .formatted(DATASET, name, isPush);
  }

  private String tables() {
    List<String> told = new ArrayList<>();
    columns.forEach(
        (column, type) -> told.add("{\"name\":\"" + column + "\",\"dataType\":\"" + type + "\"}"));
    String more = tellsColumns ? ",\"columns\":[" + String.join(",", told) + "]" : "";
    return "{\"value\":[{\"name\":\"Other\"},{\"name\":\"" + table + "\"" + more + "}]}";
  }

  private Reply add(RawServer.Request request) throws IOException {
    if (!"application/json".equals(request.header("Content-Type"))) {
      breaches.add("Content-Type: " + request.header("Content-Type"));
    }
    if (!isPush) {
      return error(404, "ItemNotFound", "Dataset [" + DATASET + "] is not Push API dataset");
    }
    JsonNode given = JSON.readTree(request.text()).path("rows");
    Reply limited = limited(request, given.size());
    if (limited != null) {
      return limited;
    }
    for (JsonNode row : given) {
      if (!failing.isEmpty() && row.path("EventId").asText().equals(failing)) {
        return Reply.of(503, "");
      }
      String fault = fault(row);
      if (fault != null) {
        return Reply.of(
            400,
            "{\"error\":{\"code\":\"BadRequest\",\"details\":[{\"message\":\"%s\",\"target\":\"rows\"}]}}"
                .formatted(fault));
      }
    }
    given.forEach(rows::add);
    return Reply.of(200, "");
  }

  private @Nullable Reply limited(RawServer.Request request, int count) {
    if (count > MOST_ROWS || request.body().size() > MOST_BYTES || pending.get() > 5) {
      breaches.add(count + " rows, " + request.body().size() + " bytes, pending " + pending);
      return Reply.of(413, "");
    }
    Instant now = clock.instant();
    List<Seen> minute = within(now, Duration.ofMinutes(1));
    if (minute.size() >= requestsPerMinute) {
      breaches.add(minute.size() + " requests a minute");
      return tooMany(minute.get(0).at().plusSeconds(60), now, "amount of requests allowed");
    }
    List<Seen> hour = within(now, Duration.ofHours(1));
    if (hour.stream().mapToInt(Seen::rows).sum() + count > rowsPerHour) {
      breaches.add(count + " more rows in the hour");
      return tooMany(hour.get(0).at().plusSeconds(3600), now, "rows per hour limit");
    }
    return null;
  }

  private List<Seen> within(Instant now, Duration span) {
    return posts().stream().filter(one -> one.at().plus(span).isAfter(now)).toList();
  }

  private static Reply tooMany(Instant until, Instant now, String what) {
    long seconds = Math.max(1, Duration.between(now, until).toSeconds() + 1);
    return Reply.of(
        429,
        "{\"message\":\"You have exceeded the %s. Retry in %d seconds.\"}".formatted(what, seconds),
        "Retry-After: " + seconds);
  }

  private @Nullable String fault(JsonNode row) {
    for (Map.Entry<String, JsonNode> member : row.properties()) {
      String type = columns.get(member.getKey());
      if (type == null) {
        return "column " + member.getKey() + " is not in the table";
      }
      if (!member.getValue().isNull() && !fits(type, member.getValue())) {
        return "a value of column " + member.getKey() + " is no " + type;
      }
    }
    return null;
  }

  private static boolean fits(String type, JsonNode value) {
    return switch (type) {
      case "Int64" ->
          value.isIntegralNumber()
              && value.canConvertToLong()
              && value.longValue() != Long.MAX_VALUE
              && value.longValue() != Long.MIN_VALUE;
      case "Double" -> value.isNumber() && Math.abs(value.doubleValue()) < Double.MAX_VALUE;
      case "Boolean", "bool" -> value.isBoolean();
      case "DateTime" ->
          value.asText().matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
      case "Decimal" -> value.isNumber() && value.decimalValue().scale() <= 4;
      default -> value.isTextual() && value.asText().length() <= MOST_CHARACTERS;
    };
  }

  @Override
  public void close() throws IOException {
    server.close();
    if (!breaches.isEmpty()) {
      throw new AssertionError("the contract was broken: " + breaches);
    }
  }
}
