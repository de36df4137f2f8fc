package dev.emitter.powerbi;

import dev.emitter.channel.ChannelContext;
import dev.emitter.channel.ParameterChecks;
import dev.emitter.channel.ParameterValues;
import dev.emitter.channel.RowParameters;
import dev.emitter.definition.Identity;
import dev.emitter.http.Credentials;
import dev.emitter.http.ReceiverAddress;
import dev.emitter.problem.Problems;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds what is wrong with a definition beyond the types of its parameters. Used once. */
final class PowerBiChecks {

  private static final String AT = "$.parameters.";

  /** What the service lets no table be called with, and what no name should hold. */
  private static final Pattern NOT_IN_NAMES =
      Pattern.compile("[\"$%&'()*+,./:;<=>?\\[\\]{|}\\p{Cntrl}]");

  private static final Pattern UUID =
      Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");

  /** This machine by its own names: what is sent there is not overheard on the way. */
  private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");

  private final ChannelContext context;
  private final ParameterValues given;
  private final Problems problems;

  PowerBiChecks(ChannelContext context, Problems problems) {
    this.context = context;
    this.given = context.parameters();
    this.problems = problems;
  }

  void run() {
    ParameterChecks.each(
        () -> RowParameters.check(context, problems),
        this::id,
        this::table,
        this::group,
        this::endpoint,
        this::ownEndpoint,
        this::identity,
        this::workspace);
  }

  private void id() {
    String id = given.requiredString(PowerBiParameters.ID);
    if (id.isBlank() || id.equals(".") || id.equals("..")) {
      problems.add(AT + PowerBiParameters.ID, "\"" + id + "\" is no id of a dataset");
    }
  }

  private void table() {
    String name = given.requiredString(PowerBiParameters.NAME);
    if (name.isBlank() || NOT_IN_NAMES.matcher(name).find()) {
      problems.add(
          AT + PowerBiParameters.NAME,
          "\"" + name + "\" is not the name of a table of Power BI",
          "leave out \" $ % & ' ( ) * + , . / : ; < = > ? [ ] { | }");
    }
  }

  private void group() {
    String group = given.string(PowerBiParameters.GROUP);
    if (group != null && !UUID.matcher(group).matches()) {
      problems.add(
          AT + PowerBiParameters.GROUP,
          "found \"" + group + "\"; the id of a workspace is needed, a UUID",
          "it stands in the address of the workspace, after /groups/");
    }
  }

  private void endpoint() {
    URI endpoint = given.requiredUri(PowerBiParameters.ENDPOINT);
    String fault = ReceiverAddress.fault(endpoint);
    if (fault == null && !isSafe(endpoint)) {
      fault = "must begin with https://: the identity's token is sent there";
    }
    if (fault == null && endpoint.getRawQuery() != null) {
      fault = "must have no query (?..): the paths of the service are added to it";
    }
    if (fault != null) {
      problems.add(AT + PowerBiParameters.ENDPOINT, fault);
    }
  }

  private static boolean isSafe(URI endpoint) {
    return "https".equalsIgnoreCase(endpoint.getScheme())
        || HERE.contains(String.valueOf(endpoint.getHost()).toLowerCase(Locale.ROOT));
  }

  /** A user could have the token of an operator's identity sent elsewhere. */
  private void ownEndpoint() {
    boolean sets = context.definition().parameters().has(PowerBiParameters.ENDPOINT);
    if (sets && context.definition().owner() != null) {
      problems.add(AT + PowerBiParameters.ENDPOINT, "only operators may set it");
    }
  }

  private void identity() {
    Identity identity = context.identity();
    if (identity == null) {
      problems.add(
          "$.identityRef",
          "missing: Power BI lets nobody in without one",
          "name an identity with OAuth 2 client credentials, or with a bearer token");
    } else if (!(identity instanceof Identity.OAuth2 || identity instanceof Identity.Bearer)) {
      problems.add(
          "$.identityRef",
          "Power BI takes OAuth 2 client credentials or a bearer token, and nothing else");
    } else {
      String fault = Credentials.problem(identity);
      if (fault != null) {
        problems.add("$.identityRef", fault);
      }
    }
  }

  private void workspace() {
    boolean application = context.identity() instanceof Identity.OAuth2;
    if (application && given.string(PowerBiParameters.GROUP) == null) {
      problems.add(
          AT + PowerBiParameters.GROUP,
          "missing: outside of a workspace Power BI answers 403 \"API is not accessible for"
              + " application\" to an OAuth 2 identity",
          "give the id of the workspace, of which the application must be a member");
    }
  }
}
