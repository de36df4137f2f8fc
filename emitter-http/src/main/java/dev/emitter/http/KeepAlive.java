package dev.emitter.http;

import org.apache.hc.client5.http.ConnectionKeepAliveStrategy;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.message.BasicHeaderElementIterator;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;

/**
 * How long a connection may stay idle: 30 s, or less if the receiver says so with {@code
 * Keep-Alive: timeout=}. A second is taken off what it says, as it closes the connection while the
 * next request may be on its way.
 */
final class KeepAlive implements ConnectionKeepAliveStrategy {

  static final TimeValue LONGEST = TimeValue.ofSeconds(30);
  private static final TimeValue AT_ONCE = TimeValue.ofMilliseconds(1);

  @Override
  public TimeValue getKeepAliveDuration(HttpResponse response, HttpContext context) {
    var elements = new BasicHeaderElementIterator(response.headerIterator("Keep-Alive"));
    while (elements.hasNext()) {
      var element = elements.next();
      if (element.getName().equalsIgnoreCase("timeout") && element.getValue() != null) {
        return bounded(element.getValue());
      }
    }
    return LONGEST;
  }

  private static TimeValue bounded(String seconds) {
    try {
      long wanted = Long.parseLong(seconds) - 1;
      return wanted <= 0 ? AT_ONCE : TimeValue.ofSeconds(Math.min(wanted, LONGEST.toSeconds()));
    } catch (NumberFormatException notANumber) {
      return LONGEST;
    }
  }
}
