package dev.emitter.lab;

import java.io.IOException;
import java.util.List;

/** Where killed processes send flow traces; it outlives them. */
interface Traces {

  /**
   * Returns the destination as a process is told it: a port, or a broker and what topics begin
   * with.
   */
  String destination();

  /** Returns how many records it has taken. */
  long count() throws IOException;

  /**
   * Returns the records that an emitter has sent: those of one chain as they came.
   *
   * @throws Violation if they are not where they should be
   */
  List<String> received(String emitterId) throws IOException;
}
