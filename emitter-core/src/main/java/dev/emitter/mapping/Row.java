package dev.emitter.mapping;

import java.util.List;

/** A row that was made of one event. Immutable, as nobody changes the bytes. */
public final class Row {

  private final byte[] json;
  private final List<String> cut;
  private final List<String> emptied;

  /**
   * Creates a row.
   *
   * @param json the row as a JSON object in UTF-8
   * @param cut the names of the columns whose text was cut
   * @param emptied the names of the columns that are null as their value did not fit
   */
  Row(byte[] json, List<String> cut, List<String> emptied) {
    this.json = json;
    this.cut = List.copyOf(cut);
    this.emptied = List.copyOf(emptied);
  }

  /** Returns the row as a JSON object in UTF-8; it must not be changed. */
  public byte[] json() {
    return json;
  }

  /** Returns the names of the columns whose text was cut. */
  public List<String> cut() {
    return cut;
  }

  /** Returns what was changed so that the row fits; empty if nothing was. */
  public String changes() {
    String cuts =
        cut.isEmpty()
            ? ""
            : "cut to " + RowMapping.MAX_CHARACTERS + " characters: " + String.join(", ", cut);
    String nulls = emptied.isEmpty() ? "" : "stored as null: " + String.join(", ", emptied);
    return cuts + (cuts.isEmpty() || nulls.isEmpty() ? "" : "; ") + nulls;
  }
}
