/** The durable event log on the local disk. */
module dev.emitter.log {
  requires transitive dev.emitter.core;
  requires org.slf4j;

  exports dev.emitter.log.disk;
}
