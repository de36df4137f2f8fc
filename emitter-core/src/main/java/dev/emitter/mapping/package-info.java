@NullMarked
package dev.emitter.mapping;

import org.jspecify.annotations.NullMarked;
