/** Tests of what is published and who gets it: recording channels, a manual clock, contracts. */
module dev.emitter.testkit {
  requires transitive dev.emitter.core;
  requires static transitive org.junit.jupiter.api;
  requires static org.opentest4j;
  requires org.assertj.core;

  exports dev.emitter.testkit;

  uses dev.emitter.channel.ChannelProvider;
}
