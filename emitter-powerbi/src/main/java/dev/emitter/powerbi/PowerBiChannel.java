package dev.emitter.powerbi;

import dev.emitter.channel.Channel;
import dev.emitter.channel.ChannelShare;
import dev.emitter.channel.ChannelTraits;
import dev.emitter.channel.CheckResult;
import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.Waiting;
import dev.emitter.http.BatchLimit;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Stores events as rows of a table. Thread-safe. */
final class PowerBiChannel implements Channel, Waiting {

  /** The service takes 16 MB; some is left for what stands around the body. */
  static final long MOST_BYTES = 15_000_000;

  private final PowerBiSettings settings;
  private final ChannelTraits traits;
  private final PowerBiClient client;
  private final DatasetQuotas.Use use;
  private final RowSender sender;
  private final DatasetCheck check;
  private final BatchLimit limit = new BatchLimit(MOST_BYTES);
  private final ChannelShare share;
  private final CutCount cuts = new CutCount();

  PowerBiChannel(
      PowerBiSettings settings,
      PowerBiClient client,
      DatasetQuotas.Use use,
      ChannelShare share,
      Clock clock) {
    this.settings = settings;
    this.traits =
        ChannelTraits.of(settings.batch())
            .withMaxBatchBytes(MOST_BYTES)
            .withLinger(settings.linger());
    this.client = client;
    this.use = use;
    this.share = share;
    this.sender = new RowSender(settings, client, use.quota(), clock);
    this.check = new DatasetCheck(settings, client, use.quota(), clock);
  }

  @Override
  public ChannelTraits traits() {
    return traits;
  }

  @Override
  public CompletionStage<List<DeliveryResult>> deliver(List<Delivery> batch) {
    return new RowSending(sender, share, settings.mapping(), limit, cuts, batch).send();
  }

  @Override
  public @Nullable String waitsFor() {
    return client.waitsFor();
  }

  /** Asks for the dataset and its tables; writes no row. */
  @Override
  public CompletionStage<CheckResult> check() {
    return check.run();
  }

  @Override
  public void close(Duration grace) {
    client.close();
    use.close();
  }
}
