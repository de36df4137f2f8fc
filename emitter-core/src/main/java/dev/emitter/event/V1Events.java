package dev.emitter.event;

import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.core.data.BytesCloudEventData;
import io.cloudevents.core.v1.CloudEventV1;

/** Turns complete drafts into the CloudEvents SDK's events, as its builder would. */
final class V1Events {

  private V1Events() {}

  static CloudEvent of(EventDraft draft) {
    OwnedData owned = draft.data();
    CloudEventData data =
        owned == null || owned.isOpaque() ? owned : BytesCloudEventData.wrap(owned.bytes());
    return new CloudEventV1(
        draft.id(),
        draft.source(),
        draft.type(),
        draft.dataContentType(),
        draft.dataSchema(),
        draft.subject(),
        draft.time(),
        data,
        draft.extensions());
  }
}
