package dev.emitter.webhook;

import dev.emitter.channel.Channel;
import dev.emitter.channel.ChannelContext;
import dev.emitter.channel.ChannelProvider;
import dev.emitter.channel.Parameter;
import dev.emitter.definition.Identity;
import dev.emitter.http.Credentials;
import dev.emitter.http.HttpTransport;
import dev.emitter.http.HttpTransports;
import dev.emitter.http.JvmTls;
import dev.emitter.http.ProxyAddress;
import dev.emitter.http.TransportSettings;
import dev.emitter.http.WireLogs;
import dev.emitter.net.AddressGuard;
import dev.emitter.problem.Loggers;
import dev.emitter.problem.Problems;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Makes {@code Webhook} channels: each event is sent as one HTTP POST by the CloudEvents HTTP
 * binding, or several in one. Redirects are never followed.
 *
 * <p>Emitters of users reach public addresses only, unless configured otherwise; those of operators
 * reach any. Emitters with equal settings share their connections. Thread-safe.
 */
public final class WebhookChannelProvider implements ChannelProvider {

  private static final Logger LOG = Loggers.of(WebhookChannelProvider.class);

  private static final int ANSWER_BYTES = 1 << 14;
  private static final int FAILURES_PER_DAY = 100;

  private final HttpTransports transports;
  private final AddressGuard forUsers;
  private final AddressGuard forOperators;
  private final @Nullable URI proxy;
  private final @Nullable String origin;
  private final WireLogs wireLogs = new WireLogs(LOG);

  /** Creates a provider for which users reach public addresses only, without a proxy. */
  public WebhookChannelProvider() {
    this(builder());
  }

  private WebhookChannelProvider(Builder builder) {
    this.transports = builder.transports == null ? new HttpTransports() : builder.transports;
    this.forUsers = builder.forUsers;
    this.forOperators = builder.forOperators;
    this.proxy = builder.proxy;
    this.origin = builder.origin;
    JvmTls.prepareSoon();
    wireLogs.warn();
  }

  /** Starts the configuration of a provider. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public String type() {
    return "Webhook";
  }

  @Override
  public String description() {
    return "Sends events as HTTP requests.";
  }

  @Override
  public int failuresPerDay() {
    return FAILURES_PER_DAY;
  }

  @Override
  public List<Parameter> parameters() {
    return WebhookParameters.ALL;
  }

  /** Adds faults of the address, the headers, the secrets, the certificates and their like. */
  @Override
  public void validate(ChannelContext context, Problems problems) {
    new WebhookChecks(context, origin, problems).run();
  }

  @Override
  public Channel open(ChannelContext context) {
    WebhookSettings settings = WebhookSettings.of(context);
    wireLogs.warn();
    if (usesTls(settings, context)) {
      JvmTls.prepare();
    }
    HttpTransport transport = transports.open(travel(settings, context), context.share());
    RateLimiter limiter = new RateLimiter(settings.limits().requestsPerSecond());
    WebhookSender sender =
        new WebhookSender(
            settings,
            transport,
            Credentials.of(context.identity(), transport, context.clock(), settings.url()),
            settings.scheme() == null
                ? null
                : Signing.of(settings.scheme()).signer(settings.secrets()),
            limiter,
            context.clock());
    String sends = settings.handshake().origin() == null ? origin : settings.handshake().origin();
    return new WebhookChannel(
        settings,
        new WebhookRequests(
            settings, context.clock(), settings.handshake().required() ? sends : null),
        sender,
        new Handshake(settings, sends, sender::sendAsIs, limiter::lower),
        context.share());
  }

  private static boolean usesTls(WebhookSettings settings, ChannelContext context) {
    return isSecure(settings.url())
        || (context.identity() instanceof Identity.OAuth2 oauth && isSecure(oauth.tokenUri()));
  }

  private static boolean isSecure(URI uri) {
    return "https".equalsIgnoreCase(uri.getScheme());
  }

  private TransportSettings travel(WebhookSettings settings, ChannelContext context) {
    boolean ofUser = context.definition().owner() != null;
    return new TransportSettings(
        settings.tls(),
        ofUser ? forUsers : forOperators,
        proxy,
        settings.connectTimeout(),
        ANSWER_BYTES);
  }

  /** Configures a provider. Not thread-safe. */
  public static final class Builder {

    private @Nullable HttpTransports transports;
    private AddressGuard forUsers = AddressGuard.publicOnly();
    private AddressGuard forOperators = AddressGuard.off();
    private @Nullable URI proxy;
    private @Nullable String origin;

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
     * Sets the proxy that all requests go through, {@code http://host:port}. The addresses of
     * receivers are vetted before, but it is the proxy that looks them up again. If unset, none.
     */
    public Builder proxy(URI address) {
      this.proxy = ProxyAddress.checked(address);
      return this;
    }

    /**
     * Sets who asks in the handshake of the CloudEvents webhook specification: the host name of the
     * application. If unset, an emitter with a handshake must name its own.
     */
    public Builder origin(String host) {
      this.origin = host;
      return this;
    }

    /** Sets who makes the connections; tests let all of them lead to a server of theirs. */
    Builder transports(HttpTransports other) {
      this.transports = other;
      return this;
    }

    /** Returns the provider. */
    public WebhookChannelProvider build() {
      return new WebhookChannelProvider(this);
    }
  }
}
