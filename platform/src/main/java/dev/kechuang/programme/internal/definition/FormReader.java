package dev.kechuang.programme.internal.definition;

import dev.kechuang.pack.CodeLists;
import dev.kechuang.pack.FactDefinition;
import dev.kechuang.pack.yaml.At;
import dev.kechuang.pack.yaml.Row;
import dev.kechuang.programme.internal.definition.Definition.Track;
import dev.kechuang.programme.internal.definition.FormDefinition.ChoiceField;
import dev.kechuang.programme.internal.definition.FormDefinition.DateField;
import dev.kechuang.programme.internal.definition.FormDefinition.Field;
import dev.kechuang.programme.internal.definition.FormDefinition.FileField;
import dev.kechuang.programme.internal.definition.FormDefinition.Meaning;
import dev.kechuang.programme.internal.definition.FormDefinition.NumberField;
import dev.kechuang.programme.internal.definition.FormDefinition.Option;
import dev.kechuang.programme.internal.definition.FormDefinition.OrganisationsField;
import dev.kechuang.programme.internal.definition.FormDefinition.Rule;
import dev.kechuang.programme.internal.definition.FormDefinition.Section;
import dev.kechuang.programme.internal.definition.FormDefinition.TableField;
import dev.kechuang.programme.internal.definition.FormDefinition.TextField;
import dev.kechuang.programme.internal.definition.FormDefinition.YesNoField;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Reads the sections of the form with their fields and rules. */
final class FormReader {

    /** Spelled {@code yes-no} and so on in the text. */
    private enum Type {
        TEXT,
        NUMBER,
        DATE,
        CHOICE,
        YES_NO,
        FILE,
        ORGANISATIONS,
        TABLE
    }

    private static final Set<Meaning> OF_COLUMNS = EnumSet.of(Meaning.MEMBER_NAME, Meaning.MEMBER_ID_NUMBER);

    private final Source source;
    private final List<Track> tracks;
    private final List<String> technicalFields;
    private final Set<Meaning> used = EnumSet.noneOf(Meaning.class);

    FormReader(Source source, List<Track> tracks, List<String> technicalFields) {
        this.source = source;
        this.tracks = tracks;
        this.technicalFields = technicalFields;
    }

    FormDefinition read(Row top) {
        var sections = new ArrayList<Section>();
        var seen = Source.none();
        var expressions = new ArrayList<Placed>();
        for (Row row : top.rows("form")) {
            String id = source.id(row, "id");
            source.unique(seen, row, "id", id);
            Words name = source.name(row);
            Words hint = source.hint(row);
            String when = when(row, expressions);
            var fields = new ArrayList<Field>();
            var fieldIds = Source.none();
            for (Row field : row.rows("fields")) {
                Field read = field(field, fieldIds, false, expressions);
                if (read != null) fields.add(read);
            }
            if (fields.isEmpty()) row.problem("fields", "分节至少要有一项", "a section needs at least one field");
            var rules = new ArrayList<Rule>();
            for (Row rule : row.optionalRows("rules")) rules.add(rule(rule, id, fields, expressions));
            row.end();
            sections.add(new Section(id, name, hint, when, List.copyOf(fields), List.copyOf(rules)));
        }
        if (sections.isEmpty()) top.problem("form", "申报书至少要有一节", "the form needs at least one section");
        var form = new FormDefinition(List.copyOf(sections));
        var labels = new Labels(form);
        for (Placed expression : expressions) {
            Expressions.overAnswers(expression.at(), expression.text(), labels, expression.not(), source);
        }
        return form;
    }

    /** @param not label of the field itself, whose answer cannot decide whether it is asked for */
    private record Placed(At at, String text, String not) {}

    private String when(Row row, List<Placed> expressions) {
        String when = row.optionalText("when");
        if (!when.isEmpty()) expressions.add(new Placed(row.textAt("when"), when, row.optionalText("name")));
        return when;
    }

