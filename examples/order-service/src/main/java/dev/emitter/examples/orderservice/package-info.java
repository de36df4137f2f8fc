/** A service that publishes; its tests are what this example is about. */
@NullMarked
package dev.emitter.examples.orderservice;

import org.jspecify.annotations.NullMarked;
