package dev.kechuang.programme.internal.definition;

import dev.kechuang.pack.TitleKind;
import dev.kechuang.pack.yaml.Row;
import dev.kechuang.programme.internal.definition.Definition.Effect;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads what happens when a stage is passed. */
final class EffectReader {

    /** What an expression over the result may name: score, place, and how many were ranked. */
    static final Set<String> RESULT = Set.of("得分", "名次", "参评数");

    private static final List<String> SORTS =
            List.of("grant-title", "revoke-title", "confirm-title", "award-talent", "credit");

    private static final List<String> LEVELS =
            Arrays.stream(TitleKind.Level.values()).map(TitleKind.Level::code).toList();

    /** What the register of talents takes from the answers beside name, number and field. */
    private static final List<String> PERSON = List.of("position", "education");

    private EffectReader() {}

    static List<Effect> read(
            Row top, List<Stage> stages, List<Definition.Track> tracks, FormDefinition form, Source source) {
        var ids = stages.stream().map(Stage::id).toList();
        var effects = new ArrayList<Effect>();
        for (Row row : top.optionalRows("effects")) {
            String stage = row.text("on");
            source.known(row.at("on"), "环节", "stage", stage, ids);
            switch (sort(row)) {
                case "grant-title" ->
                    effects.add(new Effect.GrantTitle(
                            stage, kind(row, "grant-title", source), level(row, source), states(row, form, source)));
                case "revoke-title" ->
                    effects.add(new Effect.RevokeTitle(
                            stage, kind(row, "revoke-title", source), level(row, source), when(row, source)));
                case "confirm-title" ->
                    effects.add(new Effect.ConfirmTitle(
                            stage, kind(row, "confirm-title", source), level(row, source), when(row, source)));
                case "award-talent" -> effects.add(award(row, stage, tracks, form, source));
                case "credit" -> {
                    String event = source.id(row, "credit");
                    source.inPacks(
                            row.at("credit"),
                            "信用事件",
                            "credit event",
                            event,
                            source.around().creditEvents());
                    effects.add(new Effect.CreditEntry(stage, event));
                }
                default -> {}
            }
            row.end();
        }
        return List.copyOf(effects);
    }

    private static Effect award(
            Row row, String stage, List<Definition.Track> tracks, FormDefinition form, Source source) {
        String plan = row.text("award-talent");
        if (!plan.isEmpty() && (plan.length() < 2 || plan.length() > 80)) {
            row.problem("award-talent", "人才计划名称应为2至80字", "the plan's name has 2 to 80 characters");
        }
        var codes = tracks.stream().map(Definition.Track::code).toList();
        var leads = row.placedTexts("leads");
        leads.forEach(each -> source.known(each.at(), "类别", "track", each.text(), codes));
        int years = row.has("years") ? row.whole("years", 1, 50) : 0;
        return new Effect.AwardTalent(
                stage,
                plan,
                level(row, source),
                leads.stream().map(Row.Placed::text).toList(),
                years,
                stated(row, PERSON, "人才的信息", "detail of a talent", form, source));
    }

    /** Which of the sorts an effect is; empty, with a problem, when it is none or several. */
    private static String sort(Row row) {
        var named = SORTS.stream().filter(row::has).toList();
        if (named.size() == 1) return named.getFirst();
        SORTS.forEach(row::optionalText);
        String sorts = String.join(", ", SORTS);
        row.problem("on", "每条效果应写其一：" + sorts, "each effect is one of: " + sorts);
        return "";
    }

    private static String when(Row row, Source source) {
        String when = row.text("when");
        if (!when.isEmpty()) Expressions.overResult(row.textAt("when"), when, source);
        return when;
    }

    private static List<Effect.Stated> states(Row effect, FormDefinition form, Source source) {
        var details = source.around().titles().byCode(effect.optionalText("grant-title")).stream()
                .flatMap(kind -> kind.fields().stream())
                .map(TitleKind.Field::code)
                .toList();
        return stated(effect, details, "称号的附加信息", "detail of the title", form, source);
    }

    private static List<Effect.Stated> stated(
            Row effect, List<String> details, String chinese, String english, FormDefinition form, Source source) {
        var paths = form.sections().stream()
                .flatMap(section -> section.fields().stream().map(field -> section.id() + "." + field.id()))
                .toList();
        var states = new ArrayList<Effect.Stated>();
        var seen = Source.none();
        for (Row row : effect.optionalRows("states")) {
            String detail = row.text("detail");
            source.inPacks(row.at("detail"), chinese, english, detail, details);
            source.unique(seen, row, "detail", detail);
            String from = row.text("from");
            source.known(row.at("from"), "申报书字段", "field of the form", from, paths);
            row.end();
            states.add(new Effect.Stated(detail, from));
        }
        return List.copyOf(states);
    }

    private static String kind(Row row, String key, Source source) {
        String code = row.text(key);
        var titles = source.around().titles();
        source.inPacks(
                row.at(key),
                "称号",
                "title",
                code,
                titles.all().stream().map(TitleKind::code).toList());
        titles.byCode(code).ifPresent(kind -> {
            String level = row.optionalText("level");
            if (source.fresh()
                    && LEVELS.contains(level)
                    && kind.levels().stream().noneMatch(each -> each.code().equals(level))) {
                String levels =
                        kind.levels().stream().map(TitleKind.Level::code).collect(Collectors.joining(", "));
                row.problem(
                        "level",
                        "“" + kind.name() + "”的级别只有：" + levels,
                        "the levels of \"" + kind.code() + "\" are: " + levels);
            }
        });
        return code;
    }

    private static String level(Row row, Source source) {
        String level = row.text("level");
        source.known(row.at("level"), "级别", "level", level, LEVELS);
        return level;
    }
}
