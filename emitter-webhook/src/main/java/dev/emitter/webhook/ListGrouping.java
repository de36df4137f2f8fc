package dev.emitter.webhook;

import dev.emitter.http.BatchLimit;
import dev.emitter.webhook.WebhookRequests.Fitting;
import dev.emitter.webhook.WebhookRequests.UnsendableException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Puts one event into a request, or as many as fit, one after the other. */
final class ListGrouping implements RequestGrouping {

  private static final int BRACKETS = 2;

  private final boolean several;
  private final WebhookRequests requests;
  private final BatchLimit limit;
  private final BatchState state;

  ListGrouping(boolean several, WebhookRequests requests, BatchLimit limit, BatchState state) {
    this.several = several;
    this.requests = requests;
    this.limit = limit;
    this.state = state;
  }

  @Override
  public @Nullable Group next() {
    while (state.firstOpen() < state.size()) {
      int first = state.firstOpen();
      List<Fitting> events = fittingFrom(first);
      Group group = events.isEmpty() ? null : group(first, events);
      if (group != null) {
        return group;
      }
    }
    return null;
  }

  /** Returns what one request takes from here on; nothing, if the first event cannot be sent. */
  private List<Fitting> fittingFrom(int first) {
    List<Fitting> events = new ArrayList<>();
    long bytes = BRACKETS;
    long most = limit.bytes();
    try {
      int end = several ? state.size() : first + 1;
      for (int at = first; at < end; at++) {
        Fitting event = requests.fitting(state.delivery(at));
        bytes += requests.size(event.body());
        if (!events.isEmpty() && bytes > most) {
          break;
        }
        events.add(event);
      }
    } catch (UnsendableException e) {
      if (events.isEmpty()) { // otherwise those before it go first
        state.reject(first, String.valueOf(e.getMessage()));
      }
    }
    return events;
  }

  private @Nullable Group group(int first, List<Fitting> events) {
    List<Integer> members = IntStream.range(first, first + events.size()).boxed().toList();
    try {
      return new Group(
          members,
          several ? requests.batch(events) : requests.single(state.delivery(first), events.get(0)));
    } catch (UnsendableException e) {
      members.forEach(member -> state.reject(member, String.valueOf(e.getMessage())));
      return null;
    }
  }
}
