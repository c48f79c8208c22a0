package dev.kechuang.policy.internal.deduction;

import dev.kechuang.pack.CodeLists;
import dev.kechuang.policy.internal.deduction.Finding.Rule;
import dev.kechuang.policy.internal.deduction.Project.Activity;
import dev.kechuang.policy.internal.deduction.Project.Mode;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads a project as typed and checks it by itself. Money is typed in 万元, to the fen. */
@Component
public class ProjectRules {

    private final CodeLists codes;

    public ProjectRules(CodeLists codes) {
        this.codes = codes;
    }

    /** @param data null when something typed can't be read */
    public record Reading(Project.@Nullable Data data, List<Finding> findings) {
        public boolean right() {
            return findings.isEmpty();
        }
    }

    /** @param year of the filing: a project runs in it */
    public Reading read(Project project, int year) {
        return new Reader(project, year).read();
    }

    private final class Reader {
        private final int row;
        private final Map<String, String> typed;
        private final int year;
        private final List<Finding> findings = new ArrayList<>();
        private boolean unreadable;

        Reader(Project project, int year) {
            this.row = project.position();
            this.typed = project.typed();
            this.year = year;
        }

        Reading read() {
            String number = text("number", 40, true);
            String name = text("name", 100, true);
            var mode = Mode.of(value("mode"));
            if (mode.isEmpty()) wrong(Rule.FILLED_IN, "mode", "deduction.error.mode");
            String field = value("field");
            if (!field.isEmpty() && codes.technicalField(field).isEmpty()) {
                wrong(Rule.FILLED_IN, "field", "deduction.error.field");
            }
            var from = day("from");
            var until = day("until");
            var activity = Activity.of(value("activity"));
            if (activity.isEmpty()) wrong(Rule.FILLED_IN, "activity", "deduction.error.activity");
            String party = text("party", 100, false);
            boolean abroad = value("abroad").equals("true");
            var costs = new EnumMap<Cost, Long>(Cost.class);
            for (Cost cost : Cost.values()) {
                long fen = money(cost.code());
                if (fen != 0) costs.put(cost, fen);
            }
            long commissioned = money("commissioned");
            if (unreadable || mode.isEmpty() || from.isEmpty() || until.isEmpty() || activity.isEmpty()) {
                return new Reading(null, findings);
            }
            var data = new Project.Data(
                    number,
                    name,
                    mode.get(),
                    field,
                    from.get(),
                    until.get(),
                    activity.get(),
                    party,
                    abroad,
                    Map.copyOf(costs),
                    commissioned);
            check(data);
            return new Reading(data, findings);
        }

        private void check(Project.Data data) {
            if (data.until().isBefore(data.from())) {
                wrong(Rule.IN_THE_YEAR, "until", "deduction.error.order");
            } else if (data.until().getYear() < year || data.from().getYear() > year) {
                wrong(Rule.IN_THE_YEAR, "from", "deduction.error.year", String.valueOf(year));
            }
            if (data.activity() != Activity.RESEARCH) {
                wrong(Rule.RESEARCH_ONLY, "activity", "deduction.error.noResearch");
            }
            byMode(data);
            if (!value("total").isEmpty() && money("total") != data.total()) {
                wrong(Rule.SUMS, "total", "deduction.error.total", Amounts.wan(data.total()));
            }
        }

        private void byMode(Project.Data data) {
            if (data.mode() == Mode.COMMISSIONED) {
                if (!data.costs().isEmpty()) {
                    Cost first =
                            data.costs().keySet().stream().sorted().findFirst().orElseThrow();
                    wrong(Rule.COSTS_BY_MODE, first.code(), "deduction.error.ownCosts");
                }
                if (data.commissioned() == 0) wrong(Rule.COSTS_BY_MODE, "commissioned", "deduction.error.commission");
                if (data.party().isEmpty()) wrong(Rule.COSTS_BY_MODE, "party", "deduction.error.party");
                return;
            }
            if (data.commissioned() != 0) wrong(Rule.COSTS_BY_MODE, "commissioned", "deduction.error.noCommission");
            if (data.abroad()) wrong(Rule.COSTS_BY_MODE, "abroad", "deduction.error.abroad");
            if (data.costs().isEmpty()) wrong(Rule.COSTS_BY_MODE, "personnel", "deduction.error.noCosts");
        }

        private String value(String field) {
            return Normalizer.normalize(typed.getOrDefault(field, ""), Normalizer.Form.NFKC)
                    .strip();
        }

        private String text(String field, int most, boolean required) {
            String text = typed.getOrDefault(field, "").strip();
            if (required && text.isEmpty()) wrong(Rule.FILLED_IN, field, "deduction.error.required." + field);
            else if (text.length() > most || text.chars().anyMatch(c -> c < 0x20)) {
                wrong(Rule.FILLED_IN, field, "deduction.error.long", most);
            }
            return text;
        }

        private Optional<LocalDate> day(String field) {
            String text = value(field).replaceAll("[./年月]", "-").replace("日", "");
            try {
                if (text.matches("[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}")) {
                    String[] parts = text.split("-");
                    return Optional.of(LocalDate.of(
                            Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2])));
                }
            } catch (DateTimeException e) {
                // Told below.
            }
            wrong(Rule.FILLED_IN, field, "deduction.error.day");
            return Optional.empty();
        }

        private long money(String field) {
            String text = value(field);
            if (text.isEmpty()) return 0;
            var fen = Amounts.fen(text);
            if (fen.isPresent() && fen.get() >= 0) return fen.get();
            unreadable = true;
            wrong(Rule.FILLED_IN, field, fen.isPresent() ? "deduction.error.negative" : "deduction.error.money");
            return 0;
        }

        private void wrong(Rule rule, String field, String key, Object... args) {
            findings.add(Finding.wrong(rule, row, field, key, args));
        }
    }
}
