package dev.kechuang.engine.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Cuts a text into tokens. Names of several words are put together by the parser, which knows the scope. */
final class Lexer {
    /** Longest text taken as one expression, in characters. */
    static final int MAX_LENGTH = 20_000;

    private static final String[] SYMBOLS = {
        "..", "**", "!=", "<=", ">=", "->", "+", "-", "*", "/", "=", "<", ">", "(", ")", "[", "]", "{", "}", ",", ":",
        ".", "@", "?"
    };
    private static final Set<Integer> NAME_EXTRA = Set.of((int) '_', (int) '\'');

    private final String text;
    private final boolean units;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int line = 1;
    private int lineStart;

    Lexer(String text, boolean units) {
        this.text = text;
        this.units = units;
    }

    List<Token> tokens() {
        if (text.length() > MAX_LENGTH) {
            throw new SyntaxException(
                    Position.START,
                    "表达式超过" + MAX_LENGTH + "个字符",
                    "the expression is longer than " + MAX_LENGTH + " characters");
        }
        skipBlank();
        while (at < text.length()) {
            one();
            skipBlank();
        }
        tokens.add(new Token(Token.Kind.END, "", at, at, here()));
        return tokens;
    }

    private Position here() {
        return new Position(line, at - lineStart + 1);
    }

    private void one() {
        int c = text.codePointAt(at);
        if (isDigit(c) || (c == '.' && at + 1 < text.length() && isDigit(text.charAt(at + 1)) && !afterDot())) {
            number();
        } else if (c == '"') {
            string();
        } else if (isNameStart(c)) {
            name();
        } else {
            symbol();
        }
    }

    /** In {@code 1..5} the second dot does not begin the number .5. */
    private boolean afterDot() {
        return at > 0 && text.charAt(at - 1) == '.';
    }

    private void number() {
        Position position = here();
        int start = at;
        digits();
        if (at + 1 < text.length() && text.charAt(at) == '.' && isDigit(text.charAt(at + 1))) {
            at++;
            digits();
        }
        exponent();
        tokens.add(new Token(Token.Kind.NUMBER, text.substring(start, at), start, at, position));
        if (units && at < text.length()) {
            unit();
        }
    }

    private void digits() {
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
    }

    private void exponent() {
        if (at >= text.length() || (text.charAt(at) != 'e' && text.charAt(at) != 'E')) {
            return;
        }
        int next = at + 1;
        if (next < text.length() && (text.charAt(next) == '+' || text.charAt(next) == '-')) {
            next++;
        }
        if (next < text.length() && isDigit(text.charAt(next))) {
            at = next;
            digits();
        }
    }

    /** A unit written directly after a number: {@code 60%}, {@code 5000万元}, {@code 3年}. */
    private void unit() {
        int start = at;
        Position position = here();
        if (text.charAt(at) == '%') {
            at++;
        } else {
            while (at < text.length() && isNamePart(text.codePointAt(at))) {
                at += Character.charCount(text.codePointAt(at));
            }
        }
        if (at > start) {
            tokens.add(new Token(Token.Kind.UNIT, text.substring(start, at), start, at, position));
        }
    }

    private void name() {
        Position position = here();
        int start = at;
        while (at < text.length() && isNamePart(text.codePointAt(at))) {
            at += Character.charCount(text.codePointAt(at));
        }
        tokens.add(new Token(Token.Kind.NAME, text.substring(start, at), start, at, position));
    }

    private void symbol() {
        Position position = here();
        for (String symbol : SYMBOLS) {
            if (text.startsWith(symbol, at)) {
                tokens.add(new Token(Token.Kind.SYMBOL, symbol, at, at + symbol.length(), position));
                at += symbol.length();
                return;
            }
        }
        String found = Character.toString(text.codePointAt(at));
        throw new SyntaxException(position, "不认识的字符“" + found + "”", "unexpected character '" + found + "'");
    }

    private void string() {
        Position position = here();
        int start = at++;
        StringBuilder out = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '"') {
            char c = text.charAt(at);
            if (c == '\\' && at + 1 < text.length()) {
                escape(out);
            } else {
                newLine(c);
                out.append(c);
                at++;
            }
        }
        if (at >= text.length()) {
            throw new SyntaxException(position, "字符串没有结束引号", "the string has no closing quote");
        }
        at++;
        tokens.add(new Token(Token.Kind.STRING, out.toString(), start, at, position));
    }

    private void escape(StringBuilder out) {
        char c = text.charAt(at + 1);
        switch (c) {
            case 'n' -> simple(out, '\n');
            case 'r' -> simple(out, '\r');
            case 't' -> simple(out, '\t');
            case '"', '\'', '\\' -> simple(out, c);
            case 'u' -> unicode(out, 4);
            case 'U' -> unicode(out, 6);
            default -> simple(out.append('\\'), c);
        }
    }

    private void simple(StringBuilder out, char c) {
        out.append(c);
        at += 2;
    }

    private void unicode(StringBuilder out, int digits) {
        int end = Math.min(text.length(), at + 2 + digits);
        String hex = text.substring(at + 2, end);
        int code = hex.length() == digits && hex.chars().allMatch(ch -> Character.digit(ch, 16) >= 0)
                ? Integer.parseInt(hex, 16)
                : -1;
        if (!Character.isValidCodePoint(code)) {
            throw new SyntaxException(here(), "无效的字符转义", "not a valid character escape");
        }
        if (digits == 4) {
            out.append((char) code);
        } else {
            out.appendCodePoint(code);
        }
        at = end;
    }

    private void skipBlank() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (text.startsWith("//", at)) {
                while (at < text.length() && text.charAt(at) != '\n') {
                    at++;
                }
            } else if (text.startsWith("/*", at)) {
                comment();
            } else if (Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\uFEFF') {
                newLine(c);
                at++;
            } else {
                return;
            }
        }
    }

    private void comment() {
        Position position = here();
        int end = text.indexOf("*/", at + 2);
        if (end < 0) {
            throw new SyntaxException(position, "注释没有结束", "the comment is not closed");
        }
        while (at < end) {
            newLine(text.charAt(at));
            at++;
        }
        at = end + 2;
    }

    private void newLine(char c) {
        if (c == '\n') {
            line++;
            lineStart = at + 1;
        }
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    static boolean isNameStart(int c) {
        return Character.isUnicodeIdentifierStart(c)
                || c == '_'
                || Character.getType(c) == Character.OTHER_SYMBOL
                || Character.getType(c) == Character.SURROGATE;
    }

    static boolean isNamePart(int c) {
        return isNameStart(c)
                || (Character.isUnicodeIdentifierPart(c) && !Character.isIdentifierIgnorable(c))
                || NAME_EXTRA.contains(c);
    }
}
