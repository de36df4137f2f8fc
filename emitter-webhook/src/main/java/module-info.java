/** The Webhook channel: CloudEvents as HTTP requests. */
module dev.emitter.webhook {
  requires transitive dev.emitter.core;
  requires org.apache.httpcomponents.client5.httpclient5;
  requires org.apache.httpcomponents.core5.httpcore5;
  requires org.apache.httpcomponents.core5.httpcore5.h2;
  requires org.slf4j;

  exports dev.emitter.webhook;

  provides dev.emitter.channel.ChannelProvider with
      dev.emitter.webhook.WebhookChannelProvider;
}
