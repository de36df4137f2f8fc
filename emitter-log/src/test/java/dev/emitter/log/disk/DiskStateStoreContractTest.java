package dev.emitter.log.disk;

import dev.emitter.log.StateStore;
import dev.emitter.testkit.StateStoreContract;

final class DiskStateStoreContractTest extends StateStoreContract {

  private final FaultyStateStorage storage = new FaultyStateStorage();

  @Override
  protected StateStore open() {
    return DiskStateStore.open(storage, 1_000);
  }
}
