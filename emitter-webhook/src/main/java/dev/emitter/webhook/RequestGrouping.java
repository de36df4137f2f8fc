package dev.emitter.webhook;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Chooses which deliveries of a batch go into one request. Used by one thread after the other. */
interface RequestGrouping {

  /**
   * Returns the next request, or null if no delivery is open any more. Settles deliveries that
   * cannot be sent.
   */
  @Nullable Group next();

  /**
   * A request and the deliveries that it carries.
   *
   * @param members their indexes in the batch, ascending
   */
  record Group(List<Integer> members, WebhookRequests.Unsigned request) {

    long size() {
      return request.request().body().size();
    }
  }
}
