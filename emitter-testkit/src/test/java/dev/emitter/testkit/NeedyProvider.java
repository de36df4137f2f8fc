package dev.emitter.testkit;

import dev.emitter.channel.Channel;
import dev.emitter.channel.ChannelContext;
import dev.emitter.channel.ChannelProvider;
import dev.emitter.channel.Parameter;
import dev.emitter.channel.ParameterType;
import dev.emitter.channel.ParameterValues;
import dev.emitter.problem.Problems;
import java.net.URI;
import java.util.List;

/** A channel type that is strict about what it is given, as real ones are. */
final class NeedyProvider implements ChannelProvider {

  @Override
  public String type() {
    return "Needy";
  }

  @Override
  public String description() {
    return "Wants secrets, certificates and an identity.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        Parameter.of("url", ParameterType.URI, "Where.").asRequired(),
        Parameter.choice("level", "How.", "LOW", "HIGH"),
        Parameter.of("wait", ParameterType.DURATION, "How long."),
        Parameter.of("secret", ParameterType.SECRET, "One of Standard Webhooks."),
        Parameter.of("tls", ParameterType.OBJECT, "PEM.")
            .containing(
                Parameter.of("certificate", ParameterType.STRING, "PEM."),
                Parameter.of("key", ParameterType.SECRET, "PEM.")));
  }

  @Override
  public void validate(ChannelContext context, Problems problems) {
    ParameterValues values = context.parameters();
    URI url = values.uri("url");
    require(url != null && url.getHost() != null, "$.parameters.url", "names no host", problems);
    require(context.identity() != null, "$.identityRef", "missing", problems);
    String secret = revealed(values, "secret");
    require(secret.startsWith("whsec_"), "$.parameters.secret", "no secret", problems);
    ParameterValues tls = values.object("tls");
    String certificate = String.valueOf(tls.string("certificate"));
    require(certificate.contains("BEGIN CERTIFICATE"), "$.parameters.tls", "no PEM", problems);
    String key = revealed(tls, "key");
    require(key.contains("BEGIN PRIVATE KEY"), "$.parameters.tls.key", "no key", problems);
  }

  private static String revealed(ParameterValues values, String name) {
    var secret = values.secret(name);
    return secret == null ? "" : secret.reveal();
  }

  private static void require(boolean right, String path, String fault, Problems problems) {
    if (!right) {
      problems.add(path, fault);
    }
  }

  @Override
  public Channel open(ChannelContext context) {
    throw new IllegalStateException("the real channel is opened in a test");
  }
}
