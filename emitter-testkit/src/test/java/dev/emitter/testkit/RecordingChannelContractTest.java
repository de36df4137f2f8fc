package dev.emitter.testkit;

import dev.emitter.channel.ChannelProvider;
import java.util.List;

final class RecordingChannelContractTest extends ChannelContract {

  private final RecordingChannel channel = RecordingChannel.of("Webhook");

  @Override
  protected ChannelProvider provider() {
    return channel;
  }

  @Override
  protected List<String> received() {
    return channel.deliveredIds("contract");
  }

  @Override
  protected void failOn(String eventId) {
    channel.failWhile(delivery -> delivery.event().event().getId().equals(eventId));
  }

  @Override
  protected void mend() {
    channel.mend();
  }
}
