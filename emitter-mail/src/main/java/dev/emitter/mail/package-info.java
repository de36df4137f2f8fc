/** Tells the owners of disabled emitters by e-mail. */
@NullMarked
package dev.emitter.mail;

import org.jspecify.annotations.NullMarked;
