package dev.kechuang.registry.internal;

import dev.kechuang.file.FileStore;
import dev.kechuang.registry.Organisation;
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
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Loads organisations from a workbook: new ones, and changes of those whose credit code is there. */
@Service
public class OrganisationImport extends TwoStepImport<OrganisationImport.OrganisationPlan> {

    private final OrganisationWorkbook workbook;
    private final OrganisationRules rules;
    private final OrganisationStore store;
    private final OrganisationBatch batch;

    public OrganisationImport(
            JdbcClient jdbc,
            FileStore files,
            OrganisationWorkbook workbook,
            OrganisationRules rules,
            OrganisationStore store,
            OrganisationBatch batch,
            TransactionOperations transactions,
            Clock clock) {
        super("organisations", jdbc, files, transactions, clock);
        this.workbook = workbook;
        this.rules = rules;
        this.store = store;
        this.batch = batch;
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

    @Override
    protected Outcome<Result> load(Viewer officer, OrganisationPlan plan) {
        if (batch.create(officer, plan.created) instanceof Outcome.Refused<Integer>(var errors)) {
            return Outcome.refused(errors);
        }
        if (batch.change(officer, plan.changed) instanceof Outcome.Refused<Integer>(var errors)) {
            return Outcome.refused(errors);
        }
        return Outcome.done(plan.result());
    }

    public static final class OrganisationPlan extends Plan {
        final List<OrganisationData> created = new ArrayList<>();
        final Map<Organisation, OrganisationData> changed = new LinkedHashMap<>();
        int unchanged;

        OrganisationPlan(List<Line> lines) {
            super(lines);
        }

        @Override
        protected Result result() {
            return new Result(created.size(), changed.size(), unchanged);
        }
    }

    @Override
    protected OrganisationPlan plan(Viewer officer, List<Line> lines) {
        var plan = new OrganisationPlan(lines);
        var read = new LinkedHashMap<Line, OrganisationData>();
        var firstRow = new HashMap<String, Integer>();
        for (Line line : lines) {
            var errors = new ArrayList<>(line.errors());
            switch (rules.read(line.fields())) {
                case Outcome.Refused<OrganisationData>(var found) ->
                    found.stream()
                            .filter(error -> line.errors().stream()
                                    .noneMatch(e -> e.field().equals(error.field())))
                            .forEach(errors::add);
                case Outcome.Done<OrganisationData>(var data) -> {
                    if (!OrganisationService.within(officer, data)) {
                        errors.add(FieldError.of("region", "registry.error.notYours"));
                    }
                    Integer first = firstRow.putIfAbsent(data.creditCode(), line.number());
                    if (first != null) {
                        errors.add(FieldError.of("creditCode", "registry.excel.error.twice", first));
                    }
                    if (errors.isEmpty()) read.put(line, data);
                }
            }
            if (!errors.isEmpty()) plan.wrong.put(line.number(), errors);
        }
        var existing = store.live(
                read.values().stream().map(OrganisationData::creditCode).toList());
        read.forEach((line, data) -> {
            Organisation before = existing.get(data.creditCode());
            if (before == null) plan.created.add(data);
            else if (!OrganisationService.within(officer, OrganisationData.of(before))) {
                plan.wrong.put(
                        line.number(), List.of(FieldError.of("creditCode", "registry.error.taken", before.name())));
            } else {
                var merged = filled(before, line, data);
                if (OrganisationData.of(before).changesTo(merged).isEmpty()) plan.unchanged++;
                else plan.changed.put(before, merged);
            }
        });
        return plan;
    }

    /** A column the file does not have leaves the organisation as it is. */
    private OrganisationData filled(Organisation before, Line line, OrganisationData data) {
        var texts = new LinkedHashMap<>(OrganisationData.of(before).texts());
        line.fields().keySet().forEach(field -> texts.put(field, data.texts().getOrDefault(field, "")));
        return rules.read(texts).fold(all -> all, errors -> data);
    }
}
