package dev.kechuang.report.internal.text;

import dev.kechuang.indicator.Indicator;
import dev.kechuang.indicator.Period;
import dev.kechuang.pack.Region;
import dev.kechuang.pack.yaml.Spelling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads one token:
 *
 * <pre>
 * 年                                      a word
 * hnte.new@上年#太仓市|亿元|1位小数          a figure
 * hnte.new|同比                            a phrase
 * 表：标题|hnte.new, hnte.valid|近3年       a table, also 分地区 and 对照目标
 * 图：标题|hnte.new|分地区                  a chart
 * 名单：标题|project.approved|前10条         a list of records
 * </pre>
 */
final class TokenReader {

    private static final Pattern REFERENCE = Pattern.compile("([^@#]*)(?:@([^#]*))?(?:#(.*))?");
    private static final Pattern DECIMALS = Pattern.compile("([0-6])位小数");
    private static final Pattern LEADING = Pattern.compile("前([1-9])位");
    private static final Pattern YEARS = Pattern.compile("近([1-9]|1[0-9]|20)年");
    private static final Pattern ROWS = Pattern.compile("前([1-9][0-9]?)条");
    private static final List<String> STANDING = List.of("表", "图", "名单");

    private record Part(String text, int column) {}

    private final Vocabulary vocabulary;
    private final int line;
    private final List<TextProblem> problems;
    private boolean wrong;

    private TokenReader(Vocabulary vocabulary, int line, List<TextProblem> problems) {
        this.vocabulary = vocabulary;
        this.line = line;
        this.problems = problems;
    }

    /** Null, with a problem at its place, when it is not understood. */
    static @Nullable Token read(
            String source, Vocabulary vocabulary, int line, int column, List<TextProblem> problems) {
        var reader = new TokenReader(vocabulary, line, problems);
        Token token = reader.token(split(source, column, '|', '｜'), column);
        return reader.wrong ? null : token;
    }

