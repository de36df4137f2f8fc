/** Flows over HTTP: chains of flow traces are resumed and resubmitted where their flow says. */
@NullMarked
package dev.emitter.flow.http;

import org.jspecify.annotations.NullMarked;
