package dev.emitter.flow;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * A step of a chain. It ends as completed, failed or cancelled; one that is closed without outcome
 * has failed. What is said of it in between is gathered, and published with what comes next: the
 * start of a step inside of it, {@link #active}, or its end. Used by one thread.
 */
public final class FlowStep implements AutoCloseable {

  /** The code of the error of a step that was closed without outcome. */
  public static final String UNFINISHED = "unfinished";

  private final FlowChain chain;
  private final String id;
  private final String name;
  private final @Nullable String parentId;
  private ObjectNode properties = JsonNodeFactory.instance.objectNode();
  private @Nullable ObjectNode azure;
  private boolean ended;

  private FlowStep(FlowChain chain, String id, String name, @Nullable String parentId) {
    this.chain = chain;
    this.id = id;
    this.name = name;
    this.parentId = parentId;
  }

  static FlowStep start(FlowChain chain, String name, @Nullable String parentId) {
    return restart(chain, chain.newId(), name, parentId);
  }

  static FlowStep restart(FlowChain chain, String id, String name, @Nullable String parentId) {
    FlowStep step = begun(chain, id, name, parentId);
    step.publish("Started", null);
    return step;
  }

  static FlowStep begun(FlowChain chain, String id, String name, @Nullable String parentId) {
    if (id.isEmpty() || name.isEmpty()) {
      throw new IllegalArgumentException("the id and the name of a step must not be empty");
    }
    return new FlowStep(chain, id, name, parentId);
  }

  /** Returns what identifies the step within its chain. */
  public String id() {
    return id;
  }

  /**
   * Begins a step inside of this one, and publishes that.
   *
   * @throws IllegalStateException if this one has ended
   */
  public FlowStep start(String child) {
    requireRunning();
    if (!properties.isEmpty()) {
      active();
    }
    return start(chain, child, id);
  }

  /** Says what was reached. */
  public FlowStep milestone(String reached) {
    requireRunning();
    properties.put("Milestone", reached);
    return this;
  }

  /** Says for people what happens. */
  public FlowStep text(String text) {
    requireRunning();
    properties.put("EventText", text);
    return this;
  }

  /**
   * Adds a business property; its name is that of the declared flow. Values are published as text.
   */
  public FlowStep data(String property, Object value) {
    requireRunning();
    properties.withObject("/Data").put(property, value.toString());
    return this;
  }

  /**
   * Says where in Azure the step runs, for the dashboard to link to; published with all that
   * follows.
   *
   * @param resourceId such as {@code /subscriptions/../resourceGroups/..}
   * @param portalLink its page in the portal
   */
  public FlowStep azure(String resourceId, String portalLink) {
    requireRunning();
    azure =
        JsonNodeFactory.instance
            .objectNode()
            .put("ResourceId", resourceId)
            .put("PortalLink", portalLink);
    return this;
  }

  /** Publishes that the step goes on, with what was gathered. */
  public FlowStep active() {
    requireRunning();
    publish("Active", null);
    return this;
  }

  /** Ends the step well. */
  public void completed() {
    end("Completed", null);
  }

  /** Ends the step, which somebody did not want any more. */
  public void cancelled() {
    end("Cancelled", null);
  }

  /**
   * Ends the step as failed.
   *
   * @param code tells programs what went wrong
   * @param description tells people
   */
  public void failed(String code, String description) {
    ObjectNode error = JsonNodeFactory.instance.objectNode();
    end("Failed", error.put("Code", code).put("Description", description));
  }

  /** Ends the step as failed if it has no outcome yet. */
  @Override
  public void close() {
    if (!ended) {
      failed(UNFINISHED, "the step was closed without an outcome");
    }
  }

  private void end(String status, @Nullable ObjectNode error) {
    requireRunning();
    ended = true;
    publish(status, error);
  }

  private void publish(String status, @Nullable ObjectNode error) {
    ObjectNode step = JsonNodeFactory.instance.objectNode();
    step.put("Id", id).put("Name", name).put("Status", status);
    if (parentId != null) {
      step.put("ParentId", parentId);
    }
    ObjectNode gathered = properties;
    properties = JsonNodeFactory.instance.objectNode();
    chain.publish(step, gathered, error, azure);
  }

  private void requireRunning() {
    if (ended) {
      throw new IllegalStateException("step " + name + " has ended");
    }
  }
}
