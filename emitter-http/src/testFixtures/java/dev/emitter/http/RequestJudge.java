package dev.emitter.http;

import java.util.List;

/** Finds fault with requests that come to a {@link RawServer}; found as a service. Thread-safe. */
public interface RequestJudge {

  /** Returns whether it has something to say about a request. */
  boolean judges(RawServer.Request request);

  /** Returns what is wrong with it; nothing if all is well. */
  List<String> faults(RawServer.Request request);
}
