package dev.emitter.benchmarks.feel;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.AbstractList;
import java.util.Map;
import org.camunda.feel.context.CustomContext;
import org.camunda.feel.context.VariableProvider;
import org.camunda.feel.syntaxtree.ValContext;
import org.jspecify.annotations.Nullable;
import scala.Option;
import scala.collection.Iterable;
import scala.jdk.javaapi.CollectionConverters;

/** A JSON object as feel-scala reads it. */
final class ScalaContext extends CustomContext {

  private final VariableProvider variables;

  ScalaContext(JsonNode json) {
    this.variables = new Members(json);
  }

  @Override
  public VariableProvider variableProvider() {
    return variables;
  }

  private static @Nullable Object value(JsonNode json) {
    return switch (json.getNodeType()) {
      case STRING -> json.textValue();
      case NUMBER -> json.numberValue();
      case BOOLEAN -> json.booleanValue();
      case OBJECT -> new ValContext(new ScalaContext(json));
      case ARRAY -> new Items(json);
      default -> null;
    };
  }

  private record Members(JsonNode json) implements VariableProvider {

    @Override
    public Option<Object> getVariable(String name) {
      JsonNode member = json.get(name);
      return member == null ? Option.empty() : Option.apply(value(member));
    }

    @Override
    public Iterable<String> keys() {
      return CollectionConverters.asScala(
          json.properties().stream().map(Map.Entry::getKey).toList());
    }
  }

  private static final class Items extends AbstractList<@Nullable Object> {

    private final JsonNode json;

    Items(JsonNode json) {
      this.json = json;
    }

    @Override
    public @Nullable Object get(int index) {
      return value(json.get(index));
    }

    @Override
    public int size() {
      return json.size();
    }
  }
}
