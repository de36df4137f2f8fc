package dev.emitter.expressions.cesql;

/** An operator with its right operand. */
record Link<T>(int position, T operator, Node operand) {}
