package dev.emitter.flow.http;

import java.util.List;

/** What became of a request to run a chain again. Immutable. */
public sealed interface FlowOutcome {

  /**
   * The receiver took the records.
   *
   * @param flowId the flow that the chain is a run of
   * @param stepIds the steps whose records were sent
   * @param status the status of the answer
   * @param answer the beginning of the answer, without secrets
   */
  record Sent(String flowId, List<String> stepIds, int status, String answer)
      implements FlowOutcome {

    public Sent {
      stepIds = List.copyOf(stepIds);
    }
  }

  /**
   * The chain cannot be run again in this way; nothing was sent.
   *
   * @param reason why, and what to do
   */
  record Refused(String reason) implements FlowOutcome {}

  /**
   * The receiver could not be reached, or did not answer.
   *
   * @param check what was found
   */
  record Unreached(AddressCheck check) implements FlowOutcome {}

  /**
   * The receiver did not take the records.
   *
   * @param status the status of the answer, which is none of success
   * @param answer the beginning of the answer, without secrets
   */
  record Rejected(int status, String answer) implements FlowOutcome {}
}
