package dev.emitter.powerbi;

import dev.emitter.channel.Channel;
import dev.emitter.channel.ChannelContext;
import dev.emitter.channel.ChannelProvider;
import dev.emitter.channel.Parameter;
import dev.emitter.definition.Identity;
import dev.emitter.http.Authentication;
import dev.emitter.http.Credentials;
import dev.emitter.http.HttpTransport;
import dev.emitter.http.HttpTransports;
import dev.emitter.http.JvmTls;
import dev.emitter.http.ProxyAddress;
import dev.emitter.http.TlsSettings;
import dev.emitter.http.TransportSettings;
import dev.emitter.http.WireLogs;
import dev.emitter.net.AddressGuard;
import dev.emitter.problem.Loggers;
import dev.emitter.problem.Problems;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@code PowerBI} channels: each event is a row of a table of a push dataset, by the Power BI
 * REST API.
 *
 * <p>All emitters of this process that write to one dataset keep its limits together. The emitters
 * of users reach public addresses only, unless configured otherwise; those of operators reach any.
 * Thread-safe.
 */
public final class PowerBiChannelProvider implements ChannelProvider {

  /** Who asks for all that the application was given; the service knows no narrower scope. */
  private static final String SCOPE = "https://analysis.windows.net/powerbi/api/.default";

  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);

  /** A check reads the list of all datasets of a workspace. */
  private static final int ANSWER_BYTES = 1 << 22;

  private final HttpTransports transports = new HttpTransports();
  private final WireLogs wireLogs = new WireLogs(Loggers.of(PowerBiChannelProvider.class));
  private final AddressGuard forUsers;
  private final AddressGuard forOperators;
  private final @Nullable URI proxy;
  private final TlsSettings tls;

  /** Creates a provider for which users reach public addresses only, without a proxy. */
  public PowerBiChannelProvider() {
    this(builder());
  }

  private PowerBiChannelProvider(Builder builder) {
    this.forUsers = builder.forUsers;
    this.forOperators = builder.forOperators;
    this.proxy = builder.proxy;
    this.tls = new TlsSettings(true, builder.authorities, null, null);
    JvmTls.prepareSoon();
    wireLogs.warn();
  }

  /** Starts the configuration of a provider. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public String type() {
    return "PowerBI";
  }

  @Override
  public String description() {
    return "Stores events as rows of a push dataset of Power BI.";
  }

  /** A dataset or table that is missing is told when the emitter is registered. */
  @Override
  public boolean checksFirst() {
    return true;
  }

  @Override
  public List<Parameter> parameters() {
    return PowerBiParameters.ALL;
  }

  /** Adds faults of the messages, the names, the columns, the endpoint and the identity. */
  @Override
  public void validate(ChannelContext context, Problems problems) {
    new PowerBiChecks(context, problems).run();
  }

  @Override
  public Channel open(ChannelContext context) {
    PowerBiSettings settings = PowerBiSettings.of(context);
    return new PowerBiChannel(
        settings,
        client(context),
        DatasetQuotas.SHARED.open(
            settings.address().endpoint(),
            settings.address().dataset(),
            context.definition().owner(),
            context.clock().instant()),
        context.share(),
        context.clock());
  }

  /** Returns a client that asks with the identity of a definition. */
  PowerBiClient client(ChannelContext context) {
    wireLogs.warn();
    JvmTls.prepare();
    boolean ofUser = context.definition().owner() != null;
    HttpTransport transport =
        transports.open(
            new TransportSettings(
                tls, ofUser ? forUsers : forOperators, proxy, CONNECT_WITHIN, ANSWER_BYTES),
            context.share());
    Authentication authentication =
        Credentials.of(scoped(context.identity()), transport, context.clock());
    return new PowerBiClient(transport, authentication);
  }

  private static @Nullable Identity scoped(@Nullable Identity identity) {
    return identity instanceof Identity.OAuth2 oauth && oauth.scopes().isEmpty()
        ? new Identity.OAuth2(
            oauth.tokenUri(), oauth.clientId(), oauth.clientSecret(), List.of(SCOPE))
        : identity;
  }

  /** Configures a provider. Not thread-safe. */
  public static final class Builder {

    private AddressGuard forUsers = AddressGuard.publicOnly();
    private AddressGuard forOperators = AddressGuard.off();
    private @Nullable URI proxy;
    private @Nullable String authorities;

    private Builder() {}

    /** Sets which addresses emitters of users may reach. If unset, public ones. */
    public Builder guardUsers(AddressGuard guard) {
      this.forUsers = guard;
      return this;
    }

    /** Sets which addresses emitters without an owner may reach. If unset, any. */
    public Builder guardOperators(AddressGuard guard) {
      this.forOperators = guard;
      return this;
    }

    /**
     * Sets the proxy that all requests go through, {@code http://host:port}. If unset, none.
     *
     * @throws IllegalArgumentException if it is no such address
     */
    public Builder proxy(URI address) {
      this.proxy = ProxyAddress.checked(address);
      return this;
    }

    /**
     * Sets who may vouch for the service and the token endpoint, such as a proxy that looks into
     * TLS: certificates in PEM. If unset, those that the JVM trusts.
     */
    public Builder authorities(String pem) {
      this.authorities = pem;
      return this;
    }

    /** Returns the provider. */
    public PowerBiChannelProvider build() {
      return new PowerBiChannelProvider(this);
    }
  }
}
