package dev.emitter.net;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What of an HTTP request is not shown to whoever reads logs and screens: the values of headers
 * whose names tell of a secret, and what stands in the query of an address. Thread-safe.
 */
public final class HttpRedaction {

  /** What is shown in place of a secret. */
  public static final String HIDDEN = "****";

  private static final int LONGEST_ADDRESS = 200;

  /** Names of headers that may well carry a secret. */
  private static final Pattern SECRET_NAME =
      Pattern.compile(
          ".*(auth|token|key|secret|cookie|password|passwd|signature|session|credential|csrf|xsrf"
              + "|jwt).*");

  private HttpRedaction() {}

  /** Tells whether a header is treated as a credential, by its name in any case. */
  public static boolean isSecretHeader(String name) {
    return SECRET_NAME.matcher(name.toLowerCase(Locale.ROOT)).matches();
  }

  /** Returns where an address leads, without what may be secret in it: user and query. */
  public static String address(String address) {
    String known = address.replaceFirst("//[^/?#]*@", "//..@").replace('\n', ' ');
    int end = known.indexOf('?');
    String path = end < 0 ? known : known.substring(0, end) + "?..";
    return path.length() > LONGEST_ADDRESS ? path.substring(0, LONGEST_ADDRESS) + ".." : path;
  }

  /**
   * Returns the target of a request with the names in its query, and without their values: any of
   * them may be a token, whatever its name.
   */
  public static String target(String target) {
    int end = target.indexOf('?');
    return end < 0 ? target : target.substring(0, end + 1) + names(target.substring(end + 1));
  }

  private static String names(String query) {
    return Arrays.stream(query.split("&", -1))
        .map(one -> one.indexOf('=') < 0 ? HIDDEN : one.substring(0, one.indexOf('=') + 1) + HIDDEN)
        .collect(Collectors.joining("&"));
  }
}
