package dev.emitter.mapping;

/** The versions of the model of flow traces. */
public enum FlowFormat {
  /** That of Invictus for Azure 4 and 5: each entry has an id and a source. */
  V5,
  /** That of Invictus for Azure 6. */
  V6
}
