package dev.emitter.powerbi;

import dev.emitter.filter.EventExpression;

/**
 * A column of the table and what is stored in it. Immutable.
 *
 * @param name its name in the table
 * @param type its type in the table
 * @param lookup takes its value out of an event
 */
record Column(String name, ColumnType type, EventExpression lookup) {}