    private Rule rule(Row row, String section, List<Field> fields, List<Placed> expressions) {
        String holds = row.text("holds");
        if (!holds.isEmpty()) expressions.add(new Placed(row.textAt("holds"), holds, ""));
        var message = new Words(row.text("message"), row.optionalText("message-en"));
        String field = row.text("field");
        source.known(
                row.at("field"),
                "本节字段",
                "field in this section",
                field,
                fields.stream().map(Field::id).toList());
        row.end();
        return new Rule(holds, message, section + "." + field);
    }

    private @Nullable Field field(Row row, Map<String, At> seen, boolean column, List<Placed> expressions) {
        String id = source.id(row, "id");
        source.unique(seen, row, "id", id);
        Words name = source.name(row);
        Words hint = source.hint(row);
        boolean required = !row.flag("optional");
        String when = when(row, expressions);
        Type type = row.oneOf("type", Type.class);
        Meaning meaning = row.has("means") ? row.oneOf("means", Meaning.class) : null;
        if (type == null) return null;
        if (column) column(row, type, when);
        if (meaning != null) meaning(row, meaning, column);
        Field field = switch (type) {
            case TEXT -> text(row, id, name, hint, required, when, meaning);
            case NUMBER -> number(row, id, name, hint, required, when, meaning);
            case DATE -> new DateField(id, name, hint, required, when, meaning);
            case CHOICE -> choice(row, id, name, hint, required, when, meaning);
            case YES_NO -> new YesNoField(id, name, hint, required, when, meaning);
            case FILE -> new FileField(id, name, hint, required, when, meaning, source.whole(row, "most", 1, 50, 1));
            case ORGANISATIONS ->
                new OrganisationsField(id, name, hint, required, when, meaning, source.whole(row, "most", 1, 50, 10));
            case TABLE -> table(row, id, name, hint, required, when, meaning, expressions);
        };
        row.end();
        if (meaning != null && !fits(field, meaning)) {
            row.problem(
                    "means",
                    "这种字段不能作 " + spelling(meaning) + "；" + rightFor(meaning),
                    "a field of this type cannot mean " + spelling(meaning) + "; " + rightForEnglish(meaning));
        }
        return field;
    }

    private static void column(Row row, Type type, String when) {
        if (type == Type.TABLE || type == Type.FILE || type == Type.ORGANISATIONS || type == Type.YES_NO) {
            row.problem(
                    "type",
                    "表格的列只能是 text, number, date, choice",
                    "a column of a table is text, number, date or choice");
        }
        if (!when.isEmpty()) row.problem("when", "表格的列不能有条件", "a column of a table has no condition");
    }

    private void meaning(Row row, Meaning meaning, boolean column) {
        if (OF_COLUMNS.contains(meaning) != column) {
            row.problem(
                    "means",
                    spelling(meaning) + (column ? " 不能用于表格的列" : " 只用于 people 表格的列"),
                    spelling(meaning) + (column ? " is not for columns" : " is for columns of the people table"));
        }
        if (!used.add(meaning)) {
            row.problem(
                    "means", spelling(meaning) + " 已用于另一字段", spelling(meaning) + " is the meaning of another field");
        }
    }

