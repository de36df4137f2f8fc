/** The File and Audit channels: CloudEvents appended to files, and kept for their users. */
module dev.emitter.file {
  requires transitive dev.emitter.core;
  requires org.slf4j;

  exports dev.emitter.audit;
  exports dev.emitter.file;

  provides dev.emitter.channel.ChannelProvider with
      dev.emitter.audit.AuditChannelProvider,
      dev.emitter.file.FileChannelProvider;
}
