/** Tests that really send, compiled once and run with the versions of each Spring Boot. */
@org.jspecify.annotations.NullMarked
package dev.emitter.compatibility;
