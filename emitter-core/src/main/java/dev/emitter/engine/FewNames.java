package dev.emitter.engine;

import java.util.List;

/** Names in a message: the first ten, and how many there are beside them. */
record FewNames(List<String> names) {

  private static final int MOST = 10;

  @Override
  public String toString() {
    String first = String.join(", ", names.subList(0, Math.min(MOST, names.size())));
    return names.size() <= MOST ? first : first + " and " + (names.size() - MOST) + " more";
  }
}
