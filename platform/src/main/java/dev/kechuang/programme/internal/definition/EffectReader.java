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

    /** What an expression over the result may name: score and place. */
    static final Set<String> RESULT = Set.of("得分", "名次");

    private static final List<String> LEVELS =
            Arrays.stream(TitleKind.Level.values()).map(TitleKind.Level::code).toList();

    private EffectReader() {}

    static List<Effect> read(Row top, List<Stage> stages, Source source) {
        var ids = stages.stream().map(Stage::id).toList();
        var effects = new ArrayList<Effect>();
        for (Row row : top.optionalRows("effects")) {
            String stage = row.text("on");
            source.known(row.at("on"), "环节", "stage", stage, ids);
            if (one(row)) {
                if (row.has("grant-title")) {
                    effects.add(new Effect.GrantTitle(stage, kind(row, "grant-title", source), level(row, source)));
                } else if (row.has("revoke-title")) {
                    String when = row.text("when");
                    if (!when.isEmpty()) Expressions.overResult(row.textAt("when"), when, source);
                    effects.add(
                            new Effect.RevokeTitle(stage, kind(row, "revoke-title", source), level(row, source), when));
                } else {
                    effects.add(new Effect.CreditEntry(stage, source.id(row, "credit")));
                }
            }
            row.end();
        }
        return List.copyOf(effects);
    }

    private static String kind(Row row, String key, Source source) {
        String code = row.text(key);
        var titles = source.around().titles();
        source.known(
                row.at(key),
                "称号",
                "title",
                code,
                titles.all().stream().map(TitleKind::code).toList());
        titles.byCode(code).ifPresent(kind -> {
            String level = row.optionalText("level");
            if (LEVELS.contains(level)
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

    private static boolean one(Row row) {
        long named = List.of("grant-title", "revoke-title", "credit").stream()
                .filter(row::has)
                .count();
        if (named == 1) return true;
        for (String key : List.of("grant-title", "revoke-title", "credit", "level", "when")) row.optionalText(key);
        row.problem(
                "on",
                "每条效果应写 grant-title、revoke-title、credit 之一",
                "each effect is one of grant-title, revoke-title, credit");
        return false;
    }
}
