/** The Webhook channel: CloudEvents as HTTP requests. */
module dev.emitter.webhook {
  requires transitive dev.emitter.core;
  requires dev.emitter.http;
  requires org.slf4j;

  exports dev.emitter.flow.http;
  exports dev.emitter.webhook;

  provides dev.emitter.channel.ChannelProvider with
      dev.emitter.webhook.WebhookChannelProvider;
}
