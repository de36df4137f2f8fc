package dev.emitter.problem;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.AbstractLogger;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.spi.LocationAwareLogger;
import org.slf4j.spi.LoggingEventBuilder;

/** Passes on what is logged, every argument and exception fit for one line. Thread-safe. */
final class PrintableLogger extends LegacyAbstractLogger {

  private static final long serialVersionUID = 1L;

  /** The class whose caller a logging framework names as the place; ours would be no help. */
  private static final String CALLED = AbstractLogger.class.getName();

  @SuppressWarnings("serial") // the loggers of all frameworks are, and none is ever written
  private final Logger target;

  PrintableLogger(Logger target) {
    this.target = target;
    this.name = target.getName();
  }

  @Override
  protected String getFullyQualifiedCallerName() {
    return CALLED;
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level,
      @Nullable Marker marker,
      @Nullable String message,
      Object @Nullable [] arguments,
      @Nullable Throwable fault) {
    try {
      log(level, marker, message, arguments, fault);
    } catch (Throwable e) { // a log that fails must not stop what it is told of
      return;
    }
  }

  private void log(
      Level level,
      @Nullable Marker marker,
      @Nullable String message,
      Object @Nullable [] arguments,
      @Nullable Throwable fault) {
    Object[] shown = arguments == null ? null : shown(arguments);
    Throwable told = fault == null ? null : PrintableThrowable.of(fault);
    String pattern = Printable.line(String.valueOf(message));
    if (target instanceof LocationAwareLogger aware) {
      aware.log(marker, CALLED, level.toInt(), pattern, shown, told);
      return;
    }
    LoggingEventBuilder event = target.atLevel(level).setMessage(pattern);
    if (shown != null) {
      for (Object argument : shown) {
        event = event.addArgument(argument);
      }
    }
    (told == null ? event : event.setCause(told)).log();
  }

  private static Object[] shown(Object[] arguments) {
    return Arrays.stream(arguments).map(PrintableLogger::shown).toArray();
  }

  private static @Nullable Object shown(@Nullable Object argument) {
    if (argument == null || argument instanceof Number || argument instanceof Boolean) {
      return argument;
    }
    if (argument instanceof Object[] several) {
      return Printable.line(Arrays.deepToString(several));
    }
    try {
      return Printable.line(argument.toString());
    } catch (Throwable e) { // whoever logs must not fail because of what is logged
      return argument.getClass().getName();
    }
  }

  @Override
  public boolean isTraceEnabled() {
    return target.isTraceEnabled();
  }

  @Override
  public boolean isDebugEnabled() {
    return target.isDebugEnabled();
  }

  @Override
  public boolean isInfoEnabled() {
    return target.isInfoEnabled();
  }

  @Override
  public boolean isWarnEnabled() {
    return target.isWarnEnabled();
  }

  @Override
  public boolean isErrorEnabled() {
    return target.isErrorEnabled();
  }
}
