package dev.emitter.testkit;

import dev.emitter.Emitters;
import dev.emitter.EventPublisher;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Starts {@link TestEmitters} before each test and closes them after it. Methods that are tests, or
 * run before or after each, may have parameters of the types {@link TestEmitters}, {@link
 * Emitters}, {@link EventPublisher}, {@link RecordedEvents} and {@link ManualClock}. Each test has
 * its own, so that tests may run at the same time. For JUnit 5.10 and later. Thread-safe.
 *
 * <pre>{@code
 * @ExtendWith(EmitterExtension.class)
 * @Definitions("src/main/resources/system-emitters")
 * final class OrderServiceTest {
 *
 *   @Test
 *   void tellsBilling(Emitters emitters, RecordedEvents events) {
 *     new OrderService(emitters).place(order);
 *     assertThat(events).deliveredTo("billing", event("order.placed"));
 *   }
 * }
 * }</pre>
 *
 * <p>To configure more, register it as a static field: {@code @RegisterExtension static final
 * EmitterExtension EMITTERS = EmitterExtension.with(builder -> builder.handler(..))}.
 */
public final class EmitterExtension
    implements BeforeEachCallback, AfterEachCallback, ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(EmitterExtension.class);

  private static final Map<Class<?>, Function<TestEmitters, Object>> PARAMETERS =
      Map.of(
          TestEmitters.class, test -> test,
          Emitters.class, TestEmitters::emitters,
          EventPublisher.class, TestEmitters::emitters,
          RecordedEvents.class, TestEmitters::events,
          ManualClock.class, TestEmitters::clock);

  private final Consumer<TestEmitters.Builder> more;

  /** Creates an extension with the defaults of {@link TestEmitters}; JUnit calls this. */
  public EmitterExtension() {
    this(builder -> {});
  }

  private EmitterExtension(Consumer<TestEmitters.Builder> more) {
    this.more = more;
  }

  /**
   * Returns an extension that configures the emitters of each test, after {@link Definitions}.
   *
   * @param more is called before each test, perhaps by several threads at once
   */
  public static EmitterExtension with(Consumer<TestEmitters.Builder> more) {
    return new EmitterExtension(more);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    TestEmitters.Builder builder = TestEmitters.builder();
    @Nullable Path folder = DefinitionsFolder.of(context);
    if (folder != null) {
      builder.definitions(folder);
    }
    more.accept(builder);
    store(context).put(context.getUniqueId(), builder.start());
  }

  @Override
  public void afterEach(ExtensionContext context) {
    @Nullable TestEmitters test = store(context).remove(context.getUniqueId(), TestEmitters.class);
    if (test != null) {
      test.close();
    }
  }

  private static Store store(ExtensionContext context) {
    return context.getStore(NAMESPACE);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return PARAMETERS.containsKey(parameter.getParameter().getType());
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    @Nullable TestEmitters test = store(context).get(context.getUniqueId(), TestEmitters.class);
    Class<?> type = parameter.getParameter().getType();
    @Nullable Function<TestEmitters, Object> found = PARAMETERS.get(type);
    if (test == null || found == null) {
      throw new ParameterResolutionException(
          "a "
              + type.getSimpleName()
              + " belongs to one test: take it as a parameter of the test, or of a @BeforeEach or"
              + " @AfterEach method, not of "
              + parameter.getDeclaringExecutable());
    }
    return found.apply(test);
  }
}
