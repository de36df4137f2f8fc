package dev.emitter.docs;

import java.util.ArrayList;
import java.util.List;

/**
 * The commands of a block of shell, as lists of words: quotes, line ends after a backslash,
 * comments, redirections, here-documents, pipes and lists are understood; variables stay as they
 * are.
 */
final class ShellWords {

  private final String text;
  private final List<List<String>> commands = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private List<String> words = new ArrayList<>();
  private boolean inWord;
  private boolean redirecting;
  private String hereEnd = "";
  private int at;

  private ShellWords(String text) {
    this.text = text;
  }

  static List<List<String>> commands(String text) {
    ShellWords shell = new ShellWords(text);
    while (shell.at < text.length()) {
      shell.take(text.charAt(shell.at++));
    }
    shell.endCommand();
    return List.copyOf(shell.commands);
  }

  private void take(char c) {
    switch (c) {
      case '\'', '"' -> quoted(c);
      case '\\' -> escaped();
      case '#' -> comment();
      case ' ', '\t' -> endWord();
      case '\n' -> endLine();
      case '|', ';', '&' -> endCommand();
      case '<', '>' -> redirect(c);
      default -> add(c);
    }
  }

  private void add(char c) {
    inWord = true;
    word.append(c);
  }

  private void quoted(char quote) {
    inWord = true;
    while (at < text.length() && text.charAt(at) != quote) {
      char c = text.charAt(at++);
      boolean escape = quote == '"' && c == '\\' && "\"\\$`".indexOf(text.charAt(at)) >= 0;
      word.append(escape ? text.charAt(at++) : c);
    }
    if (at++ >= text.length()) {
      throw new IllegalArgumentException("a quote has no end");
    }
  }

  private void escaped() {
    if (at < text.length()) {
      char c = text.charAt(at++);
      if (c != '\n') {
        add(c);
      }
    }
  }

  private void comment() {
    if (inWord) {
      add('#');
      return;
    }
    while (at < text.length() && text.charAt(at) != '\n') {
      at++;
    }
  }

  private void redirect(char c) {
    if (word.toString().matches("\\d?")) { // 2>file
      word.setLength(0);
      inWord = false;
    }
    endWord();
    redirecting = true;
    if (c == '<' && text.startsWith("<", at)) {
      at++;
      hereEnd = text.substring(at).strip().split("\\s", 2)[0].replaceAll("['\"]", "");
    } else if (c == '>' && text.startsWith(">", at)) {
      at++;
    } else if (text.startsWith("&1", at) || text.startsWith("&2", at)) {
      at += 2;
      redirecting = false;
    }
  }

  private void endWord() {
    if (inWord && !redirecting) {
      words.add(word.toString());
    }
    redirecting = redirecting && !inWord;
    word.setLength(0);
    inWord = false;
  }

  private void endLine() {
    endCommand();
    if (!hereEnd.isEmpty()) {
      int end = ("\n" + text.substring(at)).indexOf("\n" + hereEnd + "\n");
      if (end < 0) {
        throw new IllegalArgumentException("the text up to " + hereEnd + " has no end");
      }
      at += end + hereEnd.length() + 1;
      hereEnd = "";
    }
  }

  private void endCommand() {
    endWord();
    redirecting = false;
    if (!words.isEmpty()) {
      commands.add(List.copyOf(words));
      words = new ArrayList<>();
    }
  }
}
