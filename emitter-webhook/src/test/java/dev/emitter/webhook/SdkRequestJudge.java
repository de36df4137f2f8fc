package dev.emitter.webhook;

import dev.emitter.http.RawServer;
import dev.emitter.http.RequestJudge;
import java.util.List;

/** Has {@link SdkJudge} read each request with events that comes to a {@link RawServer}. */
public final class SdkRequestJudge implements RequestJudge {

  @Override
  public boolean judges(RawServer.Request request) {
    return SdkJudge.isEvent(request);
  }

  @Override
  public List<String> faults(RawServer.Request request) {
    return SdkJudge.faults(request).stream().map(fault -> "the SDK " + fault).toList();
  }
}
