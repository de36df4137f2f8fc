package dev.emitter.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the folder of definition files for the tests of a class, or for one test, that the {@link
 * EmitterExtension} extends. That on a method comes before that on its class, and that before the
 * one on an enclosing class. Secrets, identities and handlers that the files name need not be there
 * ({@link TestEmitters.Builder#withoutDummies()}).
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Definitions {

  /**
   * Returns the path of the folder, taken from the working directory; where there is none, that of
   * a resource on the class path.
   */
  String value();
}
