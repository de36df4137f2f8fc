/** Traces events from their publication to their receivers with OpenTelemetry. */
module dev.emitter.opentelemetry {
  requires transitive dev.emitter.core;
  requires transitive io.opentelemetry.api;
  requires io.opentelemetry.context;
  requires org.slf4j;

  exports dev.emitter.opentelemetry;
}
