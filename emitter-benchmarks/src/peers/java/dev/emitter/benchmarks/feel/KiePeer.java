package dev.emitter.benchmarks.feel;

import java.util.List;
import java.util.Map;
import org.kie.dmn.feel.FEEL;
import org.kie.dmn.feel.lang.CompiledExpression;
import org.kie.dmn.feel.lang.CompilerContext;
import org.kie.dmn.feel.lang.impl.FEELBuilder;
import org.kie.dmn.feel.lang.types.BuiltInType;

/** KIE DMN FEEL on plain maps. Its other mode, by way of Java source, is no faster here. */
final class KiePeer implements Peer {

  private static final List<String> VARIABLES =
      List.of("amount", "customer", "status", "tags", "lines", "at", "name", "priority");

  private final FEEL feel = FEELBuilder.builder().build();
  private final List<Map<String, Object>> events = PlainValues.ofEvents();

  @Override
  public Test compile(Filter filter) {
    CompilerContext context = feel.newCompilerContext();
    VARIABLES.forEach(name -> context.addInputVariableType(name, BuiltInType.UNKNOWN));
    CompiledExpression expression = feel.compile(filter.source(), context);
    return event -> Boolean.TRUE.equals(feel.evaluate(expression, events.get(event)));
  }
}
