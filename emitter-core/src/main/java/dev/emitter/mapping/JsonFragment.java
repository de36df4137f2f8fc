package dev.emitter.mapping;

/** JSON text that is the same in every rendering. Immutable: nobody changes what it is made of. */
final class JsonFragment {

  static final JsonFragment NONE = new JsonFragment(new byte[0]);

  private final byte[] json;

  JsonFragment(byte[] json) {
    this.json = json;
  }

  void writeTo(JsonBuffer out) throws UnfitException {
    out.write(json);
  }
}
