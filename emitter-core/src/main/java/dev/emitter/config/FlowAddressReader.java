package dev.emitter.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.emitter.channel.Parameter;
import dev.emitter.channel.ParameterValues;
import dev.emitter.definition.FlowDefinition;
import dev.emitter.definition.Secret;
import java.net.URI;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads where the requests of a flow go, and finds what cannot be sent. Used for one file. */
final class FlowAddressReader {

  private static final Pattern VALUE =
      Pattern.compile("[\\x21-\\x7E]([\\x20-\\x7E\\t]*[\\x21-\\x7E])?");

  /** Headers that say what a message is and how it travels. */
  private static final Set<String> TAKEN =
      Set.of(
          "host",
          "content-type",
          "content-length",
          "content-encoding",
          "transfer-encoding",
          "connection",
          "expect");

  private final JsonNode root;
  private final boolean httpOnLoopback;
  private final Faults faults;

  FlowAddressReader(JsonNode root, boolean httpOnLoopback, Faults faults) {
    this.root = root;
    this.httpOnLoopback = httpOnLoopback;
    this.faults = faults;
  }

  /** Returns the address, or nothing if there is none or it has faults. */
  Optional<FlowDefinition.Address> read(Parameter member, ParameterValues values) {
    ParameterValues given = values.object(member.name());
    String path = JsonPaths.member(JsonPaths.ROOT, member.name());
    URI url = given.uri(FlowMembers.URL.name());
    String fault = url == null ? null : fault(url);
    if (fault != null) {
      faults.add(JsonPaths.member(path, FlowMembers.URL.name()), fault);
    }
    Map<String, Secret> headers =
        headers(
            given.object(FlowMembers.HEADERS.name()),
            root.path(member.name()).path(FlowMembers.HEADERS.name()),
            JsonPaths.member(path, FlowMembers.HEADERS.name()));
    return url == null || fault != null
        ? Optional.empty()
        : Optional.of(new FlowDefinition.Address(url, headers));
  }

  private @Nullable String fault(URI url) {
    FlowDefinition.Address address = new FlowDefinition.Address(url, Map.of());
    if (!address.isHttps() && !(httpOnLoopback && address.isHttpOnLoopback())) {
      return "must begin with https://: what is sent holds business data";
    }
    if (url.getRawUserInfo() != null || String.valueOf(url.getRawAuthority()).contains("@")) {
      return "must hold no user and password; write a header";
    }
    if (url.getRawAuthority() == null) {
      return "names no host";
    }
    return url.getRawFragment() == null ? null : "must have no fragment (#..): it is not sent";
  }

  /** Returns them in the order of the file. */
  private Map<String, Secret> headers(ParameterValues given, JsonNode written, String path) {
    Map<String, Secret> headers = new LinkedHashMap<>();
    Set<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (Iterator<String> names = written.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      String at = JsonPaths.member(path, name);
      Secret value = given.secret(name);
      if (!IdentityReader.HEADER.matcher(name).matches()) {
        faults.add(at, "is no name of an HTTP header; write one such as X-Api-Key");
      } else if (TAKEN.contains(name.toLowerCase(Locale.ROOT))) {
        faults.add(at, "is set by the library itself; leave it out");
      } else if (!seen.add(name)) {
        faults.warn(at, "is left out: this header stands above, too", "remove one of them");
      } else if (value != null && !VALUE.matcher(value.reveal()).matches()) {
        faults.add(at, "has characters that no header may have, or a space at an end");
      } else if (value != null) {
        headers.put(name, value);
      }
    }
    return headers;
  }
}
