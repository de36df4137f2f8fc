package dev.emitter.testkit;

import dev.emitter.channel.ChannelProvider;
import java.util.List;

/** The contract of a channel whose calls overlap, and that keeps it or not. */
abstract class PipelineContract extends ChannelContract {

  private final PipelineChannel channel;

  PipelineContract(PipelineChannel.Manner manner) {
    channel = new PipelineChannel(manner);
  }

  @Override
  protected ChannelProvider provider() {
    return channel;
  }

  @Override
  protected List<String> received() {
    return channel.received();
  }

  @Override
  protected void failOn(String eventId) {
    channel.failOn(eventId);
  }

  @Override
  protected void mend() {
    channel.failOn("");
  }
}
