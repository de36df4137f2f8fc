package dev.emitter.lab;

import dev.emitter.channel.Audience;
import dev.emitter.channel.Channel;
import dev.emitter.channel.ChannelContext;
import dev.emitter.channel.ChannelProvider;
import dev.emitter.channel.Parameter;
import dev.emitter.file.FileChannelProvider;
import dev.emitter.problem.Problems;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/** File channels on which the day changes a few times a second, to the next one and back. */
final class TwoDays implements ChannelProvider {

  private static final long DAY_NANOS = 70_000_000;

  private final ChannelProvider files = new FileChannelProvider();

  @Override
  public String type() {
    return files.type();
  }

  @Override
  public String description() {
    return files.description();
  }

  @Override
  public Audience audience() {
    return files.audience();
  }

  @Override
  public List<Parameter> parameters() {
    return files.parameters();
  }

  @Override
  public void validate(ChannelContext context, Problems problems) {
    files.validate(context, problems);
  }

  @Override
  public Channel open(ChannelContext context) {
    return files.open(
        ChannelContext.of(
                context.definition(), context.parameters(), context.identity(), new Changing())
            .withFolder(context.folder())
            .withSettled(context::isSettled));
  }

  private static final class Changing extends Clock {

    private static final Instant FIRST = Instant.parse("2026-11-21T12:00:00Z");

    @Override
    public Instant instant() {
      long day = Math.floorMod(System.nanoTime() / DAY_NANOS, 2L);
      return FIRST.plus(Duration.ofDays(day));
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
