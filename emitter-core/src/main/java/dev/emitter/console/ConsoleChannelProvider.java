package dev.emitter.console;

import dev.emitter.channel.Audience;
import dev.emitter.channel.Channel;
import dev.emitter.channel.ChannelContext;
import dev.emitter.channel.ChannelProvider;
import dev.emitter.channel.Parameter;
import dev.emitter.problem.Problems;
import java.io.PrintStream;
import java.util.List;
import java.util.function.Supplier;

/**
 * Makes {@code Console} channels, for system emitters only: each event is one JSON document on
 * standard output, on standard error, or in the application's log. Thread-safe.
 */
public final class ConsoleChannelProvider implements ChannelProvider {

  private final Supplier<PrintStream> out;
  private final Supplier<PrintStream> err;

  /** Creates a provider that writes to whatever the System's streams are at the time. */
  public ConsoleChannelProvider() {
    this(() -> System.out, () -> System.err);
  }

  ConsoleChannelProvider(Supplier<PrintStream> out, Supplier<PrintStream> err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public String type() {
    return "Console";
  }

  @Override
  public String description() {
    return "Prints events on standard output or standard error, or logs them.";
  }

  @Override
  public Audience audience() {
    return Audience.SYSTEM_ONLY;
  }

  @Override
  public List<Parameter> parameters() {
    return ConsoleParameters.ALL;
  }

  /** Adds a fault for each parameter that only a log heeds, when there is none. */
  @Override
  public void validate(ChannelContext context, Problems problems) {
    ConsoleParameters.validate(context, problems);
  }

  @Override
  public Channel open(ChannelContext context) {
    String output = context.parameters().requiredString(ConsoleParameters.OUTPUT.name());
    return switch (output) {
      case "out" -> new StreamChannel(StandardStream.OUT, out, context.presentation());
      case "err" -> new StreamChannel(StandardStream.ERR, err, context.presentation());
      default -> LogChannel.of(context);
    };
  }
}
