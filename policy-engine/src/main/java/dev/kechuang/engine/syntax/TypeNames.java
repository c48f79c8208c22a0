package dev.kechuang.engine.syntax;

import dev.kechuang.engine.syntax.Expr.TypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Types as written after {@code instance of} and in parameters. */
final class TypeNames {
    private static final List<List<String>> WORDS = List.of(
            List.of("date", "and", "time"),
            List.of("years", "and", "months", "duration"),
            List.of("days", "and", "time", "duration"));

    private TypeNames() {}

    static TypeName parse(Cursor cursor, Supplier<TypeName> nested) {
        String name = name(cursor);
        List<String> names = new ArrayList<>();
        List<TypeName> arguments = new ArrayList<>();
        if (cursor.take("<")) {
            while (!cursor.at(">")) {
                if (name.equals("context")) {
                    names.add(cursor.nameUntil(":"));
                    cursor.expect(":");
                }
                arguments.add(nested.get());
                if (!cursor.take(",")) {
                    break;
                }
            }
            cursor.expect(">");
            if (name.equals("function")) {
                cursor.expect("->");
                names.add("return");
                arguments.add(nested.get());
            }
        }
        return new TypeName(name, List.copyOf(names), List.copyOf(arguments));
    }

    private static String name(Cursor cursor) {
        for (List<String> words : WORDS) {
            boolean all = true;
            for (int i = 0; i < words.size(); i++) {
                all &= cursor.peekIs(i, words.get(i));
            }
            if (all) {
                words.forEach(cursor::expect);
                return String.join(" ", words);
            }
        }
        if (cursor.current().kind() != Token.Kind.NAME) {
            throw cursor.unexpected("类型名", "a type name");
        }
        StringBuilder name = new StringBuilder(cursor.advance().text());
        while (cursor.take(".")) {
            name.append('.').append(cursor.advance().text());
        }
        return name.toString();
    }
}
