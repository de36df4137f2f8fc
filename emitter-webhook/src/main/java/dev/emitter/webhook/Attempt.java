package dev.emitter.webhook;

import org.apache.hc.core5.http.protocol.HttpContext;

/** How far one attempt to send a request has come. Thread-safe. */
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

  private final boolean alone;
  private volatile Step step = Step.WAITING;
  private volatile boolean fresh;

  /**
   * Creates an attempt.
   *
   * @param alone whether it needs a connection of its own, that nobody used before or after it
   */
  Attempt(boolean alone) {
    this.alone = alone;
  }

  static Attempt of(HttpContext context) {
    return context.getAttribute(ATTRIBUTE) instanceof Attempt attempt
        ? attempt
        : new Attempt(false);
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

  /** Tells that a connection is made for this attempt. */
  void connectsAnew() {
    fresh = true;
  }

  /**
   * Returns whether it went over a connection that others had used before, and the receiver said
   * nothing: it may have closed that connection before the request came.
   */
  boolean mayHaveMetStaleConnection() {
    return !fresh && !alone && step != Step.ANSWERING;
  }
}
