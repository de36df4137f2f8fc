/** The File channel: CloudEvents appended to files. */
module dev.emitter.file {
  requires transitive dev.emitter.core;
  requires org.slf4j;

  exports dev.emitter.file;

  provides dev.emitter.channel.ChannelProvider with
      dev.emitter.file.FileChannelProvider;
}
