package dev.kechuang.registry.internal.talent;

import dev.kechuang.file.FileStore;
import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.internal.OrganisationStore;
import dev.kechuang.registry.internal.TwoStepImport;
import dev.kechuang.registry.internal.talent.Performance.Figures;
import dev.kechuang.registry.internal.talent.Performance.Period;
import dev.kechuang.registry.internal.talent.Performance.State;
import dev.kechuang.shared.CreditCode;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.excel.FilledSheet;
import dev.kechuang.shared.excel.FilledSheet.Line;
import dev.kechuang.shared.excel.FilledSheet.Unreadable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.dhatim.fastexcel.Worksheet;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Loads half-years of many firms. A county officer's file is confirmed with it, the bureau's waits for the counties. */
@Service
public class PerformanceImport extends TwoStepImport<PerformanceImport.PerformancePlan> {

    static final List<String> COLUMNS =
            List.of("creditCode", "firm", "year", "half", "revenue", "tax", "staff", "financing");
    private static final int MOST_ROWS = 10_000;

    private final MessageSource messages;
    private final PerformanceStore store;
    private final PerformanceService service;
    private final OrganisationStore organisations;

    public PerformanceImport(
            JdbcClient jdbc,
            FileStore files,
            MessageSource messages,
            PerformanceStore store,
            PerformanceService service,
            OrganisationStore organisations,
            TransactionOperations transactions,
            Clock clock) {
        super("talent-firms", jdbc, files, transactions, clock);
        this.messages = messages;
        this.store = store;
        this.service = service;
        this.organisations = organisations;
    }

    private record Row(UUID organisation, Period period, Figures figures) {}

    /** What a file would do. */
    public static final class PerformancePlan extends Plan {
        private final List<Row> rows = new ArrayList<>();
        private int created;
        private int changed;
        private int unchanged;

        PerformancePlan(List<Line> lines) {
            super(lines);
        }

        void wrong(Line line, List<FieldError> errors) {
            wrong.put(line.number(), errors);
        }

        Map<Integer, List<FieldError>> wrong() {
            return wrong;
        }

        List<Line> lines() {
            return lines;
        }

        @Override
        protected Result result() {
            return new Result(created, changed, unchanged);
        }
    }

    private FilledSheet sheet() {
        return new FilledSheet(
                messages,
                say("talent.firmExcel.sheet"),
                COLUMNS.stream()
                        .map(field -> new FilledSheet.Column(
                                field,
                                say("talent.field." + field),
                                !List.of("firm", "financing").contains(field),
                                false,
                                field.equals("firm") ? 36 : 18))
                        .toList(),
                MOST_ROWS);
    }

    @Override
    protected List<Line> read(InputStream in) throws IOException, Unreadable {
        return sheet().read(in, (field, text) -> text);
    }

    @Override
    protected PerformancePlan plan(Viewer officer, List<Line> lines) {
        var plan = new PerformancePlan(lines);
        var firms = organisations.live(
                lines.stream().map(PerformanceImport::creditCode).distinct().toList());
        var firstRow = new HashMap<String, Integer>();
        for (Line line : lines) {
            var errors = new ArrayList<>(line.errors());
            var firm = firms.get(creditCode(line));
            // One outside the officer's regions is said to be unknown, as everywhere.
            if (firm == null || !within(officer, firm)) {
                errors.add(FieldError.of("creditCode", "registry.factExcel.error.unknown"));
            }
            var period = Period.of(
                    line.fields().getOrDefault("year", "").replace("年", "").strip() + "-"
                            + half(line.fields().getOrDefault("half", "")));
            if (period.isEmpty() || !period.get().end().isBefore(LocalDate.now(clock))) {
                errors.add(FieldError.of("year", "talent.error.period", String.valueOf(Period.FIRST_YEAR)));
            }
            var figures = PerformanceService.read(line.fields());
            if (figures instanceof Outcome.Refused<Figures>(var found)) errors.addAll(found);
            if (errors.isEmpty() && firm != null && figures instanceof Outcome.Done<Figures>(var read)) {
                plan(line, new Row(firm.id(), period.orElseThrow(), read), firstRow, plan, errors);
            }
            if (!errors.isEmpty()) plan.wrong(line, errors);
        }
        return plan;
    }

    private static boolean within(Viewer officer, Organisation firm) {
        return officer.regions().contains(firm.region())
                || firm.zone() != null && officer.regions().contains(firm.zone());
    }

    private void plan(
            Line line, Row row, Map<String, Integer> firstRow, PerformancePlan plan, List<FieldError> errors) {
        Integer first = firstRow.putIfAbsent(row.organisation() + "/" + row.period(), line.number());
        if (first != null) errors.add(FieldError.of("creditCode", "talent.error.rowTwice", first));
        if (!store.led(row.organisation(), row.period())) {
            errors.add(FieldError.of("creditCode", "talent.error.notLed"));
        }
        var before = store.find(row.organisation(), row.period());
        if (before.isPresent()
                && before.get().figures().equals(row.figures())
                && before.get().state() != State.RETURNED) {
            if (errors.isEmpty()) plan.unchanged++;
            return;
        }
        if (before.isPresent() && before.get().state() == State.CONFIRMED) {
            errors.add(FieldError.of("year", "talent.error.confirmed"));
        }
        if (!errors.isEmpty()) return;
        plan.rows.add(row);
        if (before.isEmpty()) plan.created++;
        else plan.changed++;
    }

    private static String creditCode(Line line) {
        return CreditCode.normalise(line.fields().getOrDefault("creditCode", ""));
    }

    private static String half(String text) {
        return switch (text.strip()) {
            case "1", "上", "上半年" -> "1";
            case "2", "下", "下半年" -> "2";
            default -> "";
        };
    }

    @Override
    protected Outcome<Result> load(Viewer officer, PerformancePlan plan) {
        for (Row row : plan.rows) {
            var outcome = service.loaded(officer, row.organisation(), row.period(), row.figures());
            if (outcome instanceof Outcome.Refused<Performance>(var errors)) return Outcome.refused(errors);
        }
        return Outcome.done(plan.result());
    }

    @Override
    protected void errors(OutputStream out, Plan plan) throws IOException {
        if (plan instanceof PerformancePlan mine) sheet().errors(out, mine.lines(), mine.wrong(), this::explain);
    }

    @Override
    public void template(OutputStream out) throws IOException {
        sheet().template(out, this::explain);
    }

    private void explain(Worksheet sheet) {
        int row = 0;
        for (String line : say("talent.firmExcel.explanation").split("\\|")) sheet.value(row++, 0, line);
        sheet.width(0, 80);
    }

    private String say(String key) {
        return messages.getMessage(key, null, FilledSheet.CHINESE);
    }
}
