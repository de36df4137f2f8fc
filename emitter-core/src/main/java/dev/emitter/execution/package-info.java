/**
 * Who runs the library's tasks: threads, or a laboratory that goes through them one by one; and
 * when one that has failed is run again.
 */
@org.jspecify.annotations.NullMarked
package dev.emitter.execution;