    private static String spelling(Meaning meaning) {
        return meaning.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static boolean fits(Field field, Meaning meaning) {
        return switch (meaning) {
            case TITLE, SUMMARY, LEADER, LEADER_ID_NUMBER, MEMBER_NAME, MEMBER_ID_NUMBER -> field instanceof TextField;
            case TRACK, FIELD -> field instanceof ChoiceField choice && !choice.several();
            case REQUESTED, SELF_FUNDS, DISTRICT_FUNDS, PROVEN_EXPENSE ->
                field instanceof NumberField number && isMoney(number.unit());
            case STARTS, ENDS -> field instanceof DateField;
            case PEOPLE, BUDGET -> field instanceof TableField;
            case CO_APPLICANTS -> field instanceof OrganisationsField;
        };
    }

    private static String rightFor(Meaning meaning) {
        return switch (meaning) {
            case TITLE, SUMMARY, LEADER, LEADER_ID_NUMBER, MEMBER_NAME, MEMBER_ID_NUMBER -> "应为 type: text";
            case TRACK, FIELD -> "应为单选 type: choice";
            case REQUESTED, SELF_FUNDS, DISTRICT_FUNDS, PROVEN_EXPENSE -> "应为 type: number，单位元或万元";
            case STARTS, ENDS -> "应为 type: date";
            case PEOPLE, BUDGET -> "应为 type: table";
            case CO_APPLICANTS -> "应为 type: organisations";
        };
    }

    private static String rightForEnglish(Meaning meaning) {
        return switch (meaning) {
            case TITLE, SUMMARY, LEADER, LEADER_ID_NUMBER, MEMBER_NAME, MEMBER_ID_NUMBER -> "type: text is right";
            case TRACK, FIELD -> "a single type: choice is right";
            case REQUESTED, SELF_FUNDS, DISTRICT_FUNDS, PROVEN_EXPENSE -> "type: number in 元 or 万元 is right";
            case STARTS, ENDS -> "type: date is right";
            case PEOPLE, BUDGET -> "type: table is right";
            case CO_APPLICANTS -> "type: organisations is right";
        };
    }

    static boolean isMoney(String unit) {
        return unit.equals("元") || unit.equals("万元");
    }

    private TextField text(
            Row row, String id, Words name, Words hint, boolean required, String when, @Nullable Meaning meaning) {
        int lines = source.whole(row, "lines", 1, 60, 1);
        int most = source.whole(row, "most", 1, 20_000, lines == 1 ? 100 : 2000);
        String pattern = row.optionalText("pattern");
        try {
            Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            row.problem("pattern", "不是正确的正则表达式：" + e.getDescription(), "no regular expression: " + e.getDescription());
        }
        return new TextField(id, name, hint, required, when, meaning, lines, most, pattern);
    }

    private NumberField number(
            Row row, String id, Words name, Words hint, boolean required, String when, @Nullable Meaning meaning) {
        String unit = row.optionalText("unit");
        int finest = switch (unit) {
            case "元" -> 2;
            case "万元" -> 6;
            default -> 6;
        };
        int decimals = source.whole(row, "decimals", 0, finest, unit.equals("万元") || unit.equals("元") ? 2 : 0);
        BigDecimal least = row.has("least") ? source.number(row, "least") : BigDecimal.ZERO;
        BigDecimal most = source.number(row, "most");
        if (least != null && most != null && least.compareTo(most) > 0) {
            row.problem("least", "“least”不能大于“most”", "\"least\" cannot be more than \"most\"");
        }
        String fact = row.optionalText("fact");
        int yearsBack = source.whole(row, "years-back", 0, 10, 1);
        if (fact.isEmpty()) {
            if (row.has("years-back")) {
                row.problem("years-back", "“years-back”须与“fact”一同给出", "\"years-back\" goes with \"fact\"");
            }
        } else {
            fact(row, fact, unit);
        }
        return new NumberField(
                id,
                name,
                hint,
                required,
                when,
                meaning,
                unit,
                decimals,
                least,
                most,
                fact.isEmpty() ? null : fact,
                yearsBack);
    }

    private void fact(Row row, String code, String unit) {
        var facts = source.around().facts();
        var known = facts.byCode(code);
        if (known.isEmpty()) {
            source.inPacks(
                    row.at("fact"),
                    "年度数据指标",
                    "fact",
                    code,
                    facts.all().stream().map(FactDefinition::code).toList());
            return;
        }
        FactDefinition fact = known.get();
        boolean number = switch (fact.type()) {
            case MONEY, INTEGER, DECIMAL, RATIO -> true;
            case BOOLEAN, DATE, TEXT, ENUM, EVENTS -> false;
        };
        if (source.fresh() && (!number || (fact.type() == FactDefinition.Type.MONEY) != isMoney(unit))) {
            row.problem(
                    "fact",
                    number ? "指标“" + fact.name() + "”的单位是 " + fact.unit() + "，与字段不符" : "指标“" + fact.name() + "”不是数",
                    number
                            ? "fact \"" + code + "\" is in " + fact.unit() + ", the field is not"
                            : "fact \"" + code + "\" is no number");
        }
    }

    private ChoiceField choice(
            Row row, String id, Words name, Words hint, boolean required, String when, @Nullable Meaning meaning) {
        boolean several = row.flag("several");
        String list = row.optionalText("list");
        var options = new ArrayList<Option>();
        var seen = Source.none();
        for (Row option : row.optionalRows("options")) {
            String code = source.id(option, "code");
            source.unique(seen, option, "code", code);
            options.add(new Option(code, source.name(option)));
            option.end();
        }
        boolean own = !options.isEmpty();
        if (meaning == Meaning.TRACK) {
            tracks.forEach(track -> options.add(new Option(track.code(), track.name())));
        } else if (meaning == Meaning.FIELD) {
            fieldEntries().forEach(entry -> options.add(option(entry)));
        } else if (!list.isEmpty()) {
            source.around().lists().list(list).forEach(entry -> options.add(option(entry)));
            if (options.isEmpty() && source.fresh()) {
                row.problem("list", "定义包中没有代码表“" + list + "”", "the packs have no list \"" + list + "\"");
            }
        } else if (!own) {
            row.problem("type", "选项“options”或代码表“list”应写其一", "\"options\" or \"list\" is needed");
        }
        boolean given = meaning == Meaning.TRACK || meaning == Meaning.FIELD;
        if (own && (given || !list.isEmpty())) {
            row.problem(
                    "options",
                    given ? "类别和技术领域的选项由计划自身给出，不写“options”" : "“options”与“list”不能同时写",
                    given
                            ? "tracks and technical fields are the programme's own; leave out \"options\""
                            : "\"options\" and \"list\" exclude one another");
        }
        return new ChoiceField(
                id, name, hint, required, when, meaning, several, list.isEmpty() ? null : list, List.copyOf(options));
    }

    private List<CodeLists.Entry> fieldEntries() {
        CodeLists lists = source.around().lists();
        if (technicalFields.isEmpty()) return lists.technicalFields();
        return technicalFields.stream()
                .flatMap(code -> lists.technicalField(code).stream())
                .toList();
    }

    private static Option option(CodeLists.Entry entry) {
        return new Option(entry.code(), new Words(entry.name(), entry.en()));
    }

    private TableField table(
            Row row,
            String id,
            Words name,
            Words hint,
            boolean required,
            String when,
            @Nullable Meaning meaning,
            List<Placed> expressions) {
        var columns = new ArrayList<Field>();
        var seen = Source.none();
        for (Row column : row.rows("columns")) {
            Field read = field(column, seen, true, expressions);
            if (read != null) columns.add(read);
        }
        List<Words> rows = ProgrammeReader.texts(row, "rows");
        int least;
        int most;
        if (rows.isEmpty()) {
            least = source.whole(row, "least", 0, 500, required ? 1 : 0);
            most = source.whole(row, "most", 1, 500, 50);
        } else {
            least = rows.size();
            most = rows.size();
            for (String key : List.of("least", "most")) {
                if (!row.optionalText(key).isEmpty()) {
                    row.problem(key, "行已固定，不写“" + key + "”", "the rows are fixed; leave out \"" + key + "\"");
                }
            }
        }
        if (least > most) row.problem("least", "“least”不能大于“most”", "\"least\" cannot be more than \"most\"");
        var totals = new ArrayList<String>();
        for (var total : row.placedTexts("totals")) {
            source.known(
                    total.at(),
                    "数字列",
                    "number column",
                    total.text(),
                    columns.stream()
                            .filter(NumberField.class::isInstance)
                            .map(Field::id)
                            .toList());
            totals.add(total.text());
        }
        if (meaning == Meaning.PEOPLE && !used.contains(Meaning.MEMBER_NAME)) {
            row.problem(
                    "columns",
                    "人员表要有一列 means: member-name",
                    "the table of people needs a column that means: member-name");
        }
        return new TableField(
                id, name, hint, required, when, meaning, List.copyOf(columns), rows, least, most, List.copyOf(totals));
    }
}
