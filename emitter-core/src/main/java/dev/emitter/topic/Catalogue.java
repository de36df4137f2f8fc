package dev.emitter.topic;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The declared topics: for each outermost segment its message types with their fields, and who may
 * receive them (requirements T3 to T5). Immutable and thread-safe.
 */
public final class Catalogue {

  /**
   * What is declared of the topics below one outermost segment.
   *
   * @param name the outermost segment
   * @param description what happens there; may be empty
   * @param subTopics what each further segment means, the outermost first
   * @param security who may receive its messages, in words; may be empty
   * @param constraint who may receive its messages, in code
   * @param enabled false if its events are dropped at publication
   * @param messages its message types by name
   */
  public record Declaration(
      String name,
      String description,
      List<String> subTopics,
      String security,
      SecurityConstraint constraint,
      boolean enabled,
      Map<String, MessageType> messages) {

    /** Creates a declaration with copies of the collections. */
    public Declaration {
      subTopics = List.copyOf(subTopics);
      messages = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(messages));
    }
  }

  /**
   * A declared message type.
   *
   * @param name the CloudEvents type
   * @param description what happened; may be empty
   * @param enabled false if its events are dropped at publication
   * @param fields the members of its data by name
   */
  public record MessageType(
      String name, String description, boolean enabled, Map<String, Field> fields) {

    /** Creates a message type with a copy of the fields. */
    public MessageType {
      fields = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
  }

  /**
   * A declared member of the data of a message.
   *
   * @param name the member
   * @param type string, number, boolean, array or object
   * @param description what it means; may be empty
   * @param example an example as written, or null
   */
  public record Field(String name, String type, String description, @Nullable String example) {}

  private final Map<String, Declaration> declarations;

  /** Creates a catalogue of these declarations, in their order. */
  public Catalogue(List<Declaration> declarations) {
    Map<String, Declaration> byName = new LinkedHashMap<>();
    declarations.forEach(declaration -> byName.put(declaration.name(), declaration));
    this.declarations = java.util.Collections.unmodifiableMap(byName);
  }

  /** Returns the declarations by outermost segment, in the order declared. */
  public Map<String, Declaration> declarations() {
    return declarations;
  }

  /** Returns what is declared of a topic, or null for nothing. */
  public @Nullable Declaration declaration(Topic topic) {
    return declarations.get(topic.first());
  }

  /** Temporary. */
  public List<String> faults(
      Topic topic, io.cloudevents.CloudEvent event, com.fasterxml.jackson.databind.JsonNode data) {
    return List.of(topic + event.getId() + data);
  }

  /** Temporary. */
  public boolean isSwitchedOff(Topic topic, String type) {
    return topic.first().equals(type);
  }

  /** Temporary. */
  public boolean mayReceive(User user, Topic topic, io.cloudevents.CloudEvent event) {
    Declaration d = declaration(topic);
    return d != null && d.constraint().allows(user, topic, event);
  }
}
