/** What the guide to testing shows, at work; it uses nothing but what applications can use. */
@NullMarked
package dev.emitter.testkit.guide;

import org.jspecify.annotations.NullMarked;
