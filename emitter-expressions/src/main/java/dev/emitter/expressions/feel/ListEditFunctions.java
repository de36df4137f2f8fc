package dev.emitter.expressions.feel;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/** The list functions that return a list with a change: table 75. */
final class ListEditFunctions {

  private ListEditFunctions() {}

  static void register(Builtins.Registry r) {
    r.add("append", "...list:any", Kind.LIST, ListEditFunctions::append);
    r.add("append", "list:list unread, item:any", Kind.LIST, ListEditFunctions::appendItem);
    r.add(
        "insert before",
        "list:list unread, position:number, newItem:any",
        Kind.LIST,
        ListEditFunctions::insert);
    r.add("remove", "list:list unread, position:number", Kind.LIST, ListEditFunctions::remove);
    r.add(
        "list replace",
        "list:list unread, position:number, newItem:any",
        Kind.LIST,
        ListEditFunctions::replaceAt);
    r.add(
        "list replace",
        "list:list unread, match:function, newItem:any",
        Kind.LIST,
        ListEditFunctions::replaceIf);
  }

  private static @Nullable Object append(Run run, @Nullable Object[] a) {
    List<@Nullable Object> arguments = Lists.of(a[0]);
    Object first = arguments.get(0);
    if (first == null) {
      return run.fail("append: \"list\" must be a list but is null");
    }
    List<@Nullable Object> list = Lists.copy(run, Lists.orSingleton(first), arguments.size());
    list.addAll(arguments.subList(1, arguments.size()));
    return Collections.unmodifiableList(list);
  }

  /**
   * Returns the offset of an item by its position from the start or, if negative, the end; -1 if
   * there is none.
   */
  private static int offset(List<?> list, @Nullable Object number) {
    int position = number == null ? 0 : Numbers.truncate(number);
    int offset = position > 0 ? position - 1 : list.size() + position;
    return position == 0 || offset < 0 || offset >= list.size() ? -1 : offset;
  }

  private static @Nullable Object appendItem(Run run, @Nullable Object[] a) {
    return append(run, new Object[] {Arrays.asList(a)});
  }

  /** Returns a copy of the list in the first argument, edited at the position in the second. */
  private static @Nullable Object edited(
      Run run,
      String function,
      @Nullable Object[] a,
      int more,
      ObjIntConsumer<List<@Nullable Object>> edit) {
    List<@Nullable Object> list = Lists.copy(run, Lists.of(a[0]), more);
    int offset = offset(list, a[1]);
    if (offset < 0) {
      return run.fail(function + ": the list has no item at that position");
    }
    edit.accept(list, offset);
    return Collections.unmodifiableList(list);
  }

  private static @Nullable Object insert(Run run, @Nullable Object[] a) {
    return edited(run, "insert before", a, 1, (list, offset) -> list.add(offset, a[2]));
  }

  private static @Nullable Object remove(Run run, @Nullable Object[] a) {
    return edited(run, "remove", a, 0, (list, offset) -> list.remove(offset));
  }

  private static @Nullable Object replaceAt(Run run, @Nullable Object[] a) {
    return edited(run, "list replace", a, 0, (list, offset) -> list.set(offset, a[2]));
  }

  private static @Nullable Object replaceIf(Run run, @Nullable Object[] a) {
    FeelFunction match = (FeelFunction) a[1];
    if (!match.takes(2)) {
      return run.fail("list replace: \"match\" must take two arguments, the item and the new item");
    }
    List<@Nullable Object> list = Lists.copy(run, Lists.of(a[0]), 0);
    for (int i = 0; i < list.size(); i++) {
      Object matches = match.invoke(run, new Object[] {Lists.item(list, i), a[2]});
      if (!(matches instanceof Boolean)) {
        return matches == null
            ? run.fail("list replace: \"match\" gave null where true or false is needed")
            : run.mistake("list replace: \"match\" gave " + Logic.misplaced(Kind.of(matches)));
      }
      if (matches.equals(true)) {
        list.set(i, a[2]);
      }
    }
    return Collections.unmodifiableList(list);
  }
}
