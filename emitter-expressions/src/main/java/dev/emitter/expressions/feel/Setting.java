package dev.emitter.expressions.feel;

import dev.emitter.expressions.ExpressionBudget;
import java.time.Clock;

/** What all evaluations of an expression share. */
record Setting(Source source, ExpressionBudget budget, Clock clock, PatternCache patterns) {}
