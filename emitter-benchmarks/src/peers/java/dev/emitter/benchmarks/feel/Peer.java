package dev.emitter.benchmarks.feel;

import java.util.List;
import java.util.stream.IntStream;

/** One way to evaluate filters. It holds the sample events in the form it reads them in. */
interface Peer {

  /** Parses and compiles a filter, from its source to what can be evaluated many times. */
  Test compile(Filter filter);

  /** A compiled filter. */
  interface Test {

    /** Returns whether a sample event matches; null and failures do not. */
    boolean matches(int event);
  }

  /** Returns the index of every sample event that matches. */
  static List<Integer> matching(Test test) {
    return IntStream.range(0, SampleEvents.COUNT).filter(test::matches).boxed().toList();
  }
}
