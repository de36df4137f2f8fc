package dev.emitter.mapping;

/** JSON text that is the same in every rendering. Immutable: nobody changes what it is made of. */
final class Fragment {

  static final Fragment NONE = new Fragment(new byte[0]);

  private final byte[] json;

  Fragment(byte[] json) {
    this.json = json;
  }

  void writeTo(JsonBuffer out) throws UnfitException {
    out.write(json);
  }
}
