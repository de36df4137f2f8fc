package dev.emitter.config;

import org.jspecify.annotations.Nullable;

/** The first place where a text stops being JSON, said for the person who wrote it. */
final class SyntaxFault extends Exception {

  private static final long serialVersionUID = 1L;

  private final int offset;
  private final String path;
  private final String fault;
  private final @Nullable String hint;

  SyntaxFault(int offset, String path, String fault, @Nullable String hint) {
    super(fault, null, false, false);
    this.offset = offset;
    this.path = path;
    this.fault = fault;
    this.hint = hint;
  }

  int offset() {
    return offset;
  }

  String path() {
    return path;
  }

  String fault() {
    return fault;
  }

  @Nullable String hint() {
    return hint;
  }
}
