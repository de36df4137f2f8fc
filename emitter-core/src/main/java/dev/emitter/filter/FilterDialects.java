package dev.emitter.filter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.emitter.expressions.ExpressionBudget;
import dev.emitter.problem.Problems;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compiles filters in the dialects at hand: a string is in the dialect {@code feel}, an object has
 * one member that names its dialect. Filters are nested at most {@value #MAX_DEPTH} deep, and one
 * definition has at most {@value #MAX_FILTERS}, whose expressions share, for each event, the steps
 * that a single one has. Immutable and thread-safe.
 */
public final class FilterDialects implements FilterCompiler {

  /** How deep filters may stand within each other. */
  public static final int MAX_DEPTH = 32;

  /** How many filters one definition may have, those within others included. */
  public static final int MAX_FILTERS = 1000;

  /** The dialect of a plain string. */
  static final String STRING_DIALECT = "feel";

  private final Map<String, FilterDialect> dialects;
  private final int steps;

  private FilterDialects(Map<String, FilterDialect> dialects, int steps) {
    this.dialects = Collections.unmodifiableMap(dialects);
    this.steps = steps;
  }

  /**
   * Returns the dialects of CloudEvents Subscriptions (section 3.2.4.1): exact, prefix, suffix,
   * all, any, not and sql; and feel, which plain strings are in. The expressions have the looser
   * budget that operators get.
   */
  public static FilterDialects standard() {
    ExpressionBudget budget = ExpressionBudget.forOperators();
    FilterDialects none = new FilterDialects(new LinkedHashMap<>(), budget.steps());
    return none.with(new AttributeDialect(AttributeDialect.EXACT, String::equals))
        .with(new AttributeDialect("prefix", String::startsWith))
        .with(new AttributeDialect("suffix", String::endsWith))
        .with(new ListDialect("all", false))
        .with(new ListDialect("any", true))
        .with(new NotDialect())
        .with(new FeelDialect(budget))
        .with(new SqlDialect(budget));
  }

  /** Returns these dialects with the tighter budget for the expressions of users. */
  @Override
  public FilterDialects forUsers() {
    ExpressionBudget budget = ExpressionBudget.forUsers();
    FilterDialects users = new FilterDialects(dialects, budget.steps());
    if (dialects.get(STRING_DIALECT) instanceof FeelDialect) {
      users = users.with(new FeelDialect(budget));
    }
    if (dialects.get("sql") instanceof SqlDialect) {
      users = users.with(new SqlDialect(budget));
    }
    return users;
  }

  /**
   * Returns these dialects and one more, which takes the place of one with the same name. The one
   * named {@code feel} also gets the filters that are plain strings.
   */
  public FilterDialects with(FilterDialect dialect) {
    Map<String, FilterDialect> more = new LinkedHashMap<>(dialects);
    more.put(dialect.name(), dialect);
    return new FilterDialects(more, steps);
  }

  /** Returns the names of the dialects, in the order added. */
  public Set<String> names() {
    return dialects.keySet();
  }

  @Override
  public @Nullable EventFilter compile(JsonNode filter, String path, Problems problems) {
    FilterCompilation compilation = new FilterCompilation(dialects);
    EventFilter whole = compilation.compile(filter, path, problems);
    return whole == null || compilation.count() == 1 ? whole : new DefinitionFilter(whole, steps);
  }
}
