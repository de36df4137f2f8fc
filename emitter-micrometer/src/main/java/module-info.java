/** Tells Micrometer how publishing and delivering go. */
module dev.emitter.micrometer {
  requires transitive dev.emitter.core;
  requires transitive micrometer.core;
  requires org.slf4j;

  exports dev.emitter.micrometer;
}
