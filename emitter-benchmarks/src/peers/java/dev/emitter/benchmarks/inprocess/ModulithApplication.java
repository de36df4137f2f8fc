package dev.emitter.benchmarks.inprocess;

import java.util.concurrent.atomic.LongAdder;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.scheduling.annotation.EnableAsync;

/** The application that Spring Modulith runs in; public for Spring. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableAsync
public class ModulithApplication {

  /** Returns the subscriber. */
  @Bean
  public OrderListener orderListener() {
    return new OrderListener(new LongAdder());
  }

  /** The subscriber: asynchronous, in a transaction of its own. */
  public static class OrderListener {

    private final LongAdder handled;

    OrderListener(LongAdder handled) {
      this.handled = handled;
    }

    /** Returns how many orders came. */
    public LongAdder handled() {
      return handled;
    }

    /** Counts an order. */
    @ApplicationModuleListener
    public void on(Order order) {
      handled.increment();
    }
  }
}
