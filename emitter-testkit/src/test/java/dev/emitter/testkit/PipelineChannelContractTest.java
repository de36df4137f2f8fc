package dev.emitter.testkit;

import org.junit.jupiter.api.Tag;

@Tag("U2")
final class PipelineChannelContractTest extends PipelineContract {

  PipelineChannelContractTest() {
    super(PipelineChannel.Manner.RIGHT);
  }
}
