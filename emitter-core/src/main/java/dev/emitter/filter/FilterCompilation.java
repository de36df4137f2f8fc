package dev.emitter.filter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.emitter.problem.Problems;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Compiles one filter with all that stand within it, and counts them, since definitions come from
 * strangers. Not thread-safe.
 */
final class FilterCompilation implements FilterCompiler {

  /** What dialects are called elsewhere: in drafts, in other products, in speech. */
  private static final Map<String, String> OTHER_NAMES =
      Map.ofEntries(
          Map.entry("cesql", "sql"),
          Map.entry("ce-sql", "sql"),
          Map.entry("cloudeventssql", "sql"),
          Map.entry("and", "all"),
          Map.entry("or", "any"),
          Map.entry("equals", "exact"),
          Map.entry("eq", "exact"),
          Map.entry("is", "exact"),
          Map.entry("attributes", "exact"),
          Map.entry("startswith", "prefix"),
          Map.entry("beginswith", "prefix"),
          Map.entry("endswith", "suffix"),
          Map.entry("expression", "feel"),
          Map.entry("dmn", "feel"),
          Map.entry("none", "not"));

  private final Map<String, FilterDialect> dialects;
  private int depth;
  private int count;

  FilterCompilation(Map<String, FilterDialect> dialects) {
    this.dialects = dialects;
  }

  /** Returns how many filters there were. */
  int count() {
    return count;
  }

  @Override
  public @Nullable EventFilter compile(JsonNode filter, String path, Problems problems) {
    if (!isWithinBounds(path, problems)) {
      return null;
    }
    depth++;
    try {
      return compileOne(filter, path, problems);
    } finally {
      depth--;
    }
  }

  private boolean isWithinBounds(String path, Problems problems) {
    count++;
    if (count == FilterDialects.MAX_FILTERS + 1) {
      problems.add(
          path,
          "is filter number "
              + count
              + " of the definition; at most "
              + FilterDialects.MAX_FILTERS
              + " are allowed");
    }
    if (depth == FilterDialects.MAX_DEPTH) {
      problems.add(
          path,
          "is nested deeper than the " + FilterDialects.MAX_DEPTH + " levels that are allowed");
    }
    return count <= FilterDialects.MAX_FILTERS && depth < FilterDialects.MAX_DEPTH;
  }

  private @Nullable EventFilter compileOne(JsonNode filter, String path, Problems problems) {
    if (filter.isTextual()) {
      return compileString(filter, path, problems);
    }
    if (!filter.isObject()) {
      problems.add(
          path,
          "is "
              + Found.kind(filter)
              + "; a filter is a string (FEEL) or an object with one member, one of "
              + names());
      return null;
    }
    if (filter.size() != 1) {
      problems.add(
          path,
          "has " + filter.size() + " members; a filter object has exactly one, one of " + names(),
          filter.isEmpty() ? null : "to combine filters use {\"all\": [{..}, {..}]}");
    }
    return compileMembers(filter, path, problems);
  }

  /** Compiles every member, even when there are too many, so that no fault stays hidden. */
  private @Nullable EventFilter compileMembers(JsonNode filter, String path, Problems problems) {
    EventFilter compiled = null;
    for (Map.Entry<String, JsonNode> member : filter.properties()) {
      String name = member.getKey();
      FilterDialect dialect = dialects.get(name);
      String memberPath = Found.path(path, name);
      if (dialect == null) {
        problems.add(
            memberPath,
            "is not a filter dialect of this version; allowed are " + names(),
            meant(name));
      } else {
        compiled = dialect.compile(member.getValue(), memberPath, this, problems);
      }
    }
    return filter.size() == 1 ? compiled : null;
  }

  /** Returns the dialect that a name most likely stands for. */
  private @Nullable String meant(String name) {
    String dialect = OTHER_NAMES.get(name.toLowerCase(Locale.ROOT));
    return dialect == null || !dialects.containsKey(dialect)
        ? Found.suggestion(name, dialects.keySet())
        : "did you mean \"" + dialect + "\"?";
  }

  private @Nullable EventFilter compileString(JsonNode filter, String path, Problems problems) {
    FilterDialect dialect = Objects.requireNonNull(dialects.get(FilterDialects.STRING_DIALECT));
    return dialect.compile(filter, path, this, problems);
  }

  private List<String> names() {
    return List.copyOf(dialects.keySet());
  }
}
