package dev.kechuang.engine.feel;

import static dev.kechuang.engine.feel.NumberFunctions.number;
import static dev.kechuang.engine.feel.NumberFunctions.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Functions on strings (DMN 1.5, table 74); characters are code points. */
final class TextFunctions {
    private TextFunctions() {}

    static void register() {
        Builtins.add(
                "string(from: any~)", a -> a.getFirst().isNull() ? Value.NULL : Value.of(Values.text(a.getFirst())));
        Builtins.add(
                "string length(string: string)",
                a -> Value.of(text(a, 0).codePointCount(0, text(a, 0).length())));
        Builtins.add("upper case(string: string)", a -> Value.of(text(a, 0).toUpperCase(Locale.ROOT)));
        Builtins.add("lower case(string: string)", a -> Value.of(text(a, 0).toLowerCase(Locale.ROOT)));
        Builtins.add("substring(string: string, start position: number)", a -> substring(a, null));
        Builtins.add("substring(string: string, start position: number, length: number~)", a -> {
            Integer length = a.get(2).isNull() ? null : Numbers.toInt(number(a, 2));
            return !a.get(2).isNull() && (length == null || length < 1) ? Value.NULL : substring(a, length);
        });
        Builtins.add("substring before(string: string, match: string)", a -> {
            int i = text(a, 0).indexOf(text(a, 1));
            return Value.of(i < 0 ? "" : text(a, 0).substring(0, i));
        });
        Builtins.add("substring after(string: string, match: string)", a -> {
            int i = text(a, 0).indexOf(text(a, 1));
            return Value.of(i < 0 ? "" : text(a, 0).substring(i + text(a, 1).length()));
        });
        Builtins.add(
                "contains(string: string, match: string)",
                a -> Value.of(text(a, 0).contains(text(a, 1))));
        Builtins.add(
                "starts with(string: string, match: string)",
                a -> Value.of(text(a, 0).startsWith(text(a, 1))));
        Builtins.add(
                "ends with(string: string, match: string)",
                a -> Value.of(text(a, 0).endsWith(text(a, 1))));
        Builtins.add("matches(input: string, pattern: string)", a -> Regex.matches(text(a, 0), text(a, 1), ""));
        Builtins.add(
                "matches(input: string, pattern: string, flags: string~)",
                a -> Regex.matches(text(a, 0), text(a, 1), text(a, 2)));
        Builtins.add(
                "replace(input: string, pattern: string, replacement: string)",
                a -> Regex.replace(text(a, 0), text(a, 1), text(a, 2), ""));
        Builtins.add(
                "replace(input: string, pattern: string, replacement: string, flags: string~)",
                a -> Regex.replace(text(a, 0), text(a, 1), text(a, 2), text(a, 3)));
        Builtins.add("split(string: string, delimiter: string)", a -> Regex.split(text(a, 0), text(a, 1)));
        Builtins.add("string join(list: list)", a -> join(a.getFirst(), ""));
        Builtins.add("string join(list: list, delimiter: string~)", a -> join(a.getFirst(), text(a, 1)));
    }

    private static Value substring(List<Value> arguments, @Nullable Integer length) {
        int[] characters = text(arguments, 0).codePoints().toArray();
        Integer start = Numbers.toInt(number(arguments, 1));
        if (start == null || start == 0 || Math.abs((long) start) > characters.length) {
            return Value.NULL;
        }
        int from = start > 0 ? start - 1 : characters.length + start;
        int count = length == null ? characters.length - from : Math.min(length, characters.length - from);
        return Value.of(new String(characters, from, count));
    }

    private static Value join(Value list, String delimiter) {
        List<String> parts = new ArrayList<>();
        for (Value item : ListFunctions.items(list)) {
            if (item instanceof Value.Text(String s)) {
                parts.add(s);
            } else if (!item.isNull()) {
                return Value.NULL;
            }
        }
        return Value.of(String.join(delimiter, parts));
    }
}
