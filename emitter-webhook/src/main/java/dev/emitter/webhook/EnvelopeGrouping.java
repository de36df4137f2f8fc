package dev.emitter.webhook;

import dev.emitter.channel.Delivery;
import dev.emitter.event.EncodedEvent;
import dev.emitter.filter.FilterInput;
import dev.emitter.http.BatchLimit;
import dev.emitter.mapping.Rendering;
import dev.emitter.mapping.Rendering.Failed;
import dev.emitter.mapping.Rendering.Rendered;
import dev.emitter.webhook.WebhookRequests.UnsendableException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts as many events into a request as the envelope takes.
 *
 * <p>How large a document becomes, and whether it can be made at all, shows only once it is made.
 * If it cannot be made, each event is tried alone, once, and those for which it fails are rejected.
 * If it fails for none of them alone, or becomes too large, half of the events are tried. What was
 * found to work bounds the next request, so that a batch is never rendered much more often than its
 * events have halves.
 */
final class EnvelopeGrouping implements RequestGrouping {

  private final long maxBytes;
  private final WebhookRequests requests;
  private final BatchLimit limit;
  private final BatchState state;
  private final BitSet sound = new BitSet();
  private int most = Integer.MAX_VALUE;

  EnvelopeGrouping(long maxBytes, WebhookRequests requests, BatchLimit limit, BatchState state) {
    this.maxBytes = maxBytes;
    this.requests = requests;
    this.limit = limit;
    this.state = state;
  }

  @Override
  public @Nullable Group next() {
    List<Integer> members = open();
    while (!members.isEmpty()) {
      Group group = members.size() == 1 ? alone(members.get(0)) : together(members);
      if (group != null) {
        return group;
      }
      members = open();
    }
    return null;
  }

  /** Returns the open deliveries that the next request may have. */
  private List<Integer> open() {
    List<Integer> members = new ArrayList<>();
    for (int at = state.firstOpen(); at < state.size() && members.size() < most; at++) {
      if (state.isOpen(at)) {
        members.add(at);
      }
    }
    return members;
  }

  /** Returns the request, or null if fewer events have to be tried. */
  private @Nullable Group together(List<Integer> members) {
    Rendering rendering = render(members, limit.bytes());
    if (rendering instanceof Rendered rendered) {
      most = most == Integer.MAX_VALUE ? most : members.size() * 2;
      List<EncodedEvent> events =
          members.stream().map(member -> state.delivery(member).event()).toList();
      return new Group(members, requests.enveloped(events, rendered.json()));
    }
    if (!(rendering instanceof Failed) || !rejectFailing(members)) {
      most = members.size() / 2;
    }
    return null;
  }

  /** Rejects the events for which the envelope fails alone; returns whether there are any. */
  private boolean rejectFailing(List<Integer> members) {
    boolean rejected = false;
    for (int member : members) {
      if (!sound.get(member)) {
        sound.set(member);
        if (render(List.of(member), maxBytes) instanceof Failed failed) {
          state.reject(member, failed.toString());
          rejected = true;
        }
      }
    }
    return rejected;
  }

  /** An event that is too large alone is reduced, if that is possible. */
  private @Nullable Group alone(int member) {
    try {
      WebhookRequests.Fitting fitting = requests.fitting(state.delivery(member));
      most = most == Integer.MAX_VALUE ? most : 2;
      return new Group(
          List.of(member), requests.enveloped(List.of(fitting.event()), fitting.body()));
    } catch (UnsendableException e) {
      state.reject(member, String.valueOf(e.getMessage()));
      return null;
    }
  }

  private Rendering render(List<Integer> members, long bytes) {
    List<FilterInput> inputs = new ArrayList<>(members.size());
    for (int member : members) {
      Delivery delivery = state.delivery(member);
      inputs.add(new FilterInput(delivery.topic(), delivery.event()));
    }
    return requests.render(inputs, bytes);
  }
}
