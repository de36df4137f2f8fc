package dev.emitter.benchmarks.inprocess;

import java.nio.file.Path;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Spring Modulith's event publication registry: a row in H2 for each event, written in the
 * publisher's transaction and removed in one of its own once the listener has returned.
 */
final class ModulithBus implements Bus {

  private final ConfigurableApplicationContext context;
  private final TransactionTemplate transactions;
  private final LongAdder handled;

  ModulithBus(Path directory) {
    System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
    this.context =
        new SpringApplicationBuilder(ModulithApplication.class)
            .web(WebApplicationType.NONE)
            .logStartupInfo(false)
            .properties(
                "spring.main.banner-mode=off",
                "spring.datasource.url=jdbc:h2:file:" + directory.resolve("registry"),
                "spring.modulith.events.jdbc.schema-initialization.enabled=true",
                "spring.modulith.events.completion-mode=delete",
                "spring.task.execution.pool.core-size=1")
            .run();
    this.transactions = context.getBean(TransactionTemplate.class);
    this.handled = context.getBean(ModulithApplication.OrderListener.class).handled();
  }

  @Override
  public void publish(Order order) {
    transactions.executeWithoutResult(status -> context.publishEvent(order));
  }

  @Override
  public LongAdder handled() {
    return handled;
  }

  @Override
  public void close() {
    context.close();
  }
}
