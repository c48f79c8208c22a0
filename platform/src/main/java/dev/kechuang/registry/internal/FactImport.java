package dev.kechuang.registry.internal;

import dev.kechuang.file.FileStore;
import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.OrganisationFacts.Value;
import dev.kechuang.registry.OrganisationStatus;
import dev.kechuang.registry.internal.FactBatch.Row;
import dev.kechuang.registry.internal.FactBatchStore.SheetKey;
import dev.kechuang.registry.internal.FactStore.Version;
import dev.kechuang.shared.CreditCode;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.excel.FilledSheet.Line;
import dev.kechuang.shared.excel.FilledSheet.Unreadable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Loads yearly facts from a workbook. An empty cell leaves a fact as it is. What becomes of a year then,
 * {@link FactBatch} says.
 */
@Service
public class FactImport extends TwoStepImport<FactImport.FactPlan> {

    private final FactWorkbook workbook;
    private final FactRules rules;
    private final FactBatchStore facts;
    private final FactBatch batch;
    private final OrganisationStore organisations;

    public FactImport(
            JdbcClient jdbc,
            FileStore files,
            FactWorkbook workbook,
            FactRules rules,
            FactBatchStore facts,
            FactBatch batch,
            OrganisationStore organisations,
            TransactionOperations transactions,
            Clock clock) {
        super("facts", jdbc, files, transactions, clock);
        this.workbook = workbook;
        this.rules = rules;
        this.facts = facts;
        this.batch = batch;
        this.organisations = organisations;
    }

    @Override
    protected List<Line> read(InputStream in) throws IOException, Unreadable {
        return workbook.read(in);
    }

    @Override
    protected void errors(OutputStream out, Plan plan) throws IOException {
        workbook.errors(out, plan.lines, plan.wrong);
    }

    @Override
    public void template(OutputStream out) throws IOException {
        workbook.template(out);
    }

    static final class FactPlan extends Plan {
        private final List<Row> created = new ArrayList<>();
        private final List<Row> changed = new ArrayList<>();
        private int unchanged;

        FactPlan(List<Line> lines) {
            super(lines);
        }

        @Override
        protected Result result() {
            return new Result(created.size(), changed.size(), unchanged);
        }
    }

    @Override
    protected Outcome<Result> load(Viewer officer, FactPlan plan) {
        var all = new ArrayList<>(plan.created);
        all.addAll(plan.changed);
        return batch.load(officer, all).fold(done -> Outcome.done(plan.result()), Outcome::refused);
    }

    @Override
    protected FactPlan plan(Viewer officer, List<Line> lines) {
        var plan = new FactPlan(lines);
        var firstRow = new HashMap<String, Integer>();
        // What is known of some thousand organisations at a time, however many the file has.
        for (var part : OrganisationBatch.parts(lines)) plan(officer, part, firstRow, plan);
        return plan;
    }

    private void plan(Viewer officer, List<Line> lines, Map<String, Integer> firstRow, FactPlan plan) {
        var known = organisations.live(
                lines.stream().map(FactImport::creditCode).distinct().toList());
        var years = new HashMap<Line, Integer>();
        var pairs = new ArrayList<SheetKey>();
        var found = new HashMap<Line, List<FieldError>>();
        for (Line line : lines) {
            var errors = new ArrayList<>(line.errors());
            int year = year(line, errors);
            years.put(line, year);
            found.put(line, errors);
            var organisation = known.get(creditCode(line));
            if (organisation != null) pairs.add(new SheetKey(organisation.id(), year));
        }
        var sheets = facts.sheets(pairs);
        var newest = facts.newest(pairs);
        for (Line line : lines) {
            var errors = java.util.Objects.requireNonNull(found.get(line));
            int year = java.util.Objects.requireNonNull(years.get(line));
            var organisation = organisation(officer, known.get(creditCode(line)), errors);
            var first = firstRow.putIfAbsent(creditCode(line) + "/" + year, line.number());
            if (first != null) errors.add(FieldError.of("creditCode", "registry.factExcel.error.twice", first));
            var typed = new LinkedHashMap<>(line.fields());
            typed.keySet().removeAll(List.of("creditCode", "name", "year"));
            var reading =
                    organisation == null ? new FactRules.Reading(Map.of(), List.of()) : rules.read(organisation, typed);
            errors.addAll(reading.errors());
            if (errors.isEmpty() && reading.values().isEmpty()) {
                errors.add(FieldError.of("", "registry.fact.error.empty"));
            }
            if (organisation != null && errors.isEmpty()) {
                var key = new SheetKey(organisation.id(), year);
                var sheet = sheets.get(key);
                if (sheet != null && sheet.status().equals("submitted")) {
                    errors.add(FieldError.of("year", "registry.fact.error.waiting"));
                }
                var before = values(newest.getOrDefault(key, Map.of()));
                errors.addAll(newContradictions(before, reading.values()));
                if (errors.isEmpty()) {
                    var row = new Row(organisation, year, reading.values());
                    boolean same = reading.values().entrySet().stream()
                            .allMatch(entry -> FactStore.same(before.get(entry.getKey()), entry.getValue()));
                    if (same) plan.unchanged++;
                    else if (sheet == null) plan.created.add(row);
                    else plan.changed.add(row);
                }
            }
            if (!errors.isEmpty()) plan.wrong.put(line.number(), errors);
        }
    }

    private static String creditCode(Line line) {
        return CreditCode.normalise(line.fields().getOrDefault("creditCode", ""));
    }

    private static @Nullable Organisation organisation(
            Viewer officer, @Nullable Organisation o, List<FieldError> errors) {
        // One outside the officer's regions is said to be unknown, as everywhere.
        if (o == null || !OrganisationService.within(officer, OrganisationData.of(o))) {
            errors.add(FieldError.of("creditCode", "registry.factExcel.error.unknown"));
            return null;
        }
        if (o.status() != OrganisationStatus.CONFIRMED) {
            errors.add(FieldError.of("creditCode", "registry.fact.error.notConfirmed"));
        }
        return o;
    }

    private int year(Line line, List<FieldError> errors) {
        String text = line.fields().getOrDefault("year", "").replace("年", "").strip();
        int now = LocalDate.now(clock).getYear();
        int year = text.matches("[0-9]{4}") ? Integer.parseInt(text) : 0;
        if (year < FactService.FIRST_YEAR || year > now) {
            errors.add(FieldError.of(
                    "year", "registry.fact.error.year", String.valueOf(FactService.FIRST_YEAR), String.valueOf(now)));
        }
        return year;
    }

    private static Map<String, Value> values(Map<String, Version> newest) {
        var values = new LinkedHashMap<String, Value>();
        newest.forEach((code, version) -> {
            if (version.value() != null) values.put(code, version.value());
        });
        return values;
    }

    /** What the file would contradict of the values that stay; what contradicted itself before is not the file's fault. */
    private List<FieldError> newContradictions(Map<String, Value> before, Map<String, Value> added) {
        var after = new LinkedHashMap<>(before);
        after.putAll(added);
        var errors = new ArrayList<>(rules.contradictions(after));
        errors.removeAll(rules.contradictions(before));
        return errors;
    }
}
