/**
 * Tests of what is published and who gets it: emitters for tests, assertions, scripted channels, a
 * manual clock, contracts.
 */
module dev.emitter.testkit {
  requires transitive dev.emitter.core;
  requires static transitive org.junit.jupiter.api;
  requires static org.junit.platform.commons;
  requires static org.opentest4j;
  requires transitive org.assertj.core;

  exports dev.emitter.testkit;

  uses dev.emitter.channel.ChannelProvider;
}
