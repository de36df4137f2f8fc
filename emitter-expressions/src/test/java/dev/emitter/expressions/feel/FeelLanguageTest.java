package dev.emitter.expressions.feel;

import org.junit.jupiter.api.Test;

/** The language without its library, area by area. */
class FeelLanguageTest {

  @Test
  void calculates() {
    FeelCheck.table(
        """
        1 + 2 * 3 ** 2 - 4 / 2 => 17
        -5 ** 2 => 25
        2 ** 3 ** 2 => 64
        0.1 + 0.2 => 0.3
        1 / 3 => 0.3333333333333333333333333333333333
        9223372036854775807 + 1 => 9223372036854775808
        9223372036854775807 * 2 => 18446744073709551614
        1E3 + .5 => 1000.5
        10 / 0 => null
        10 + "a" => null
        "a" + "b" => "ab"
        amount * rate => 375
        unit-price + 1 => 13
        """);
  }

  @Test
  void decidesInThreeValuedLogic() {
    FeelCheck.table(
        """
        true and null => null
        false and null => false
        null or true => true
        null or false => null
        true and 1 => null
        not(null) => null
        if null then 1 else 2 => 2
        missing > 1 or amount > 1 => true
        missing > 1 and amount > 1 => null
        some x in [1, null] satisfies x > 1 => null
        every x in [] satisfies false => true
        """);
  }

  @Test
  void compares() {
    FeelCheck.table(
        """
        1 = 1.0 => true
        1 = "1" => null
        null = null => true
        missing = null => true
        date = "2024-06-01" => true
        [1] = 1 => true
        [1, [2]] = [1, [2]] => true
        {a: 1, b: 2} = {b: 2, a: 1} => true
        "a" < "b" => true
        1 < "b" => null
        5 between 1 and 5 => true
        5 in (1, [2..4], > 4) => true
        5 in [5..6[ => true
        5 in ]5..6] => false
        5 in (? > 4) => true
        name in ("Ada", "Bob") => true
        "vip" in tags => true
        1 in [2..1] => null
        @"2024-01-01T00:00:00Z" = @"2024-01-01T01:00:00+01:00" => true
        @"2024-01-01T00:00:00" = @"2024-01-01T00:00:00Z" => false
        @"2024-01-01T00:00:00" < @"2024-01-01T00:00:01Z" => true
        """);
  }

  @Test
  void selects() {
    FeelCheck.table(
        """
        customer.tier => "gold"
        customer.first name => "Ada"
        customer.missing.deeper => null
        delivery date => "2024-07-01"
        lines.qty => [5, 15]
        lines[qty > 10].price => [300]
        lines[price > amount] => []
        lines[item.qty = 5][1].price => 100
        tags[-1] => "vip"
        tags[3] => null
        tags[amount - 1499] => "new"
        [1, 2, 3][item > 1] => [2, 3]
        "a"[1] => "a"
        [1..3].end included => true
        @"PT26H".hours => 2
        @"2024-06-01".weekday => 6
        """);
  }

  @Test
  void builds() {
    FeelCheck.table(
        """
        {a: 1, "b c": a + 1}.b c => 2
        {a b: 1, c: a b + 1}.c => 2
        for i in 1..3 return i * 2 => [2, 4, 6]
        for i in 3..1 return i => [3, 2, 1]
        for i in (1..4) return i => [2, 3]
        for i in 1..2, j in [i, 10] return i * j => [1, 10, 4, 20]
        for i in 1..5 return if i < 3 then 1 else partial[-1] + partial[-2] => [1, 1, 2, 3, 5]
        (function(a, b: number) a - b)(b: 1, a: 3) => 2
        (function(a, b) [a, b])(a: 1, a: 2) => null
        (function(a: number) a)("1") => null
        (function(n) function(m) n + m)(1)(2) => 3
        (for i in 1..3 return function() i)[2]() => 2
        [1, "a"] instance of list<Any> => true
        [1, "a"] instance of list<number> => false
        (function(a: number) a > 1) instance of function<number> -> boolean => true
        null instance of Any => false
        """);
  }
}
