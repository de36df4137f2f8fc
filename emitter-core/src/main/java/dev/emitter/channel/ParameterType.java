package dev.emitter.channel;

/** What kind of value a parameter takes, and how it is written in JSON. */
public enum ParameterType {
  /** A JSON string. */
  STRING,
  /** A JSON boolean. */
  BOOLEAN,
  /** A whole JSON number. */
  INTEGER,
  /** A JSON number. */
  NUMBER,
  /** A JSON string such as {@code 500ms}, {@code 30s}, {@code 5m}, {@code PT1H}. */
  DURATION,
  /** A JSON string that is an absolute URI. */
  URI,
  /** A JSON string that is a URI reference. */
  URI_REFERENCE,
  /** A JSON string that is a path of the file system. */
  PATH,
  /** A JSON string that must not be seen: {@code ${env:NAME}} or {@code ${file:PATH}}. */
  SECRET,
  /** A JSON string that is a FEEL expression. */
  EXPRESSION,
  /**
   * JSON whose strings are FEEL expressions over one event, see {@link
   * dev.emitter.mapping.Mapping}.
   */
  MAPPING,
  /** JSON whose strings are FEEL expressions over a list of events, the variable {@code events}. */
  ENVELOPE,
  /** A JSON array; its items are described by the parameter's first member. */
  LIST,
  /** A JSON object with free names; its values are described by the parameter's first member. */
  MAP,
  /** A JSON object; its members are described by the parameter's members. */
  OBJECT,
  /** Any JSON value, kept as it is written. */
  JSON
}
