package dev.emitter.expressions.feel;

import dev.emitter.expressions.DataArray;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The list functions that ask, flatten or order: table 75. */
final class ListFunctions {

  private ListFunctions() {}

  static void register(Builtins.Registry r) {
    r.add("list contains", "list:list unread, element:any", Kind.BOOLEAN, ListFunctions::contains);
    r.add("count", "list:list unread", Kind.NUMBER, (run, a) -> (long) Lists.of(a[0]).size());
    r.add("index of", "list:list unread, match:any", Kind.LIST, ListFunctions::indexOf);
    r.add(
        "sublist",
        "list:list unread, start position:number, length?:number",
        Kind.LIST,
        ListFunctions::sublist);
    r.add(
        "distinct values",
        "list:list unread",
        Kind.LIST,
        (run, a) -> distinct(run, Lists.of(a[0])));
    r.add(
        "union",
        "...list:list",
        Kind.LIST,
        (run, a) -> distinct(run, concatenated(run, Lists.of(a[0]))));
    r.add("concatenate", "...list:list", Kind.LIST, (run, a) -> concatenated(run, Lists.of(a[0])));
    r.add("flatten", "list:list unread", Kind.LIST, ListFunctions::flatten);
    r.add("reverse", "list:list unread", Kind.LIST, ListFunctions::reverse);
    r.add("sort", "list:list unread, precedes:function", Kind.LIST, Sorting::sort);
    r.add("all", "list:list unread", Kind.BOOLEAN, (run, a) -> all(run, Lists.of(a[0])));
    r.add("all", "...b:any", Kind.BOOLEAN, (run, a) -> all(run, Lists.of(a[0])));
    r.add("any", "list:list unread", Kind.BOOLEAN, (run, a) -> any(run, Lists.of(a[0])));
    r.add("any", "...b:any", Kind.BOOLEAN, (run, a) -> any(run, Lists.of(a[0])));
  }

  private static Object contains(Run run, @Nullable Object[] a) {
    if (a[0] instanceof DataArray array && a[1] instanceof String text) {
      run.charge(array.size());
      return containsText(run, array, text);
    }
    return containsItem(run, Lists.of(a[0]), a[1]);
  }

  static boolean containsItem(Run run, List<@Nullable Object> list, @Nullable Object element) {
    if (element instanceof String text) {
      run.charge(list.size());
      return containsText(run, list, text);
    }
    for (int i = 0; i < list.size(); i++) {
      run.charge(1);
      if (identical(run, Lists.item(list, i), element)) {
        return true;
      }
    }
    return false;
  }

  private static boolean containsText(Run run, DataArray array, String text) {
    for (int i = 0; i < array.size(); i++) {
      Object item = Values.of(array.get(i));
      run.chargeComparison(item, text);
      if (text.equals(item)) {
        return true;
      }
    }
    return false;
  }

  private static boolean containsText(Run run, List<@Nullable Object> list, String text) {
    for (int i = 0; i < list.size(); i++) {
      Object item = Lists.item(list, i);
      run.chargeComparison(item, text);
      if (text.equals(item)) {
        return true;
      }
    }
    return false;
  }

  /** Compares items as such: a list of one item is not its item here. */
  private static boolean identical(Run run, @Nullable Object a, @Nullable Object b) {
    return Kind.of(a) == Kind.of(b) && ValueEquality.same(run, a, b);
  }

  private static Object indexOf(Run run, @Nullable Object[] a) {
    List<@Nullable Object> list = Lists.of(a[0]);
    List<@Nullable Object> indices = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      run.charge(1);
      if (identical(run, Lists.item(list, i), a[1])) {
        indices.add(i + 1L);
      }
    }
    return Collections.unmodifiableList(indices);
  }

  private static @Nullable Object sublist(Run run, @Nullable Object[] a) {
    List<@Nullable Object> list = Lists.of(a[0]);
    int position = Numbers.truncate(a[1]);
    if (position == 0 || Math.abs((long) position) > list.size()) {
      return run.fail("sublist: the list has no item " + position);
    }
    int first = position > 0 ? position - 1 : list.size() + position;
    long last = a[2] == null ? list.size() : (long) first + Numbers.truncate(a[2]);
    if (last < first || last > list.size()) {
      return run.fail("sublist: the list has no " + Numbers.text(a[2]) + " items from there");
    }
    return Lists.copy(run, list.subList(first, (int) last), 0);
  }

  private static List<@Nullable Object> distinct(Run run, List<@Nullable Object> list) {
    List<@Nullable Object> distinct = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      Object item = Lists.item(list, i);
      if (!containsItem(run, distinct, item)) {
        distinct.add(item);
      }
    }
    return Collections.unmodifiableList(distinct);
  }

  private static List<@Nullable Object> concatenated(Run run, List<@Nullable Object> lists) {
    List<@Nullable Object> all = new ArrayList<>();
    for (Object list : lists) {
      List<@Nullable Object> items = Lists.orSingleton(list);
      run.chargeList(items.size());
      run.checkList(all.size() + items.size());
      all.addAll(items);
    }
    return Collections.unmodifiableList(all);
  }

  private static Object flatten(Run run, @Nullable Object[] a) {
    List<@Nullable Object> flat = new ArrayList<>();
    flatten(run, Lists.of(a[0]), flat);
    return Collections.unmodifiableList(flat);
  }

  private static void flatten(Run run, List<@Nullable Object> list, List<@Nullable Object> flat) {
    run.enter(4);
    for (int i = 0; i < list.size(); i++) {
      run.charge(1);
      Object item = Lists.item(list, i);
      if (item != null && Kind.of(item) == Kind.LIST) {
        flatten(run, Lists.of(item), flat);
      } else {
        flat.add(item);
        run.checkList(flat.size());
      }
    }
    run.leave(4);
  }

  private static Object reverse(Run run, @Nullable Object[] a) {
    List<@Nullable Object> reversed = Lists.copy(run, Lists.of(a[0]), 0);
    Collections.reverse(reversed);
    return reversed;
  }

  private static @Nullable Object all(Run run, List<@Nullable Object> list) {
    return junction(run, "all", list, false);
  }

  private static @Nullable Object any(Run run, List<@Nullable Object> list) {
    return junction(run, "any", list, true);
  }

  /** Looks for the value that decides; without it, null or another value makes the outcome null. */
  private static @Nullable Object junction(
      Run run, String name, List<@Nullable Object> list, boolean decisive) {
    Kind misfit = Kind.BOOLEAN;
    for (int i = 0; i < list.size(); i++) {
      run.charge(1);
      Object item = Lists.item(list, i);
      if (item instanceof Boolean value) {
        if (value == decisive) {
          return decisive;
        }
      } else if (misfit == Kind.BOOLEAN || misfit == Kind.NULL) {
        misfit = Kind.of(item);
      }
    }
    return switch (misfit) {
      case BOOLEAN -> !decisive;
      case NULL -> run.lack(name + ": an item of the list is null");
      default -> run.mistake(name + ": " + Logic.misplaced(misfit));
    };
  }
}
