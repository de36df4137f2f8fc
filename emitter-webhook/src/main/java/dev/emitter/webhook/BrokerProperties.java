package dev.emitter.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.emitter.http.HttpHeader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * The header by which a request to the REST interface of Event Hubs chooses a partition. Stateless.
 */
final class BrokerProperties {

  static final String NAME = "BrokerProperties";

  /** How many characters Event Hubs takes. */
  static final int LONGEST_KEY = 128;

  private static final ObjectWriter ASCII =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build().writer();

  private BrokerProperties() {}

  /** Returns the header; of a key that is too long it has the SHA-256 in hexadecimal digits. */
  static HttpHeader withPartitionKey(String key) {
    String taken = key.length() > LONGEST_KEY ? digest(key) : key;
    try {
      return new HttpHeader(NAME, ASCII.writeValueAsString(Map.of("PartitionKey", taken)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of strings can be written", e);
    }
  }

  private static String digest(String key) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(key.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("each JDK has SHA-256", e);
    }
  }
}
