package dev.emitter.http;

import dev.emitter.channel.ChannelShare;
import dev.emitter.channel.ChannelShares;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.hc.client5.http.async.AsyncExecRuntime;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * How far one attempt to send a request has come, and what it holds. The client's own way to cancel
 * an exchange forgets what it should cancel when a connection is at hand at once, so that the
 * exchange would go on; an attempt remembers. Thread-safe.
 */
final class Attempt {

  /** What an attempt is about. */
  enum Step {
    WAITING("waited for a connection to become free"),
    LOOKING_UP("was looking up the host"),
    CONNECTING("was connecting"),
    SHAKING_HANDS("was in the TLS handshake"),
    SENDING("was still sending the request"),
    SENT("sent the request, and no answer began"),
    ANSWERING("the answer began, and did not end");

    private final String words;

    Step(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  private static final String ATTRIBUTE = "dev.emitter.attempt";

  private static final ChannelShare NOBODYS = ChannelShares.defaults().of(null);

  private final boolean alone;
  private final ChannelShare share;
  private final @Nullable Countdown time;
  private volatile Step step = Step.WAITING;
  private volatile boolean fresh;
  private volatile boolean abandoned;
  private volatile @Nullable Cancellable connecting;
  private volatile @Nullable AsyncExecRuntime runtime;
  private volatile @Nullable Lookup lookup;

  /**
   * Creates an attempt.
   *
   * @param alone whether it needs a connection of its own, that nobody used before or after it
   * @param share what the owner of its request may have under way
   * @param time the time of the request, or null for none
   */
  Attempt(boolean alone, ChannelShare share, @Nullable Countdown time) {
    this.alone = alone;
    this.share = share;
    this.time = time;
  }

  static Attempt of(HttpContext context) {
    return context.getAttribute(ATTRIBUTE) instanceof Attempt attempt
        ? attempt
        : new Attempt(false, NOBODYS, null);
  }

  void bind(HttpContext context) {
    context.setAttribute(ATTRIBUTE, this);
  }

  boolean alone() {
    return alone;
  }

  Step step() {
    return step;
  }

  void reached(Step next) {
    step = next;
  }

  /**
   * Looks a host up. While that waits for the owner's share, the time of the request stands still.
   *
   * @param begun runs once the look-up has begun
   */
  CompletionStage<List<InetAddress>> lookUp(Lookups lookups, String host, Runnable begun) {
    reached(Step.LOOKING_UP);
    Lookup asked = lookups.resolve(host, share);
    lookup = asked;
    if (time != null && asked.waitsFor() != null) {
      time.hold();
      asked.whenBegun(time::goOn);
    }
    asked.whenBegun(begun);
    if (abandoned) {
      unwant();
    }
    return asked.result();
  }

  private void unwant() {
    Lookup asked;
    synchronized (this) {
      asked = lookup;
      lookup = null;
    }
    if (asked != null) {
      asked.unwant();
    }
  }

  /** Returns what it waits for that is of ours, for a person, or null. */
  @Nullable String waitsFor() {
    Lookup asked = lookup;
    return asked == null ? null : asked.waitsFor();
  }

  /** Tells that a connection is made for this attempt, and how to stop that. */
  void connectsAnew(Cancellable stop) {
    fresh = true;
    connecting = stop;
    if (abandoned) {
      stop.cancel();
    }
  }

  /** Tells what will hold the connection of this attempt. */
  void holds(AsyncExecRuntime holder) {
    runtime = holder;
  }

  /** Returns whether nobody waits for the answer any more. */
  boolean abandoned() {
    return abandoned;
  }

  /** Stops connecting, and closes the connection if it still has one. */
  void abandon() {
    abandoned = true;
    unwant();
    Cancellable stop = connecting;
    if (stop != null) {
      stop.cancel();
    }
    AsyncExecRuntime holder = runtime;
    if (holder != null) {
      holder.discardEndpoint();
    }
  }

  /**
   * Returns whether it went over a connection that others had used before, and the receiver said
   * nothing: it may have closed that connection before the request came.
   */
  boolean mayHaveMetStaleConnection() {
    return !fresh && !alone && step != Step.ANSWERING;
  }
}
