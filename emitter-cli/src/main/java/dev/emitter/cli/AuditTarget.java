package dev.emitter.cli;

import dev.emitter.audit.AuditChannelProvider;
import dev.emitter.channel.Audience;
import dev.emitter.channel.Channel;
import dev.emitter.channel.ChannelContext;
import dev.emitter.channel.ChannelProvider;
import dev.emitter.channel.Parameter;
import dev.emitter.problem.Problems;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The emitter that a command sends events to, which may be an Audit emitter: then it alone is
 * written, and only that audit needs its key.
 *
 * @param emitter its id
 * @param key what signs its audit, or null
 */
record AuditTarget(String emitter, @Nullable PrivateKey key) {

  ChannelProvider provider(Path root) {
    return new OneWritten(
        emitter,
        AuditChannelProvider.of(AuditFolder.signed(root, key)),
        AuditFolder.toLookInto(root));
  }

  /** Says nothing of the key. */
  @Override
  public String toString() {
    return emitter;
  }

  /**
   * Makes channels of which one stores events.
   *
   * @param emitter the emitter that does
   * @param written makes its channel
   * @param others makes those of the others
   */
  private record OneWritten(
      String emitter, AuditChannelProvider written, AuditChannelProvider others)
      implements ChannelProvider {

    private ChannelProvider of(ChannelContext context) {
      return context.definition().id().equals(emitter) ? written : others;
    }

    @Override
    public String type() {
      return written.type();
    }

    @Override
    public String description() {
      return written.description();
    }

    @Override
    public Audience audience() {
      return written.audience();
    }

    @Override
    public List<Parameter> parameters() {
      return written.parameters();
    }

    @Override
    public void validate(ChannelContext context, Problems problems) {
      of(context).validate(context, problems);
    }

    @Override
    public Channel open(ChannelContext context) {
      return of(context).open(context);
    }
  }
}
