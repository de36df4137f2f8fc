package dev.emitter.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import dev.emitter.event.Json;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A short stand-in for the bytes of a file, or for what they mean: their SHA-256. */
record Digest(long first, long second, long third, long fourth) {

  private static final ObjectWriter SORTED =
      Json.MAPPER.writer().with(JsonNodeFeature.WRITE_PROPERTIES_SORTED);

  /** Returns the digest of bytes; equal only for equal bytes. */
  static Digest of(byte[] bytes) {
    try {
      ByteBuffer sum = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes));
      return new Digest(sum.getLong(), sum.getLong(), sum.getLong(), sum.getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Returns the digest of JSON, whatever its white space and the order of its members. */
  static Digest of(JsonNode json) {
    try {
      return of(SORTED.writeValueAsBytes(json));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can be written", e);
    }
  }
}
