package dev.kechuang.registry.internal.expert;

import dev.kechuang.file.FileStore;
import dev.kechuang.registry.Experts.Expert;
import dev.kechuang.registry.internal.TwoStepImport;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.excel.FilledSheet.Line;
import dev.kechuang.shared.excel.FilledSheet.Unreadable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Loads people of the pool: new ones, and changes of those with the same name and telephone. */
@Service
public class ExpertImport extends TwoStepImport<ExpertImport.ExpertPlan> {

    private final ExpertWorkbook workbook;
    private final ExpertRules rules;
    private final ExpertStore store;
    private final ExpertService experts;

    public ExpertImport(
            JdbcClient jdbc,
            FileStore files,
            ExpertWorkbook workbook,
            ExpertRules rules,
            ExpertStore store,
            ExpertService experts,
            TransactionOperations transactions,
            Clock clock) {
        super("experts", jdbc, files, transactions, clock);
        this.workbook = workbook;
        this.rules = rules;
        this.store = store;
        this.experts = experts;
    }

    /** What a file would do. */
    public static final class ExpertPlan extends Plan {
        final List<ExpertData> created = new ArrayList<>();
        final Map<Expert, ExpertData> changed = new LinkedHashMap<>();
        int unchanged;

        ExpertPlan(List<Line> lines) {
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
            return new Result(created.size(), changed.size(), unchanged);
        }
    }

    @Override
    protected List<Line> read(InputStream in) throws IOException, Unreadable {
        return workbook.read(in);
    }

    @Override
    protected ExpertPlan plan(Viewer officer, List<Line> lines) {
        var plan = new ExpertPlan(lines);
        var firstRow = new HashMap<String, Integer>();
        for (Line line : lines) {
            var errors = new ArrayList<>(line.errors());
            Optional<Expert> before = store.same(
                    line.fields().getOrDefault("name", "").strip(),
                    line.fields().getOrDefault("phone", "").strip());
            // A column the file does not have leaves the person as it is.
            var texts = new LinkedHashMap<String, String>();
            before.ifPresent(known -> texts.putAll(ExpertData.of(known).texts()));
            texts.putAll(line.fields());
            switch (rules.read(texts)) {
                case Outcome.Refused<ExpertData>(var found) ->
                    found.stream()
                            .filter(error ->
                                    errors.stream().noneMatch(e -> e.field().equals(error.field())))
                            .forEach(errors::add);
                case Outcome.Done<ExpertData>(var data) -> {
                    if (!ExpertService.mayKeep(officer, data.region())
                            || before.isPresent()
                                    && !ExpertService.mayKeep(
                                            officer, before.get().region())) {
                        errors.add(FieldError.of("region", "expert.error.notYours"));
                    }
                    Integer first = firstRow.putIfAbsent(data.name() + "/" + data.phone(), line.number());
                    if (first != null) errors.add(FieldError.of("name", "expert.error.rowTwice", first));
                    if (errors.isEmpty()) sort(plan, before, data);
                }
            }
            if (!errors.isEmpty()) plan.wrong(line, errors);
        }
        return plan;
    }

    private static void sort(ExpertPlan plan, Optional<Expert> before, ExpertData data) {
        if (before.isEmpty()) plan.created.add(data);
        else if (ExpertData.of(before.get()).equals(data)) plan.unchanged++;
        else plan.changed.put(before.get(), data);
    }

    @Override
    protected Outcome<Result> load(Viewer officer, ExpertPlan plan) {
        for (ExpertData data : plan.created) {
            if (experts.created(officer, data, "registry.expertImported").isEmpty()) {
                return Outcome.refused(FieldError.of("", "expert.error.twice", data.name()));
            }
        }
        for (var change : plan.changed.entrySet()) {
            var outcome = experts.updated(officer, change.getKey(), change.getValue(), "", "registry.expertImported");
            if (outcome instanceof Outcome.Refused<Expert>(var errors)) return Outcome.refused(errors);
        }
        return Outcome.done(plan.result());
    }

    @Override
    protected void errors(OutputStream out, Plan plan) throws IOException {
        if (plan instanceof ExpertPlan mine) workbook.errors(out, mine.lines(), mine.wrong());
    }

    @Override
    public void template(OutputStream out) throws IOException {
        workbook.template(out);
    }
}
