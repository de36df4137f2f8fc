package dev.emitter.benchmarks.feel;

import java.util.function.Supplier;

/** What evaluates filters, as tables name it. */
public enum Engine {
  HAND("by hand", HandWrittenPeer::new),
  OURS("ours", OurPeer::new),
  CORE("ours, as a filter", CorePeer::new),
  KIE("KIE", KiePeer::new),
  SCALA_TREE("feel-scala, tree", ScalaTreePeer::new),
  SCALA_MAP("feel-scala, map", ScalaMapPeer::new);

  private final String title;

  @SuppressWarnings("ImmutableEnumChecker") // All are constructors.
  private final Supplier<Peer> peer;

  Engine(String title, Supplier<Peer> peer) {
    this.title = title;
    this.peer = peer;
  }

  @Override
  public String toString() {
    return title;
  }

  Peer peer() {
    return peer.get();
  }
}
