package dev.emitter.flow.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.emitter.definition.FlowDefinition;
import dev.emitter.event.Payload;
import dev.emitter.flow.ChainState;
import dev.emitter.flow.ChainStep;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes the records that receivers of resumed and resubmitted runs know from Invictus for Azure:
 * one a step, in a JSON array. Stateless and thread-safe.
 */
final class RunRecords {

  private static final DateTimeFormatter TIME = utc("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'");
  private static final DateTimeFormatter PICKED_UP = utc("MM/dd/uuuu HH:mm:ss");
  private static final DateTimeFormatter ENQUEUED = utc("MM/dd/uuuu HH:mm:ss '+00:00'");

  private static final Pattern GUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final Pattern SUBSCRIPTION = segment("subscriptions");
  private static final Pattern GROUP = segment("resourceGroups");

  private static final int ID_BYTES = 12;

  /** What it was that ran, where no emitter has made the entry: as the documented record says. */
  private static final String TRIGGER = "manual";

  private RunRecords() {}

  private static DateTimeFormatter utc(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
  }

  private static Pattern segment(String name) {
    return Pattern.compile("(?i)(?:^|/)" + name + "/([^/]+)");
  }

  static Payload array(
      ChainState chain, List<ChainStep> steps, FlowDefinition flow, FlowDefinition.Action action) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    steps.forEach(step -> array.add(record(chain, step, flow, action)));
    return Payload.of(array.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static ObjectNode record(
      ChainState chain, ChainStep step, FlowDefinition flow, FlowDefinition.Action action) {
    ChainStep.Latest latest = step.latest();
    ObjectNode record = JsonNodeFactory.instance.objectNode();
    record.put("id", id(chain.chainId(), step.id()));
    record.put("workflowEventId", latest.eventId());
    record.put("partitionKey", guid(step.id()));
    record.put("workFlowRunId", step.id());
    record.put("dateInserted", TIME.format(latest.publishedAt()));
    record.put("parentWorkFlowRunId", orEmpty(step.parentId()));
    record.put("chainId", chain.chainId());
    record.put("executionTime", TIME.format(latest.time()));
    record.putNull("appName");
    record.put("workflowName", step.name());
    record.put("statusId", flow.statusId(step.status()));
    record.put("subscriptionId", found(SUBSCRIPTION, step.resourceId()));
    record.put("resourceGroupName", found(GROUP, step.resourceId()));
    record.put("triggerName", latest.emitter() == null ? TRIGGER : latest.emitter());
    record.put("userStatus", flow.userStatus(action));
    record.put("workFlowActionCount", step.entries());
    record.put("errorInfo", step.error());
    record.set("properties", properties(step, flow.mapping(), latest.publishedAt()));
    record.put("source", "1");
    record.put("eventText", step.text());
    record.putNull("messageContentView");
    record.putNull("actionName");
    return record;
  }

  private static ObjectNode properties(
      ChainStep step, FlowDefinition.Mapping mapping, Instant publishedAt) {
    ObjectNode properties = JsonNodeFactory.instance.objectNode();
    properties.put("x_iv_enqueued_time", ENQUEUED.format(publishedAt));
    properties.put("x_iv_importjob_pickuptime", PICKED_UP.format(publishedAt));
    step.data().forEach(properties::put);
    properties.put("Domain", mapping.domain());
    properties.put("Service", mapping.service());
    properties.put("Action", mapping.action());
    properties.put("Version", mapping.version());
    return properties;
  }

  /** Returns 24 hexadecimal digits that are the same for the same step of the same chain. */
  private static String id(String chainId, String stepId) {
    try {
      byte[] text = (chainId + "\n" + stepId).getBytes(StandardCharsets.UTF_8);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text);
      return HexFormat.of().formatHex(digest, 0, ID_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  /** Returns the id of a step if it is a GUID, else one that follows from it. */
  private static String guid(String stepId) {
    return GUID.matcher(stepId).matches()
        ? stepId
        : UUID.nameUUIDFromBytes(stepId.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static @Nullable String found(Pattern segment, @Nullable String resourceId) {
    Matcher matcher = segment.matcher(orEmpty(resourceId));
    return matcher.find() ? matcher.group(1) : null;
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
