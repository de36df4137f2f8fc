package dev.emitter.http;

import dev.emitter.channel.ChannelShare;
import dev.emitter.channel.ChannelShares;
import dev.emitter.net.AddressGuard;
import dev.emitter.net.HostResolver;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.hc.core5.concurrent.DefaultThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * The transports of one channel provider. Emitters whose settings are equal share a client, its
 * connections and its threads; how much of an answer is kept may differ. There is no client and no
 * thread before the first request, and none is left soon after the last transport is closed.
 * Thread-safe.
 */
public final class HttpTransports {

  private static final int IDLE_SECONDS = 2;

  private final Map<TransportSettings, Entry> entries = new HashMap<>();
  private final ScheduledThreadPoolExecutor timer = newTimer();
  private final ThreadPoolExecutor lookups = newLookups();

  private final Function<AddressGuard, HostResolver> resolving;

  /** Creates the transports of a provider; starts nothing. */
  public HttpTransports() {
    this(guard -> guard::resolve);
  }

  /** Creates transports that look hosts up in another way. */
  public HttpTransports(Function<AddressGuard, HostResolver> resolving) {
    this.resolving = resolving;
  }

  /** A client and how many use it. */
  private static final class Entry {
    private int uses;
    private @Nullable SharedClient client;
  }

  private static ScheduledThreadPoolExecutor newTimer() {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(1, new DefaultThreadFactory("emitter-http-timer", true));
    timer.setRemoveOnCancelPolicy(true);
    timer.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
    timer.allowCoreThreadTimeOut(true);
    return timer;
  }

  private static ThreadPoolExecutor newLookups() {
    return new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE, // the shares of owners bound them
        IDLE_SECONDS,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        new DefaultThreadFactory("emitter-http-lookup", true));
  }

  /** Returns a transport that shares with nobody what it may have under way. */
  public HttpTransport open(TransportSettings settings) {
    return open(settings, ChannelShares.defaults().of(null));
  }

  /**
   * Returns a transport of these settings; it must be closed. Touches neither file nor network.
   *
   * @param share what the emitters of its owner may have under way together
   */
  public HttpTransport open(TransportSettings settings, ChannelShare share) {
    synchronized (entries) {
      entries.computeIfAbsent(key(settings), none -> new Entry()).uses++;
    }
    return new TransportUse(this, settings, share);
  }

  private static TransportSettings key(TransportSettings settings) {
    return new TransportSettings(
        settings.tls(), settings.guard(), settings.proxy(), settings.connectWithin(), 0);
  }

  /**
   * Returns the running client of these settings, which are in use; a new one if an error has ended
   * the last.
   *
   * @throws IllegalStateException if nobody uses these settings any more, or it cannot be started
   */
  SharedClient client(TransportSettings settings) {
    synchronized (entries) {
      Entry entry = entries.get(key(settings));
      if (entry == null) {
        throw new IllegalStateException("closed");
      }
      SharedClient client = entry.client;
      if (client != null && client.isDead()) {
        client.close();
        client = null;
      }
      if (client == null) {
        client = new SharedClient(settings, resolving.apply(settings.guard()), timer, lookups);
        entry.client = client;
      }
      return client;
    }
  }

  ScheduledThreadPoolExecutor timer() {
    return timer;
  }

  /** Ends one use; the last closes the client. */
  void release(TransportSettings settings) {
    SharedClient last = null;
    synchronized (entries) {
      Entry entry = entries.get(key(settings));
      if (entry != null && --entry.uses == 0) {
        entries.remove(key(settings));
        last = entry.client;
      }
    }
    if (last != null) {
      last.close();
    }
  }
}
