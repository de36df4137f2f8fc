package dev.emitter.config;

import dev.emitter.channel.ChannelProvider;
import dev.emitter.channel.Parameter;
import dev.emitter.channel.ParameterType;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The reference page of definition files in Markdown, made from the declarations that validation
 * uses. Thread-safe.
 */
public final class ReferencePage {

  private static final String HEAD =
      "| member | takes | default | meaning |\n| --- | --- | --- | --- |\n";

  private ReferencePage() {}

  /** Returns the page for these types; always the same text for the same types. */
  public static String markdown(ChannelTypes types) {
    StringBuilder page = new StringBuilder("# Definitions of emitters\n\n");
    page.append("A definition is a JSON object with these members.\n\n");
    page.append(table(DefinitionMembers.ALL));
    page.append("\nIn the files of operators, a string of `parameters` may hold `${env:NAME}` and");
    page.append(" `${file:PATH}`; `$${` stands for a plain `${`.\n");
    page.append("\n## Types\n");
    types.all().forEach(type -> page.append(section(type)));
    page.append("\n## Identities\n\nA file of identities is a JSON object: to each name, one of");
    page.append(" these.\n");
    IdentityMembers.BY_TYPE.forEach(
        (type, members) ->
            page.append("\n### ").append(type).append("\n\n").append(table(members)));
    return page.toString();
  }

  private static String section(ChannelProvider type) {
    String head =
        "\n### " + type.type() + "\n\n" + type.description() + " " + audience(type) + "\n";
    boolean none = type.parameters().isEmpty();
    return head + (none ? "\nIt has no parameters.\n" : "\n" + table(type.parameters()));
  }

  private static String audience(ChannelProvider type) {
    return switch (type.audience()) {
      case EVERYONE -> "For system emitters and for those of users.";
      case SYSTEM_ONLY -> "For system emitters only.";
      case USERS_ONLY -> "For the emitters of users only.";
    };
  }

  private static String table(List<Parameter> members) {
    return HEAD + rows("", members);
  }

  private static String rows(String prefix, List<Parameter> members) {
    return members.stream().map(member -> row(prefix, member)).collect(Collectors.joining());
  }

  private static String row(String prefix, Parameter member) {
    String name = prefix + member.name();
    return "| `"
        + name
        + "`"
        + (member.required() ? " (required)" : "")
        + " | "
        + cell(Expectation.of(member))
        + " | "
        + (member.defaultValue() == null ? "" : "`" + member.defaultValue() + "`")
        + " | "
        + cell(member.meaning())
        + " |\n"
        + nested(name, member);
  }

  private static String nested(String name, Parameter member) {
    boolean list = member.type() == ParameterType.LIST;
    if (member.type() == ParameterType.OBJECT) {
      return rows(name + ".", member.members());
    }
    if (member.members().isEmpty() || (!list && member.type() != ParameterType.MAP)) {
      return "";
    }
    Parameter item = member.members().get(0);
    String items = name + (list ? "[]" : ".*");
    return item.type() == ParameterType.OBJECT
        ? rows(items + ".", item.members())
        : row("", item.asItem(items));
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("\n", " ");
  }
}
