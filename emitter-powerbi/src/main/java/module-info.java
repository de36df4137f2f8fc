/** The PowerBI channel: events as rows of a push dataset. */
module dev.emitter.powerbi {
  requires transitive dev.emitter.core;
  requires dev.emitter.http;
  requires org.slf4j;

  exports dev.emitter.powerbi;

  provides dev.emitter.channel.ChannelProvider with
      dev.emitter.powerbi.PowerBiChannelProvider;
}
