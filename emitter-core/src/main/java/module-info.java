/** Publishes CloudEvents to emitters: matching, delivery, the channel SPI, JSON definitions. */
module dev.emitter.core {
  requires transitive com.fasterxml.jackson.databind;
  requires com.fasterxml.jackson.datatype.jdk8;
  requires com.fasterxml.jackson.datatype.jsr310;
  requires java.management;
  requires transitive dev.emitter.expressions;
  requires transitive io.cloudevents.api;
  requires transitive io.cloudevents.core;
  requires transitive org.jspecify;
  requires transitive org.slf4j;

  exports dev.emitter;
  exports dev.emitter.channel;
  exports dev.emitter.config;
  exports dev.emitter.definition;
  exports dev.emitter.delivery;
  exports dev.emitter.event;
  exports dev.emitter.execution to
      dev.emitter.log;
  exports dev.emitter.filter;
  exports dev.emitter.flow;
  exports dev.emitter.handler;
  exports dev.emitter.log;
  exports dev.emitter.mapping;
  exports dev.emitter.net;
  exports dev.emitter.problem;
  exports dev.emitter.topic;

  uses dev.emitter.channel.ChannelProvider;

  provides dev.emitter.channel.ChannelProvider with
      dev.emitter.console.ConsoleChannelProvider;
}
