package dev.emitter.mapping;

import dev.emitter.filter.EventExpression;

/**
 * A column of a table and what is stored in it. Immutable.
 *
 * @param name its name in the table
 * @param type its type in the table
 * @param lookup takes its value out of an event
 */
public record Column(String name, ColumnType type, EventExpression lookup) {}
