package dev.kechuang.engine.syntax;

import dev.kechuang.engine.syntax.Expr.Operator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A place in the list of tokens, with the small questions the grammar asks of it. */
final class Cursor {
    private final String text;
    private final List<Token> tokens;
    private int at;

    Cursor(String text, List<Token> tokens) {
        this.text = text;
        this.tokens = tokens;
    }

    Token current() {
        return tokens.get(at);
    }

    Position position() {
        return current().position();
    }

    boolean atEnd() {
        return current().kind() == Token.Kind.END;
    }

    boolean at(String word) {
        return current().is(word);
    }

    boolean peekIs(int ahead, String word) {
        int index = at + ahead;
        return index < tokens.size() && tokens.get(index).is(word);
    }

    Token advance() {
        Token token = tokens.get(at);
        if (token.kind() != Token.Kind.END) {
            at++;
        }
        return token;
    }

    boolean take(String word) {
        if (at(word)) {
            at++;
            return true;
        }
        return false;
    }

    void expect(String word) {
        if (!take(word)) {
            throw unexpected("“" + word + "”", "'" + word + "'");
        }
    }

    int mark() {
        return at;
    }

    void reset(int mark) {
        at = mark;
    }

    /** After {@code in (…)}: whether the bracket was only the beginning of a longer expression. */
    boolean continuesExpression() {
        return at("+") || at("-") || at("*") || at("/") || at("**") || at(".") || at("[");
    }

    @Nullable Operator comparisonOperator() {
        if (current().kind() != Token.Kind.SYMBOL) {
            return null;
        }
        return switch (current().text()) {
            case "=" -> Operator.EQUAL;
            case "!=" -> Operator.NOT_EQUAL;
            case "<" -> Operator.LESS;
            case "<=" -> Operator.LESS_EQUAL;
            case ">" -> Operator.GREATER;
            case ">=" -> Operator.GREATER_EQUAL;
            default -> null;
        };
    }

    /** Whether the bracket here opens a range: a {@code ..} stands at its own level before it closes. */
    boolean rangeAhead() {
        int level = 0;
        for (int i = at + 1; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (level == 0 && token.is("..")) {
                return !afterIn(i);
            }
            if (token.is("(") || token.is("{") || token.is("[")) {
                level++;
            } else if (token.is(")") || token.is("}") || token.is("]")) {
                if (--level < 0) {
                    return false;
                }
            } else if (level == 0 && token.is(",")) {
                return false;
            }
        }
        return false;
    }

    /** The dots of {@code (for i in 1..3 return i)} belong to the loop. */
    private boolean afterIn(int dots) {
        int level = 0;
        for (int i = dots - 1; i > at; i--) {
            Token token = tokens.get(i);
            if (token.is(")") || token.is("]") || token.is("}")) {
                level++;
            } else if (token.is("(") || token.is("[") || token.is("{")) {
                level--;
            } else if (level == 0 && (token.is("for") || token.is("some") || token.is("every"))) {
                return true;
            }
        }
        return false;
    }

    /** In {@code x in [1..3[} or {@code ]1..3[} a closing "[" must not be read as a filter. */
    boolean opensRange() {
        int index = at + 1;
        if (index >= tokens.size()) {
            return true;
        }
        Token next = tokens.get(index);
        boolean ends = next.kind() == Token.Kind.END
                || next.is(")")
                || next.is(",")
                || next.is("]")
                || next.is("=")
                || next.is("!=")
                || next.is("}")
                || next.is("then")
                || next.is("and")
                || next.is("or")
                || next.is("return")
                || next.is("satisfies")
                || next.is("else");
        return ends;
    }

    /** A parameter's name before its colon, taken with the colon; null when the argument is positional. */
    @Nullable String parameterName() {
        int i = at;
        while (i < tokens.size() && tokens.get(i).kind() == Token.Kind.NAME) {
            i++;
        }
        if (i == at || i >= tokens.size() || !tokens.get(i).is(":")) {
            return null;
        }
        String name = takeName(i - at);
        expect(":");
        return name;
    }

    /** Everything up to one of the given tokens as a name, blanks made single. */
    String nameUntil(String... ends) {
        int i = at;
        while (i < tokens.size() && !isOneOf(tokens.get(i), ends)) {
            Token token = tokens.get(i);
            boolean namePart = token.kind() == Token.Kind.NAME
                    || (i > at && token.kind() == Token.Kind.NUMBER)
                    || (i > at && token.kind() == Token.Kind.SYMBOL && "./-+*".contains(token.text()));
            if (!namePart) {
                break;
            }
            i++;
        }
        if (i == at || i >= tokens.size() || !isOneOf(tokens.get(i), ends)) {
            throw unexpected("名称", "a name");
        }
        return takeName(i - at);
    }

    private static boolean isOneOf(Token token, String... words) {
        for (String word : words) {
            if (token.is(word)) {
                return true;
            }
        }
        return false;
    }

    /** Takes so many tokens as one name, written as in the text but with single blanks. */
    String takeName(int count) {
        int start = current().start();
        int end = tokens.get(at + count - 1).end();
        at += count;
        return text.substring(start, end).replaceAll("\\s+", " ");
    }

    SyntaxException unexpected(String chinese, String english) {
        Token token = current();
        boolean end = token.kind() == Token.Kind.END;
        return error(
                "此处应为" + chinese + (end ? "，但表达式已结束" : "，而不是“" + token.text() + "”"),
                "expected " + english + (end ? " but the expression ends" : " instead of '" + token.text() + "'"));
    }

    SyntaxException error(String chinese, String english) {
        return new SyntaxException(position(), chinese, english);
    }
}
