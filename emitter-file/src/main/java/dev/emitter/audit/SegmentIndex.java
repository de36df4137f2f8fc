package dev.emitter.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.emitter.event.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Where in the file of a segment some of its entries begin, so that nobody reads what lies before.
 * It only saves time: without it, or when it is damaged, a segment is read from its beginning.
 */
final class SegmentIndex {

  /** How many entries lie between two that the index knows. */
  static final int EVERY = 1_000;

  private SegmentIndex() {}

  /**
   * An entry that the index knows.
   *
   * @param number its number
   * @param publishedAt its time
   * @param offset where its line, or in a compressed file its member, begins
   */
  record Mark(long number, Instant publishedAt, long offset) {

    byte[] line() {
      String text =
          JsonNodeFactory.instance
                  .objectNode()
                  .put("n", number)
                  .put("publishedAt", publishedAt.toString())
                  .put("offset", offset)
              + "\n";
      return text.getBytes(StandardCharsets.UTF_8);
    }
  }

  /** Returns the marks of a segment in order; those before the first that is damaged. */
  static List<Mark> read(SegmentFile segment) {
    List<Mark> marks = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(segment.index())) {
        JsonNode json = Json.tree(line);
        Mark mark =
            new Mark(
                json.path("n").asLong(-1),
                Instant.parse(json.path("publishedAt").asText()),
                json.path("offset").asLong(-1));
        if (!follows(marks, mark, segment)) {
          break;
        }
        marks.add(mark);
      }
    } catch (JsonProcessingException | DateTimeException | UncheckedIOException damaged) {
      return marks; // the last one where zeros that a power cut left look like UTF-32
    } catch (IOException missing) {
      return marks;
    }
    return marks;
  }

  private static boolean follows(List<Mark> marks, Mark mark, SegmentFile segment) {
    Mark last = marks.isEmpty() ? null : marks.get(marks.size() - 1);
    return last == null
        ? mark.number() == segment.first() && mark.offset() == 0
        : mark.number() > last.number() && mark.offset() > last.offset();
  }
}
