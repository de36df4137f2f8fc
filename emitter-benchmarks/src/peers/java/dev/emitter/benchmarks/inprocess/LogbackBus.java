package dev.emitter.benchmarks.inprocess;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.AppenderBase;
import java.util.concurrent.atomic.LongAdder;

/**
 * Logback's asynchronous appender: formats a message, and hands it to one thread; never discards.
 */
final class LogbackBus implements Bus {

  private static final int QUEUE = 65_536;

  private final LoggerContext context = new LoggerContext();
  private final Logger logger = context.getLogger("orders");
  private final LongAdder handled = new LongAdder();

  LogbackBus() {
    context.setMDCAdapter(new LogbackMDCAdapter()); // which a context bound to SLF4J has
    Counting counting = new Counting();
    counting.setContext(context);
    counting.start();
    AsyncAppender appender = new AsyncAppender();
    appender.setContext(context);
    appender.setQueueSize(QUEUE);
    appender.setDiscardingThreshold(0);
    appender.addAppender(counting);
    appender.start();
    logger.addAppender(appender);
  }

  private final class Counting extends AppenderBase<ILoggingEvent> {

    @Override
    protected void append(ILoggingEvent event) {
      handled.increment();
    }
  }

  @Override
  public void publish(Order order) {
    logger.info("order.placed {}", order);
  }

  @Override
  public LongAdder handled() {
    return handled;
  }

  @Override
  public void close() {
    context.stop();
  }
}
