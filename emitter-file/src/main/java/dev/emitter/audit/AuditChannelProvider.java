package dev.emitter.audit;

import dev.emitter.channel.Audience;
import dev.emitter.channel.Channel;
import dev.emitter.channel.ChannelContext;
import dev.emitter.channel.ChannelProvider;
import dev.emitter.channel.Parameter;
import dev.emitter.problem.Problems;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@code Audit} channels, for the emitters of users only: each event is stored once, on the
 * disk before it counts as delivered, and may be downloaded by the owner of the emitter alone, from
 * an {@link AuditLog}.
 *
 * <p>An event is stored once however often it is delivered: after a crash, or when a person sends
 * it again. The sample of a test is not stored. The store belongs to the owner for ever: another
 * owner needs another emitter. When the emitter is removed its store goes a week later, unless an
 * emitter of the same id and owner is there again. Thread-safe.
 *
 * <p>Users name no files: the operator says where stores are. A provider without that refuses every
 * definition.
 */
public final class AuditChannelProvider implements ChannelProvider {

  private final @Nullable AuditLog log;

  /** Creates a provider that refuses every definition, as nobody has said where stores are. */
  public AuditChannelProvider() {
    this(null);
  }

  private AuditChannelProvider(@Nullable AuditLog log) {
    this.log = log;
  }

  /** Returns a provider whose stores are below a folder, which is made when it is missing. */
  public static AuditChannelProvider in(Path root) {
    return of(AuditLog.in(root));
  }

  /** Returns a provider that stores what a log has. */
  public static AuditChannelProvider of(AuditLog log) {
    return new AuditChannelProvider(log);
  }

  @Override
  public String type() {
    return "Audit";
  }

  @Override
  public String description() {
    return "Stores events, for the owner of the emitter alone to download.";
  }

  @Override
  public Audience audience() {
    return Audience.USERS_ONLY;
  }

  @Override
  public List<Parameter> parameters() {
    return AuditParameters.ALL;
  }

  /**
   * Adds a fault if there is no root, or if what is stored belongs to another owner or was signed
   * with a key that is not given.
   */
  @Override
  public void validate(ChannelContext context, Problems problems) {
    AuditLog stores = log;
    if (stores == null) {
      problems.add(
          "$.type",
          "Audit has no place to store events",
          "give it one: Emitters.builder().channel(AuditChannelProvider.in(folder)), or"
              + " ./emitter run --data DIR");
      return;
    }
    String owner = context.definition().owner();
    String fault =
        owner == null ? null : stores.checking().ownerFault(context.definition().id(), owner);
    if (fault != null) {
      problems.add("$.owner", fault);
      return;
    }
    String unsigned = stores.checking().signingFault(context.definition().id());
    if (unsigned != null) {
      problems.add("$.type", unsigned);
    }
  }

  @Override
  public Channel open(ChannelContext context) {
    if (log == null) {
      throw new IllegalStateException("Audit has no place to store events");
    }
    return new AuditChannel(log, context);
  }
}
