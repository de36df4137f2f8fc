/**
 * Holds the pages of this project to what the library does: {@link dev.emitter.docs.PagesTest}
 * checks every page that there is, the other tests what one page alone promises.
 */
@NullMarked
package dev.emitter.docs;

import org.jspecify.annotations.NullMarked;
