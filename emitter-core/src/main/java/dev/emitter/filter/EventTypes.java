package dev.emitter.filter;

import dev.emitter.event.ContextAttributes;
import dev.emitter.expressions.feel.FeelDataTypes;
import dev.emitter.expressions.feel.FeelOptions;
import dev.emitter.expressions.feel.FeelType;
import dev.emitter.problem.Suggestion;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the variables of an expression before there is an event: fields of the data are
 * of the types that JSON has, and attributes of those that CloudEvents gives them.
 */
final class EventTypes implements FeelDataTypes {

  /** Options that know the variables which {@link FilterVariables} has. */
  static final FeelOptions OPTIONS =
      FeelOptions.defaults().withTypes(new EventTypes()).withWhole("event.data");

  /** The types of a field of the data, which any event may lack. */
  static final Set<FeelType> JSON =
      Set.of(
          FeelType.NULL,
          FeelType.BOOLEAN,
          FeelType.NUMBER,
          FeelType.STRING,
          FeelType.LIST,
          FeelType.CONTEXT);

  private static final Set<FeelType> EXTENSION =
      Set.of(FeelType.NULL, FeelType.BOOLEAN, FeelType.NUMBER, FeelType.STRING, FeelType.DATE_TIME);
  private static final Set<FeelType> MISSING = Set.of(FeelType.NULL);
  private static final Set<FeelType> UNKNOWN = Set.of();

  /** What other libraries call the place where attributes are. */
  private static final Set<String> HOLDERS =
      Set.of("attributes", "context", "extensions", "headers", "metadata");

  private static final Set<String> TIME_MEMBERS =
      Set.of("year", "month", "day", "weekday", "hour", "minute", "second", "time offset");

  @Override
  public Set<FeelType> at(List<String> path) {
    if (!isEvent(path)) {
      return JSON;
    }
    return path.size() == 1 ? Set.of(FeelType.CONTEXT) : attribute(path.get(1), path.size());
  }

  static boolean isEvent(List<String> path) {
    return path.get(0).equals("event");
  }

  private static Set<FeelType> attribute(String name, int length) {
    if (name.equals("data")) {
      return JSON;
    }
    if (length > 2) {
      return UNKNOWN;
    }
    return switch (name) {
      case "topic" -> Set.of(FeelType.LIST);
      case "time" -> EnumSet.of(FeelType.DATE_TIME, FeelType.NULL);
      case "id", "source", "type", "specversion" -> Set.of(FeelType.STRING);
      case "subject", "datacontenttype", "dataschema" -> EnumSet.of(FeelType.STRING, FeelType.NULL);
      default -> ContextAttributes.isName(name) ? EXTENSION : MISSING;
    };
  }

  @Override
  public @Nullable Slip slip(List<String> path) {
    if (isEvent(path)) {
      return path.size() == 1 ? null : attributeSlip(path);
    }
    if (path.size() > 1 && path.get(0).equals("data")) {
      String meant = String.join(".", path.subList(1, path.size()));
      return new Slip(
          "\"data\" is read as a field of the data, whose fields are variables themselves",
          "write "
              + meant
              + "; if the data has a field named data, write event.data.data."
              + meant);
    }
    return null;
  }

  private static @Nullable Slip attributeSlip(List<String> path) {
    String name = path.get(1);
    if (!ContextAttributes.isName(name)) {
      return new Slip(
          "no attribute of an event can be named \"" + name + "\", so this is always null",
          "names have lower-case letters a-z and digits only" + suggestion(name));
    }
    boolean hasMembers = List.of("data", "time", "topic").contains(name);
    if (path.size() == 2 || hasMembers) {
      return null;
    }
    String member = path.get(2);
    if (TIME_MEMBERS.contains(member)) {
      return null; // an extension may be a timestamp
    }
    return new Slip(
        "attributes have no members, so this is always null",
        HOLDERS.contains(name)
            ? "write event." + member
            : "a field of the data is written without \"event.\", or as event.data."
                + String.join(".", path.subList(1, path.size())));
  }

  private static String suggestion(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    List<String> names = new ArrayList<>(ContextAttributes.NAMES);
    names.addAll(List.of("topic", "data", "partitionkey"));
    String nearest = Suggestion.nearest(plain, names);
    if (nearest != null) {
      return "; " + nearest.replace("mean \"", "mean \"event.");
    }
    return plain.isEmpty() ? "" : "; an extension is written event." + plain;
  }
}
