package dev.emitter.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * A token of OAuth 2. Immutable.
 *
 * @param value what is sent
 * @param renewAt from when a new one is fetched
 * @param expiresAt from when it is worthless
 */
record AccessToken(String value, Instant renewAt, Instant expiresAt) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7E]+");
  private static final Duration MARGIN = Duration.ofSeconds(60);
  private static final long DEFAULT_SECONDS = 300;
  private static final long MOST_SECONDS = Duration.ofDays(1).toSeconds();

  /**
   * Reads the answer of a token endpoint (RFC 6749, 5.1). Without {@code expires_in} a token is
   * held for five minutes, never for more than a day.
   *
   * @throws IllegalArgumentException if it is none; the message shows nothing of it
   */
  static AccessToken read(String answer, Instant now) {
    JsonNode json = parse(answer);
    String value = json.path("access_token").asText("");
    if (value.isEmpty()) {
      throw new IllegalArgumentException("its answer has no access_token");
    }
    if (!VISIBLE.matcher(value).matches()) {
      throw new IllegalArgumentException("its access_token has characters that no token may have");
    }
    if (!json.path("token_type").asText("Bearer").equalsIgnoreCase("Bearer")) {
      throw new IllegalArgumentException("its token_type is not Bearer");
    }
    long asked = json.path("expires_in").asLong(DEFAULT_SECONDS);
    Duration life = Duration.ofSeconds(Math.max(0, Math.min(asked, MOST_SECONDS)));
    Duration tenth = life.dividedBy(10);
    Duration margin = tenth.compareTo(MARGIN) < 0 ? tenth : MARGIN;
    return new AccessToken(value, now.plus(life).minus(margin), now.plus(life));
  }

  private static JsonNode parse(String answer) {
    try {
      JsonNode json = JSON.readTree(answer);
      if (json != null && json.isObject()) {
        return json;
      }
    } catch (JsonProcessingException e) { // its message shows the answer, and with it the token
      throw new IllegalArgumentException("its answer is not JSON, or too long");
    }
    throw new IllegalArgumentException("its answer is no JSON object");
  }

  @Override
  public String toString() {
    return "AccessToken[****, " + renewAt + "]";
  }
}
