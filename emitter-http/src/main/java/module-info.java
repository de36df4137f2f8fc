/** HTTP as the channels of this library speak it. Internal: it may change with any version. */
module dev.emitter.http {
  requires transitive dev.emitter.core;
  requires org.apache.httpcomponents.client5.httpclient5;
  requires org.apache.httpcomponents.core5.httpcore5;
  requires org.apache.httpcomponents.core5.httpcore5.h2;
  requires org.slf4j;

  exports dev.emitter.http to
      dev.emitter.webhook,
      dev.emitter.powerbi;
}
