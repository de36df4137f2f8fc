/** Who runs the library's tasks: threads, or a laboratory that goes through them one by one. */
@org.jspecify.annotations.NullMarked
package dev.emitter.execution;
