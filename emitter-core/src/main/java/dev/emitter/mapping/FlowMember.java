package dev.emitter.mapping;

import java.util.List;

/**
 * The members of a flow mapping that are single values: where they stand in a definition, and what
 * they become in an entry.
 *
 * @param name the path in the definition, such as {@code step.id}
 * @param required whether an entry must have it
 * @param otherwise the expression used where the definition has none, or empty for nothing
 */
record FlowMember(String name, boolean required, String otherwise) {

  static final FlowMember CHAIN = new FlowMember("chainId", true, "");
  static final FlowMember TIME = new FlowMember("time", true, "event.time");
  static final FlowMember STARTED = new FlowMember("started", false, "");
  static final FlowMember ID = new FlowMember("id", true, "event.id");
  static final FlowMember SOURCE = new FlowMember("source", true, "event.source");
  static final FlowMember STEP_ID = new FlowMember("step.id", true, "");
  static final FlowMember STEP_NAME = new FlowMember("step.name", true, "");
  static final FlowMember STATUS = new FlowMember("step.status", true, "");
  static final FlowMember PARENT = optional("step.parentId");
  static final FlowMember DOMAIN = optional("mappings.domain");
  static final FlowMember ACTION = optional("mappings.action");
  static final FlowMember SERVICE = optional("mappings.service");
  static final FlowMember VERSION = optional("mappings.version");
  static final FlowMember MILESTONE = optional("properties.milestone");
  static final FlowMember EVENT_TEXT = optional("properties.eventText");
  static final FlowMember ERROR_CODE = optional("error.code");
  static final FlowMember ERROR_DESCRIPTION = optional("error.description");
  static final FlowMember RESOURCE_ID = optional("azure.resourceId");
  static final FlowMember PORTAL_LINK = optional("azure.portalLink");

  /** The member whose values the definition names itself. */
  static final String DATA = "properties.data";

  static final List<FlowMember> ALL =
      List.of(
          CHAIN,
          TIME,
          STARTED,
          ID,
          SOURCE,
          STEP_ID,
          STEP_NAME,
          STATUS,
          PARENT,
          DOMAIN,
          ACTION,
          SERVICE,
          VERSION,
          MILESTONE,
          EVENT_TEXT,
          ERROR_CODE,
          ERROR_DESCRIPTION,
          RESOURCE_ID,
          PORTAL_LINK);

  private static FlowMember optional(String name) {
    return new FlowMember(name, false, "");
  }
}
