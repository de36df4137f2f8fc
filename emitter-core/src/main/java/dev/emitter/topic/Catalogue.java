package dev.emitter.topic;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudevents.CloudEvent;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The declared topics: for each outermost segment its message types with their fields, and who may
 * receive them. Immutable and thread-safe.
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
      messages = Collections.unmodifiableMap(new LinkedHashMap<>(messages));
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
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
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
    this.declarations = Collections.unmodifiableMap(byName);
  }

  /** Returns the declarations by outermost segment, in the order declared. */
  public Map<String, Declaration> declarations() {
    return declarations;
  }

  /** Returns what is declared of a topic, or null for nothing. */
  public @Nullable Declaration declaration(Topic topic) {
    return declarations.get(topic.first());
  }

  /**
   * Returns what an event breaks of what is declared: a topic or type that is not, or data with a
   * member of another type. Members that are missing, null or not declared are fine, and so is
   * everything on the library's own topics.
   *
   * @param data the parsed data; a missing node when there is none or it is not JSON
   * @return one sentence a fault, without values of the data; empty when there is none
   */
  public List<String> faults(Topic topic, CloudEvent event, JsonNode data) {
    return topic.isReserved() ? List.of() : new CatalogueCheck(this, topic).faults(event, data);
  }

  /**
   * Returns whether events of a type on a topic are dropped at publication, because the topic or
   * the type is switched off.
   */
  public boolean isSwitchedOff(Topic topic, String type) {
    Declaration declaration = topic.isReserved() ? null : declaration(topic);
    if (declaration == null) {
      return false;
    }
    MessageType message = declaration.messages().get(type);
    return !declaration.enabled() || (message != null && !message.enabled());
  }

  /**
   * Returns whether a user may receive an event by the constraint of its topic. Events of
   * undeclared topics and of the library's own are for administrators alone.
   *
   * @throws RuntimeException what the constraint throws; then it cannot be told now
   */
  public boolean mayReceive(User user, Topic topic, CloudEvent event) {
    Declaration declaration = topic.isReserved() ? null : declaration(topic);
    return declaration == null
        ? user.administrator()
        : declaration.constraint().allows(user, topic, event);
  }
}
