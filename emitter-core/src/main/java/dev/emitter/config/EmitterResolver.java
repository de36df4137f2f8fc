package dev.emitter.config;

import dev.emitter.channel.Audience;
import dev.emitter.channel.ChannelContext;
import dev.emitter.channel.ChannelProvider;
import dev.emitter.channel.ChannelShares;
import dev.emitter.channel.CommonParameters;
import dev.emitter.channel.Parameter;
import dev.emitter.channel.ParameterChecks;
import dev.emitter.channel.ParameterValues;
import dev.emitter.channel.ResolvedEmitter;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.definition.Identity;
import dev.emitter.filter.CatalogueWarnings;
import dev.emitter.filter.EventFilter;
import dev.emitter.filter.FilterCompiler;
import dev.emitter.problem.Suggestion;
import dev.emitter.topic.Catalogue;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds what a definition refers to: type, identity, parameters, filter. Thread-safe. */
final class EmitterResolver {

  private static final String PARAMETERS = "$.parameters";

  private final ChannelTypes types;
  private final FilterCompiler operatorFilters;
  private final FilterCompiler userFilters;
  private final Identities identities;
  private final Clock clock;
  private final @Nullable Catalogue catalogue;
  private final boolean withoutFolders;
  private final ChannelShares shares;

  /**
   * Creates a resolver.
   *
   * @param catalogue what filters are held against, or null
   * @param withoutFolders whether it is known that channels will have no folder
   * @param shares what the channels of an owner may have under way together
   */
  EmitterResolver(
      ChannelTypes types,
      FilterCompiler filters,
      Identities identities,
      Clock clock,
      @Nullable Catalogue catalogue,
      boolean withoutFolders,
      ChannelShares shares) {
    this.types = types;
    this.operatorFilters = filters;
    this.userFilters = filters.forUsers();
    this.identities = identities;
    this.clock = clock;
    this.catalogue = catalogue;
    this.withoutFolders = withoutFolders;
    this.shares = shares;
  }

  /** Returns a resolver that holds filters against a catalogue. */
  EmitterResolver with(Catalogue declared) {
    return new EmitterResolver(
        types, operatorFilters, identities, clock, declared, withoutFolders, shares);
  }

  /** Returns a resolver that tells channels that they will have no folder. */
  EmitterResolver withoutFolders() {
    return new EmitterResolver(types, operatorFilters, identities, clock, catalogue, true, shares);
  }

  /** Returns a resolver that gives channels these shares. */
  EmitterResolver sharing(ChannelShares ofOwners) {
    return new EmitterResolver(
        types, operatorFilters, identities, clock, catalogue, withoutFolders, ofOwners);
  }

  /** Returns the emitter; null, or one not to be used, after adding a fault. */
  @Nullable ResolvedEmitter resolve(
      EmitterDefinition definition, StringValues strings, Faults faults) {
    ChannelProvider provider = provider(definition, faults);
    Identity identity = identity(definition, faults);
    EventFilter filter = filter(definition, faults);
    warnOf(filter, definition, faults);
    if (provider == null) {
      return null;
    }
    checkAudience(provider, definition, faults);
    List<Parameter> declared = provider.parameters();
    ParameterValues parameters =
        ParameterReader.guarded(strings, faults, MisplacedMembers.of(declared))
            .read(
                definition.owner() == null ? declared : UserLimits.within(declared),
                definition.parameters(),
                PARAMETERS);
    ChannelContext any =
        ChannelContext.of(definition, parameters, identity, clock)
            .withShare(shares.of(definition.owner()));
    ChannelContext context = withoutFolders ? any.withoutFolder() : any;
    validate(provider, context, faults);
    return new ResolvedEmitter(provider, context, filter);
  }

  /** Returns what the channel of a definition takes; nothing if it names none. */
  List<Parameter> parameters(String type) {
    ChannelProvider provider = types.find(type);
    return provider == null ? List.of() : provider.parameters();
  }

  private @Nullable ChannelProvider provider(EmitterDefinition definition, Faults faults) {
    String type = definition.type();
    ChannelProvider provider = types.find(type);
    if (provider == null && !type.isEmpty()) {
      List<String> names = types.names();
      faults.add(
          "$.type",
          "found " + Found.text(type) + "; allowed: " + String.join(", ", names),
          Suggestion.nearest(type, names));
    }
    return provider;
  }

  private static void checkAudience(
      ChannelProvider provider, EmitterDefinition definition, Faults faults) {
    boolean user = definition.owner() != null;
    if (user && provider.audience() == Audience.SYSTEM_ONLY) {
      faults.add(
          "$.type",
          provider.type()
              + " is for system emitters only, and this emitter has an owner: "
              + provider.systemOnlyReason(),
          "take another type");
    } else if (!user && provider.audience() == Audience.USERS_ONLY) {
      faults.add(
          "$.type",
          provider.type() + " is for the emitters of users only, and this emitter has no owner",
          "name an owner");
    }
  }

  private @Nullable Identity identity(EmitterDefinition definition, Faults faults) {
    String name = definition.identityRef();
    if (name == null) {
      return null;
    }
    String owner = definition.owner();
    Identity identity = identities.find(name, owner);
    if (identity == null) {
      // A user is not told whether an identity exists that is not for them.
      List<String> names = identities.names(owner);
      String found = "found " + Found.text(name);
      if (names.isEmpty()) {
        faults.add("$.identityRef", found + none(owner), noneHint(owner));
      } else {
        faults.add(
            "$.identityRef",
            found + ", which is no identity; known are " + String.join(", ", names),
            Suggestion.nearest(name, names));
      }
    }
    return identity;
  }

  private static String none(@Nullable String owner) {
    return owner == null
        ? ", but no identities are loaded"
        : ", but there is no identity for the emitters of this user";
  }

  private static String noneHint(@Nullable String owner) {
    return owner == null
        ? "give them by --identities FILE, or by Emitters.builder().identities(..)"
        : "leave it out, or ask an operator for one";
  }

  private @Nullable EventFilter filter(EmitterDefinition definition, Faults faults) {
    var filter = definition.filter();
    return filter == null || filter.isNull()
        ? null
        : (definition.owner() == null ? operatorFilters : userFilters)
            .compile(filter, "$.filter", faults.problems());
  }

  /** Warns of a filter that no event will pass, going by the catalogue. */
  private void warnOf(@Nullable EventFilter filter, EmitterDefinition definition, Faults faults) {
    Catalogue declared = catalogue;
    if (filter != null && declared != null) {
      CatalogueWarnings.of(
              filter, "$.filter", definition.subscription(), definition.messages(), declared)
          .forEach(found -> faults.warn(found.path(), found.message(), found.hint()));
    }
  }

  private static void validate(ChannelProvider provider, ChannelContext context, Faults faults) {
    try {
      CommonParameters.check(provider.parameters(), context.parameters(), faults.problems());
      ParameterChecks.each(() -> provider.validate(context, faults.problems()));
    } catch (Throwable e) { // such as a class that the channel lacks
      faults.failed(PARAMETERS, "the type " + provider.type() + " failed to check them: ", e);
    }
  }
}
