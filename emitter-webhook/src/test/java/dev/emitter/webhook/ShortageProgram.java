package dev.emitter.webhook;

import dev.emitter.channel.DeliveryResult;
import java.io.Closeable;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Sends to two receivers while this process has no file descriptor left, then with one more after
 * the other, then with all. Each line of its output is one result. Run by {@link ShortageTest}.
 */
final class ShortageProgram {

  private static final int FREED_ONE_BY_ONE = 14;
  private static final int MOST_ATTEMPTS = 20;

  private ShortageProgram() {}

  /** Takes the addresses of the receivers. */
  public static void main(String[] addresses) throws Exception {
    // opens all files of the class path, as looking for providers does in an application
    ClassLoader.getSystemClassLoader().getResources("META-INF/none").hasMoreElements();
    // and loads the classes: one that cannot be loaded once cannot be loaded later either
    try (Posting before = open(new WebhookChannelProvider(), addresses[0])) {
      System.out.println("before: " + inTheEnd(before));
    }
    WebhookChannelProvider provider = new WebhookChannelProvider();
    Deque<Closeable> taken = new ArrayDeque<>();
    try (Posting first = open(provider, addresses[0]);
        Posting second = open(provider, addresses[1])) {
      take(taken);
      for (int free = 0; free < FREED_ONE_BY_ONE; free++) {
        tell("with " + free, first, second);
        taken.pop().close();
      }
      while (!taken.isEmpty()) {
        taken.pop().close();
      }
      System.out.println("after: " + inTheEnd(first));
      System.out.println("after: " + inTheEnd(second));
    }
    System.exit(0);
  }

  private static Posting open(WebhookChannelProvider provider, String address) {
    return Posting.open(
        provider, URI.create(address), "'timeout':'40s','connectTimeout':'20s'", null, null);
  }

  private static void take(Deque<Closeable> taken) {
    try {
      while (true) {
        taken.push(new FileInputStream("/dev/null"));
      }
    } catch (IOException noMore) {
      // as wanted; the message is not printed, as that might load a class
    }
  }

  /** Tries again, as an emitter does: on a busy machine an attempt may take too long. */
  private static DeliveryResult inTheEnd(Posting posting) throws Exception {
    DeliveryResult result = posting.deliver("3");
    for (int i = 1; i < MOST_ATTEMPTS && result instanceof DeliveryResult.Retry; i++) {
      result = posting.deliver("3");
    }
    return result;
  }

  private static void tell(String when, Posting first, Posting second) throws Exception {
    DeliveryResult one = first.deliver("1");
    DeliveryResult other = second.deliver("2");
    System.out.println(when + ": " + one);
    System.out.println(when + ": " + other);
  }
}
