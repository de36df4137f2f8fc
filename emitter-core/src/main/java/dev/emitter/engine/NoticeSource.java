package dev.emitter.engine;

import dev.emitter.definition.EmitterDefinition;
import dev.emitter.delivery.Notice;
import org.jspecify.annotations.Nullable;

/** What people are to be told of. Thread-safe. */
interface NoticeSource {

  EmitterDefinition definition();

  /** Returns what people are to be told; null if that is over, or known. */
  @Nullable Notice notice(Notice.What what, int number);

  /** People know of it. */
  void told(Notice.What what, int number);
}
