package dev.emitter.filter;

import dev.emitter.event.ContextAttributes;
import dev.emitter.expressions.feel.FeelDataTypes;
import dev.emitter.expressions.feel.FeelType;
import dev.emitter.problem.Suggestion;
import dev.emitter.topic.Catalogue;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a catalogue declares of the variables of an expression, for events of some types: a field
 * that none of them declares is taken to be missing.
 */
final class CatalogueTypes implements FeelDataTypes {

  private static final EventTypes EVENT = new EventTypes();

  private final Set<String> messages = new TreeSet<>();
  private final Map<String, Set<FeelType>> fields = new TreeMap<>();
  private boolean open;

  /** Creates what is known of an event that is of any of these types. */
  CatalogueTypes(Collection<Catalogue.MessageType> types) {
    for (Catalogue.MessageType type : types) {
      messages.add(type.name());
      open |= type.fields().isEmpty(); // then nothing is said about its data
      type.fields().values().forEach(this::add);
    }
  }

  private void add(Catalogue.Field field) {
    Set<FeelType> known = fields.computeIfAbsent(field.name(), n -> EnumSet.of(FeelType.NULL));
    switch (field.type()) {
      case "string" -> known.add(FeelType.STRING);
      case "number" -> known.add(FeelType.NUMBER);
      case "boolean" -> known.add(FeelType.BOOLEAN);
      case "array" -> known.add(FeelType.LIST);
      case "object" -> known.add(FeelType.CONTEXT);
      default -> known.addAll(EventTypes.JSON); // a word for people
    }
  }

  @Override
  public Set<FeelType> at(List<String> path) {
    List<String> inData = inData(path);
    if (open || inData.isEmpty()) {
      return EVENT.at(path);
    }
    Set<FeelType> types = fields.get(inData.get(0));
    if (types == null) {
      return EnumSet.of(FeelType.NULL);
    }
    boolean within = types.contains(FeelType.CONTEXT) || types.contains(FeelType.LIST);
    return inData.size() == 1 ? types : within ? EventTypes.JSON : EnumSet.of(FeelType.NULL);
  }

  /** Returns the part of a path that is within the data; empty if it leads elsewhere. */
  private static List<String> inData(List<String> path) {
    if (!EventTypes.isEvent(path)) {
      return path;
    }
    boolean data = path.size() > 2 && path.get(1).equals("data");
    return data ? path.subList(2, path.size()) : List.of();
  }

  @Override
  public @Nullable Slip slip(List<String> path) {
    Slip known = EVENT.slip(path);
    List<String> inData = inData(path);
    if (known != null || open || inData.isEmpty() || fields.containsKey(inData.get(0))) {
      return known;
    }
    return undeclared(inData.get(0));
  }

  private Slip undeclared(String name) {
    String types = String.join(", ", messages);
    return new Slip("the catalogue declares no field \"" + name + "\" of " + types, hint(name));
  }

  private String hint(String name) {
    if (ContextAttributes.NAMES.contains(name) || name.equals("topic")) {
      return "did you mean \"event." + name + "\"?";
    }
    String nearest = Suggestion.nearest(name, fields.keySet());
    return nearest == null ? "declared are " + String.join(", ", fields.keySet()) : nearest;
  }
}
