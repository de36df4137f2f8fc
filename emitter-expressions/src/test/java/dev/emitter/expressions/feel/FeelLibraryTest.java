package dev.emitter.expressions.feel;

import org.junit.jupiter.api.Test;

/** The library of built-in functions, area by area. */
class FeelLibraryTest {

  @Test
  void convertsValues() {
    FeelCheck.table(
        """
        number("1 000,5", " ", ",") => 1000.5
        number(name) => null
        number(string(12E3000)) => 12E3000
        number(string(12E-6000)) => 12E-6000
        string([1, "a", {b: @"P1D"}]) => "[1, \\"a\\", {b: P1D}]"
        string(1.50) => "1.50"
        string(@"-0001-02-03T04:05:06.700@Europe/Paris") => "-0001-02-03T04:05:06.7@Europe/Paris"
        date(2024, 2, amount) => null
        date and time(@"2024-06-01", @"10:00:00+02:00") => @"2024-06-01T10:00:00+02:00"
        time(10, 30, 1.5) => @"10:30:01.5"
        time(@"2024-06-01") => @"00:00:00Z"
        years and months duration(@"2024-01-31", @"2025-03-01") => @"P1Y1M"
        range("[1..3)").end => 3
        range("(..3]") = (<= 3) => true
        context([{key: "a", value: 1}]) => {a: 1}
        """);
  }

  @Test
  void handlesStrings() {
    FeelCheck.table(
        """
        substring("foobar", -3, 2) => "ba"
        substring("\\U01F40Ex", 2) => "x"
        string length("\\U01F40E") => 1
        upper case(name) => "ADA"
        substring after("a.b.c", ".") => "b.c"
        string join(["a", null, "b"], "-") => "a-b"
        split("a1b22c", "[0-9]+") => ["a", "b", "c"]
        starts with(string: name, match: "A") => true
        """);
  }

  @Test
  void handlesRegularExpressions() {
    FeelCheck.table(
        """
        matches("ABC", "b", "i") => true
        matches("a\\nb", "^b", "m") => true
        matches("a\\n", "^$", "m") => false
        matches("a.c", "a.c", "q") => true
        matches("abab", "(ab)\\1") => true
        matches("x", "[a-z-[aeiou]]") => true
        matches("e", "[a-z-[aeiou]]") => false
        matches("\\u212A", "k", "i") => true
        matches("é", "^\\w\\p{IsLatin-1Supplement}?$") => true
        matches("a", "(?=" + name + ")") => null
        matches("a", name + "a{2,1}") => null
        replace("2024-06", "([0-9]+)-([0-9]+)", "$2/$1") => "06/2024"
        replace("abc", "(" + name + ")?", "-") => null
        replace("abc", "b", "$" + name) => null
        replace("\\U01F40E\\U01F40E", "([^\\U01F40E])\\1?", "x") => "\\U01F40E\\U01F40E"
        """);
  }

  @Test
  void handlesLists() {
    FeelCheck.table(
        """
        list contains(tags, "vip") => true
        count(lines) => 2
        sum(lines.qty) => 20
        min("b", "a") => "a"
        max([@"P1D", @"PT25H"]) => @"PT25H"
        mean([1, 2, 4]) => 2.333333333333333333333333333333333
        median([4, 1, 3]) => 3
        mode([1, 2, 2, 1]) => [1, 2]
        stddev([2, 4, 7, 5]) => 2.081665999466132735282297706979931
        sort([3, 1, 2], function(a, b) a < b) => [1, 2, 3]
        sort(list: ["a"], precedes: function(a, b) a < b) => ["a"]
        distinct values([1, 1.0, "1"]) => [1, "1"]
        union([1, 2], [2, 3]) => [1, 2, 3]
        flatten([1, [2, [3]]]) => [1, 2, 3]
        index of([1, 2, 1], 1) => [1, 3]
        sublist([1, 2, 3], -2, 1) => [2]
        insert before([1, 3], 2, 2) => [1, 2, 3]
        remove([1, 2, 3], -1) => [1, 2]
        list replace([1, 2, 3], function(item, new) item > 1, 0) => [1, 0, 0]
        all([true, null]) => null
        """);
  }

  @Test
  void handlesNumbers() {
    FeelCheck.table(
        """
        decimal(2.5, 0) => 2
        floor(-1.56, 1) => -1.6
        round half down(5.5, 0) => 5
        round up(1.121, 2) => 1.13
        modulo(-12, 5) => 3
        sqrt(2) => 1.414213562373095048801688724209698
        exp(1) => 2.718281828459045235360287471352662
        log(10) => 2.302585092994045684017991454684364
        5 ** 2.55 => 60.58617166606
        abs(@"-P1M") => @"P1M"
        even(4) and odd(-3) => true
        """);
  }

  @Test
  void handlesTimeAndRanges() {
    FeelCheck.table(
        """
        now() => @"2024-06-01T10:00:00Z"
        today() => @"2024-06-01"
        @"2024-01-31" + @"P1M" => @"2024-02-29"
        @"10:00:00" - @"PT11H" => @"23:00:00"
        @"P1D" * 1.5 => @"PT36H"
        week of year(@"2010-01-01") => 53
        day of week(today()) => "Saturday"
        is(@"10:00:00Z", @"10:00:00+01:00") => false
        before(1, [2..3]) => true
        meets([1..2], [2..3]) => true
        overlaps before([1..5], [3..8]) => true
        during(2, [1..3]) => true
        includes([1..10], [2..3]) => true
        finishes(10, [1..10]) => true
        starts([1..5], [1..10]) => true
        coincides([1..2], [1..2]) => true
        """);
  }

  @Test
  void handlesContexts() {
    FeelCheck.table(
        """
        get value(customer, "first name") => "Ada"
        get entries({a: 1}) => [{key: "a", value: 1}]
        context put({a: {b: 1}}, ["a", "c"], 2) => {a: {b: 1, c: 2}}
        context merge([{a: 1}, {a: 2, b: 3}]) => {a: 2, b: 3}
        """);
  }
}
