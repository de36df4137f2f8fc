package dev.emitter.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.emitter.channel.Parameter;
import dev.emitter.channel.ParameterValues;
import dev.emitter.definition.Identity;
import dev.emitter.definition.Secret;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes identities of a JSON object of them. Not thread-safe. */
final class IdentityReader {

  /** The name of an HTTP header. */
  static final Pattern HEADER = Pattern.compile("[-!#$%&'*+.^_`|~0-9A-Za-z]+");

  private final ParameterReader reader;
  private final Faults faults;

  IdentityReader(StringValues strings, Faults faults) {
    this.reader = new ParameterReader(strings, faults);
    this.faults = faults;
  }

  Map<String, KnownIdentity> read(JsonNode root) {
    Map<String, KnownIdentity> identities = new TreeMap<>();
    if (!root.isObject()) {
      faults.add(
          JsonPaths.ROOT, "found " + Found.kind(root) + "; an object of identities is expected");
    }
    root.properties()
        .forEach(
            entry -> {
              String path = JsonPaths.member(JsonPaths.ROOT, entry.getKey());
              KnownIdentity identity = identity(entry.getValue(), path);
              if (identity != null) {
                identities.put(entry.getKey(), identity);
              }
            });
    return identities;
  }

  private @Nullable KnownIdentity identity(JsonNode node, String path) {
    JsonNode type = node.path("type");
    List<Parameter> members = IdentityMembers.BY_TYPE.get(type.asText());
    if (!node.isObject()) {
      faults.add(path, "found " + Found.kind(node) + "; an object with a type is expected");
      return null;
    }
    if (members == null) {
      Parameter declared = IdentityMembers.TYPE;
      String member = JsonPaths.member(path, "type");
      if (type.isMissingNode()) {
        faults.add(member, "missing, but required; allowed: " + Expectation.of(declared));
      } else {
        reader.value(declared, type, member);
      }
      return null;
    }
    int before = faults.count();
    ParameterValues values = reader.read(members, spelledOut(node), path);
    check(values, path);
    return faults.count() == before
        ? new KnownIdentity(make(type.asText(), values), users(values))
        : null;
  }

  /** Returns the object with the short form of {@code users} written as an array. */
  private static JsonNode spelledOut(JsonNode node) {
    String users = IdentityMembers.USERS.name();
    if (!node.path(users).asText().equals(KnownIdentity.EVERYONE)) {
      return node;
    }
    ObjectNode copy = node.deepCopy();
    copy.putArray(users).add(KnownIdentity.EVERYONE);
    return copy;
  }

  private static Set<String> users(ParameterValues values) {
    return values.list(IdentityMembers.USERS.name()).stream()
        .map(String.class::cast)
        .collect(Collectors.toSet());
  }

  private void check(ParameterValues values, String path) {
    String header = values.string("header");
    if (header != null && !HEADER.matcher(header).matches()) {
      faults.add(
          JsonPaths.member(path, "header"),
          "found "
              + Found.text(header)
              + "; allowed: the name of an HTTP header, such as X-Api-Key");
    }
    URI token = values.uri("tokenUri");
    if (token != null && !isHttp(token)) {
      faults.add(
          JsonPaths.member(path, "tokenUri"),
          "found " + Found.text(token.toString()) + "; allowed: an https or http address");
    }
  }

  private static boolean isHttp(URI uri) {
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    return (scheme.equals("https") || scheme.equals("http")) && uri.getHost() != null;
  }

  private static Identity make(String type, ParameterValues values) {
    return switch (type) {
      case "basic" -> new Identity.Basic(values.requiredString("user"), secret(values, "password"));
      case "bearer" -> new Identity.Bearer(secret(values, "token"));
      case "apiKey" -> new Identity.ApiKey(values.requiredString("header"), secret(values, "key"));
      case "sas" -> new Identity.Sas(values.requiredString("keyName"), secret(values, "key"));
      default ->
          new Identity.OAuth2(
              values.requiredUri("tokenUri"),
              values.requiredString("clientId"),
              secret(values, "clientSecret"),
              values.list("scopes").stream().map(String.class::cast).toList());
    };
  }

  private static Secret secret(ParameterValues values, String name) {
    return values.requiredSecret(name);
  }
}
