package dev.kechuang.plan.web.assess;

import dev.kechuang.document.Block;
import dev.kechuang.document.Document;
import dev.kechuang.plan.internal.assess.Assessment;
import dev.kechuang.plan.internal.assess.Assessment.Subject;
import dev.kechuang.plan.internal.assess.AssessmentScheme;
import dev.kechuang.plan.internal.assess.AssessmentScheme.Group;
import dev.kechuang.plan.internal.assess.AssessmentScheme.Item;
import dev.kechuang.plan.internal.assess.Result;
import dev.kechuang.plan.internal.desk.Units;
import dev.kechuang.plan.web.desk.Labels;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The results on paper (考核结果通报), in the official layout: places by group, then the points of every item. */
@Component
class AssessmentPaper {

    private static final Locale CHINESE = Locale.SIMPLIFIED_CHINESE;
    private static final List<String> NUMBERS = List.of("一", "二", "三", "四", "五", "六", "七", "八", "九", "十");

    private final Labels labels;
    private final Units units;

    AssessmentPaper(Labels labels, Units units) {
        this.labels = labels;
        this.units = units;
    }

    Document of(Assessment one, AssessmentScheme scheme, List<Subject> subjects, List<Result> results) {
        var names = subjects.stream().collect(Collectors.toMap(Subject::unit, Subject::name));
        String bureau = units.all().stream()
                .filter(unit -> unit.kind().equals("BUREAU"))
                .map(Units.Unit::name)
                .findFirst()
                .orElse("");
        LocalDate day = one.finalAt() == null
                ? labels.today()
                : one.finalAt().atZone(ZoneId.of("Asia/Shanghai")).toLocalDate();
        var paper = Document.official(
                        labels.text(CHINESE, "assess.paper.title", String.valueOf(one.year()), scheme.name()))
                .author(bureau)
                .date(day)
                .paragraph(labels.text(
                        CHINESE,
                        "assess.paper.intro",
                        scheme.name(),
                        String.valueOf(one.year()),
                        labels.text(CHINESE, "assess.state." + one.state().code())));
        int number = 0;
        for (Group group : scheme.groups()) {
            var members = results.stream()
                    .filter(result -> result.group().equals(group.code()))
                    .toList();
            if (members.isEmpty()) continue;
            paper.heading(1, NUMBERS.get(number++ % NUMBERS.size()) + "、" + group.name());
            paper.add(places(members, names));
            for (Item item : scheme.items(group.code())) {
                if (item.weight().signum() > 0)
                    paper.paragraph(labels.text(
                            CHINESE,
                            "assess.paper.item",
                            item.name(),
                            item.weight().stripTrailingZeros().toPlainString(),
                            members.stream()
                                    .map(result -> names.getOrDefault(result.unit(), "") + " " + points(result, item))
                                    .collect(Collectors.joining("，"))));
            }
        }
        if (one.resultDigest() != null)
            paper.paragraph(labels.text(CHINESE, "assess.paper.digest", one.resultDigest()));
        if (!bureau.isEmpty()) paper.signature(bureau, day);
        return paper.build();
    }

    private static String points(Result result, Item item) {
        return result.items().stream()
                .filter(scored -> scored.item().equals(item.code()))
                .map(scored -> scored.points().toPlainString())
                .findFirst()
                .orElse("—");
    }

    private Block places(List<Result> members, Map<java.util.UUID, String> names) {
        var rows = new ArrayList<List<String>>();
        for (Result result : members)
            rows.add(List.of(
                    String.valueOf(result.rank()),
                    names.getOrDefault(result.unit(), ""),
                    result.total().toPlainString(),
                    result.vetoed() ? labels.text(CHINESE, "assess.vetoed") : ""));
        return Block.Table.of(
                List.of(
                        Block.Column.centred(labels.text(CHINESE, "assess.column.rank"), 2),
                        Block.Column.text(labels.text(CHINESE, "assess.column.unit"), 8),
                        Block.Column.number(labels.text(CHINESE, "assess.column.total"), 3),
                        Block.Column.text(labels.text(CHINESE, "assess.column.remark"), 3)),
                rows);
    }
}