    private static List<Part> split(String text, int column, char... separators) {
        var parts = new ArrayList<Part>();
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            boolean cut = i == text.length();
            if (!cut) for (char separator : separators) cut |= text.charAt(i) == separator;
            if (!cut) continue;
            String part = text.substring(start, i);
            int blank = part.length() - part.stripLeading().length();
            parts.add(new Part(part.strip(), column + start + blank));
            start = i + 1;
        }
        return parts;
    }

    private @Nullable Token token(List<Part> parts, int column) {
        Part first = parts.getFirst();
        if (first.text.isEmpty()) return problem(column, "“{{”与“}}”之间是空的", "nothing stands between \"{{\" and \"}}\"");
        for (String kind : STANDING) {
            if (first.text.startsWith(kind + "：") || first.text.startsWith(kind + ":")) {
                return standing(kind, first, parts);
            }
        }
        for (var word : Token.Word.Kind.values()) {
            if (!first.text.equals(word.word())) continue;
            if (parts.size() == 1) return new Token.Word(word);
            return problem(
                    parts.get(1).column, "“" + word.word() + "”之后不能再写条件", "nothing may follow \"" + word.word() + "\"");
        }
        return figure(parts);
    }

    private @Nullable Token figure(List<Part> parts) {
        Part first = parts.getFirst();
        Matcher reference = REFERENCE.matcher(first.text);
        if (!reference.matches()) return unknown(first, first.text);
        String code = reference.group(1).strip();
        Indicator indicator = indicator(new Part(code, first.column));
        When when = When.REPORT;
        if (reference.group(2) != null) {
            int at = first.column + reference.start(2);
            String text = reference.group(2).strip();
            var read = When.parse(text);
            if (read.isPresent()) when = read.get();
            else
                problem(
                        at,
                        "不认识的时间“" + text + "”，应为：2025、2025Q3、2025-11、-2，或 "
                                + When.WORDS.keySet().stream().sorted().collect(Collectors.joining("、")),
                        "unknown time \"" + text + "\"; one of 2025, 2025Q3, 2025-11, -2 or the words "
                                + When.WORDS.keySet().stream().sorted().collect(Collectors.joining(", ")));
            if (indicator != null && read.isPresent()) fits(indicator, when, at);
        } else if (indicator != null) fits(indicator, when, first.column);
        String region = null;
        if (reference.group(3) != null) {
            String text = reference.group(3).strip();
            region = vocabulary.region(text).map(Region::code).orElse(null);
            if (region == null)
                problem(
                        first.column + reference.start(3),
                        "没有地区“" + text + "”，应为区划代码或全名，如 320585、太仓市",
                        "there is no region \"" + text + "\"; write its code or full name, like 320585 or 太仓市");
        }
        Token.Phrase phrase = null;
        int places = 0;
        String unit = null;
        Integer decimals = null;
        for (Part part : parts.subList(1, parts.size())) {
            Matcher digits = DECIMALS.matcher(part.text);
            Matcher leading = LEADING.matcher(part.text);
            var named = Arrays.stream(Token.Phrase.values())
                    .filter(one -> one != Token.Phrase.LEADING && one.word().equals(part.text))
                    .findFirst();
            if (leading.matches()) {
                if (phrase != null) twice(part);
                phrase = Token.Phrase.LEADING;
                places = Integer.parseInt(leading.group(1));
            } else if (named.isPresent()) {
                if (phrase != null) twice(part);
                phrase = named.get();
            } else if (digits.matches()) decimals = Integer.valueOf(digits.group(1));
            else if (indicator != null && UnitScale.convertible(indicator.unit(), part.text)) unit = part.text;
            else notUnderstood(part, indicator);
        }
        if (indicator == null || wrong) return null;
        return new Token.Figure(
                indicator, when, region, phrase == null ? Token.Phrase.VALUE : phrase, places, unit, decimals);
    }

    private void twice(Part part) {
        problem(
                part.column,
                "一处只能用一种说法，“" + part.text + "”应另写一处",
                "one phrase at a time; write \"" + part.text + "\" apart");
    }

    private void notUnderstood(Part part, @Nullable Indicator indicator) {
        var words = Arrays.stream(Token.Phrase.values())
                .filter(phrase -> phrase != Token.Phrase.LEADING)
                .map(Token.Phrase::word)
                .collect(Collectors.toCollection(ArrayList::new));
        words.add("前3位");
        String near = Spelling.nearest(part.text, words);
        String unit = indicator == null ? "" : indicator.unit();
        problem(
                part.column,
                "不认识的说法“" + part.text + "”，"
                        + (near.isEmpty()
                                ? "应为：" + String.join("、", words) + "，N位小数，或可由“" + unit + "”换算的单位"
                                : "是否应为“" + near + "”"),
                "unknown phrase \"" + part.text + "\"; "
                        + (near.isEmpty()
                                ? "one of " + String.join(", ", words) + ", N位小数, or a unit that \"" + unit
                                        + "\" converts to"
                                : "did you mean \"" + near + "\""));
    }

    private @Nullable Indicator indicator(Part part) {
        var found = vocabulary.indicator(part.text);
        if (found.isEmpty()) unknown(part, part.text);
        return found.orElse(null);
    }

    private @Nullable Token unknown(Part part, String text) {
        String near = Spelling.nearest(text, vocabulary.codes());
        return problem(
                part.column,
                "指标目录中没有“" + text + "”" + (near.isEmpty() ? "，请在指标目录中查代码" : "，是否应为“" + near + "”"),
                "the dictionary has no indicator \"" + text + "\""
                        + (near.isEmpty() ? "; look its code up there" : "; did you mean \"" + near + "\""));
    }

    /** An indicator stated by years has no quarters; summed to date it needs its shortest period. */
    private void fits(Indicator indicator, When when, int column) {
        Period.Kind asked = when instanceof When.Fixed(Period period)
                ? period.kind()
                : when instanceof When.WholeYear ? Period.Kind.YEAR : vocabulary.kind();
        if (asked.months() >= indicator.shortest().months()) return;
        String zh = kind(indicator.shortest());
        problem(
                column,
                "指标“" + indicator.name() + "”最短按" + zh + "统计，没有更短时段的数；可写 @全年 或 @" + Period.year(2025),
                "the indicator \"" + indicator.code() + "\" is stated by "
                        + indicator.shortest().name().toLowerCase(java.util.Locale.ROOT)
                        + " at the shortest; write @全年 or @2025");
    }

    private static String kind(Period.Kind kind) {
        return switch (kind) {
            case YEAR -> "年";
            case HALF -> "半年";
            case QUARTER -> "季";
            case MONTH -> "月";
        };
    }

    private @Nullable Token standing(String kind, Part first, List<Part> parts) {
        String title = first.text.substring(kind.length() + 1).strip();
        if (title.isEmpty()) problem(first.column, "“" + kind + "”要有标题，如“" + kind + "：主要指标”", "it needs a title");
        if (parts.size() != 3)
            return problem(
                    first.column,
                    "应写作“" + kind + "：标题|指标|" + example(kind) + "”",
                    "write it as \"" + kind + "：title|indicators|" + example(kind) + "\"");
        var indicators = split(parts.get(1).text, parts.get(1).column, ',', '，', '、').stream()
                .map(this::indicator)
                .toList();
        if (wrong) return null;
        Part how = parts.get(2);
        if (kind.equals("名单")) {
            Matcher rows = ROWS.matcher(how.text);
            if (!rows.matches()) return how(how, kind);
            Indicator only = only(indicators, parts.get(1));
            if (only == null) return null;
            if (!(only.source() instanceof Indicator.Source.OfRecords))
                return problem(
                        parts.get(1).column,
                        "指标“" + only.name() + "”不来自业务记录，没有名单可列",
                        "\"" + only.code() + "\" does not come from records; there is nothing to list");
            return new Token.Listing(title, only, Integer.parseInt(rows.group(1)));
        }
        Matcher years = YEARS.matcher(how.text);
        Token.Spread spread;
        if (years.matches()) spread = new Token.Spread.Years(Integer.parseInt(years.group(1)));
        else if (how.text.equals("分地区")) spread = new Token.Spread.Regions();
        else if (how.text.equals("对照目标") && kind.equals("表")) spread = new Token.Spread.Targets();
        else return how(how, kind);
        for (Indicator indicator : indicators) if (indicator != null) fits(indicator, When.REPORT, parts.get(1).column);
        if (wrong) return null;
        if (kind.equals("图")) {
            Indicator only = only(indicators, parts.get(1));
            return only == null ? null : new Token.Chart(title, only, spread);
        }
        return new Token.Table(
                title,
                indicators.stream().map(java.util.Objects::requireNonNull).toList(),
                spread);
    }

    private @Nullable Indicator only(List<? extends @Nullable Indicator> indicators, Part part) {
        if (indicators.size() == 1) return indicators.getFirst();
        problem(part.column, "图和名单只能写一个指标", "a chart or list takes one indicator");
        return null;
    }

    private @Nullable Token how(Part how, String kind) {
        return problem(
                how.column,
                "不认识的“" + how.text + "”，应为：" + example(kind),
                "unknown \"" + how.text + "\"; one of: " + example(kind));
    }

    private static String example(String kind) {
        return switch (kind) {
            case "表" -> "近3年、分地区、对照目标";
            case "图" -> "近5年、分地区";
            default -> "前10条";
        };
    }

    private @Nullable Token problem(int column, String chinese, String english) {
        problems.add(new TextProblem(line, column, chinese, english));
        wrong = true;
        return null;
    }
}
