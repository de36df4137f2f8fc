package dev.emitter.expressions.feel;

import dev.emitter.expressions.ExpressionWarning;
import java.util.List;

/**
 * What an inspection found.
 *
 * @param canBeTrue false only if no data can make the expression true
 */
record InspectionResult(List<ExpressionWarning> warnings, boolean canBeTrue) {}
