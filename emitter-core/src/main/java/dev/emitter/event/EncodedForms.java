package dev.emitter.event;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/** Keeps the forms of one event, each made at most once. Thread-safe. */
final class EncodedForms {

  static final int LINE_HEAD = 0;
  static final int LINE_DATA = 1;
  static final int PRETTY_HEAD = 2;
  static final int PRETTY_DATA = 3;
  static final int NESTED_DATA = 4;
  private static final int COUNT = 5;

  private final AtomicReferenceArray<byte[]> forms = new AtomicReferenceArray<>(COUNT);

  /** Returns a form, made by the first who asks; others wait for it. */
  byte[] once(int form, Supplier<byte[]> maker) {
    byte[] made = forms.get(form);
    if (made != null) {
      return made;
    }
    synchronized (forms) {
      made = forms.get(form);
      if (made == null) {
        made = maker.get();
        forms.set(form, made);
      }
      return made;
    }
  }

  /** Returns how many bytes are kept, without those of an array that is counted elsewhere. */
  long size(byte[] counted) {
    long sum = 0;
    for (int i = 0; i < COUNT; i++) {
      byte[] form = forms.get(i);
      sum += form == null || form == counted ? 0 : form.length;
    }
    return sum;
  }
}
