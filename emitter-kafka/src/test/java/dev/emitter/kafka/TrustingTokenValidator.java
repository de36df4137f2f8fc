package dev.emitter.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.security.auth.callback.Callback;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerToken;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerValidatorCallback;
import org.jspecify.annotations.Nullable;

/** Makes the broker of the tests take every token, whoever signed it. */
public final class TrustingTokenValidator implements AuthenticateCallbackHandler {

  /** Creates a validator; the broker does so by name. */
  public TrustingTokenValidator() {}

  @Override
  public void configure(
      Map<String, ?> settings, String mechanism, List<AppConfigurationEntry> entries) {}

  @Override
  public void close() {}

  @Override
  public void handle(Callback[] callbacks) throws IOException {
    for (Callback callback : callbacks) {
      if (callback instanceof OAuthBearerValidatorCallback validate) {
        String value = validate.tokenValue();
        byte[] claims = Base64.getUrlDecoder().decode(value.split("\\.", -1)[1]);
        JsonNode read = new ObjectMapper().readTree(claims);
        validate.token(
            new Token(
                value, read.path("sub").asText(), read.path("exp").asLong() * 1000, Set.of("all")));
      }
    }
  }

  private record Token(String value, String principalName, long lifetimeMs, Set<String> scope)
      implements OAuthBearerToken {

    @Override
    public @Nullable Long startTimeMs() {
      return null;
    }
  }
}
