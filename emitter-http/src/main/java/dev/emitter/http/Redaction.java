package dev.emitter.http;

import dev.emitter.definition.Secret;
import dev.emitter.net.HttpRedaction;
import dev.emitter.problem.EmitterException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes credentials out of what a receiver answers: some repeat the request. */
public final class Redaction {

  private static final int SHORTEST = 6;
  static final String HIDDEN = HttpRedaction.HIDDEN;
  private static final String BASIC = "Basic ";
  private static final Pattern SIGNED = Pattern.compile("SharedAccessSignature .*&sig=([^&]+).*");
  private static final String STANDARD_PREFIX = "whsec_";

  private Redaction() {}

  /** Returns the text without the values of these headers, nor the longer words in them. */
  static String of(String text, List<HttpHeader> credentials) {
    return of(text, credentials, List.of());
  }

  /** Returns the text without these secrets, those of the headers included. */
  public static String of(String text, List<HttpHeader> credentials, List<Secret> secrets) {
    if (text.isEmpty()) {
      return text;
    }
    Set<String> hidden = new LinkedHashSet<>();
    credentials.forEach(header -> add(hidden, header.value()));
    secrets.forEach(secret -> add(hidden, secret));
    String redacted = text;
    for (String one : longestFirst(hidden)) {
      redacted = redacted.replace(one, HIDDEN);
    }
    return redacted;
  }

  /**
   * Tells whether one of these is so short that taking it out would take ordinary words and letters
   * with it. What a receiver answers must not be kept then.
   */
  public static boolean hasTooShort(List<HttpHeader> credentials, List<Secret> secrets) {
    return credentials.stream().anyMatch(Redaction::isTooShort)
        || secrets.stream().anyMatch(Redaction::isTooShort);
  }

  /** Tells whether what is secret in the value of a header is too short to be taken out. */
  public static boolean isTooShort(HttpHeader header) {
    String value = header.value();
    if (value.startsWith(BASIC)) {
      String password = password(value.substring(BASIC.length()));
      return password != null && isTooShort(password);
    }
    String[] words = value.split(" ", -1); // two are a scheme and its credentials
    return isTooShort(words.length == 2 ? words[1] : value);
  }

  /**
   * Tells whether a secret is too short to be taken out; one that cannot be read is sent nowhere.
   */
  public static boolean isTooShort(Secret secret) {
    try {
      return isTooShort(secret.reveal());
    } catch (EmitterException e) {
      return false;
    }
  }

  static boolean isTooShort(String secret) {
    return !secret.isEmpty() && secret.length() < SHORTEST;
  }

  /** Tells whether a header is treated as a credential, by its name. */
  public static boolean isSecret(HttpHeader header) {
    return HttpRedaction.isSecretHeader(header.name());
  }

  /** Returns where an address leads, without what may be secret in it: user and query. */
  public static String ofAddress(String address) {
    return HttpRedaction.address(address);
  }

  private static void add(Set<String> hidden, String value) {
    addForms(hidden, value);
    for (String word : value.split(" ", -1)) {
      if (word.length() >= SHORTEST) {
        addForms(hidden, word);
      }
    }
    if (value.startsWith(BASIC)) {
      String password = password(value.substring(BASIC.length()));
      if (password != null) {
        addForms(hidden, password);
      }
    }
    Matcher signed = SIGNED.matcher(value);
    if (signed.matches()) {
      hidden.add(signed.group(1));
      addForms(hidden, URLDecoder.decode(signed.group(1), StandardCharsets.UTF_8));
    }
  }

  /** Returns the password, which a receiver that has decoded it may well quote; null for none. */
  private static @Nullable String password(String pair) {
    try {
      String decoded = new String(Base64.getDecoder().decode(pair), StandardCharsets.UTF_8);
      return decoded.substring(decoded.indexOf(':') + 1);
    } catch (IllegalArgumentException e) { // not in this form, so there is none in it
      return null;
    }
  }

  private static void add(Set<String> hidden, Secret secret) {
    try {
      String value = secret.reveal();
      addForms(hidden, value);
      if (value.startsWith(STANDARD_PREFIX)) {
        addForms(hidden, value.substring(STANDARD_PREFIX.length()));
      }
    } catch (EmitterException e) {
      // it cannot be read, so it was not sent either
    }
  }

  /** Adds a value, and how it looks in a URL and in JSON. */
  private static void addForms(Set<String> hidden, String value) {
    if (!value.isEmpty()) {
      hidden.add(value);
      hidden.add(URLEncoder.encode(value, StandardCharsets.UTF_8));
      String quoted = value.replace("\\", "\\\\").replace("\"", "\\\"");
      hidden.add(quoted);
      hidden.add(quoted.replace("/", "\\/"));
    }
  }

  private static List<String> longestFirst(Set<String> texts) {
    return texts.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList();
  }
}
