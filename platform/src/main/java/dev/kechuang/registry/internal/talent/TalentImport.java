package dev.kechuang.registry.internal.talent;

import dev.kechuang.file.FileStore;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Loads awards: of new people, and further ones of people who are there. A person is known by the identity number, or
 * where the file has none by name and unit.
 */
@Service
public class TalentImport extends TwoStepImport<TalentImport.TalentPlan> {

    private final TalentWorkbook workbook;
    private final TalentRules rules;
    private final TalentStore store;
    private final TalentService talents;

    public TalentImport(
            JdbcClient jdbc,
            FileStore files,
            TalentWorkbook workbook,
            TalentRules rules,
            TalentStore store,
            TalentService talents,
            TransactionOperations transactions,
            Clock clock) {
        super("talents", jdbc, files, transactions, clock);
        this.workbook = workbook;
        this.rules = rules;
        this.store = store;
        this.talents = talents;
    }

    private record Row(Talent.Data data, Talent.NewAward award) {}

    /** What a file would do; rows in the order of the file. */
    public static final class TalentPlan extends Plan {
        private final List<Row> rows = new ArrayList<>();
        private int created;
        private int changed;
        private int unchanged;

        TalentPlan(List<Line> lines) {
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

    @Override
    protected List<Line> read(InputStream in) throws IOException, Unreadable {
        return workbook.read(in);
    }

    @Override
    protected TalentPlan plan(Viewer officer, List<Line> lines) {
        var plan = new TalentPlan(lines);
        var firstRow = new HashMap<String, Integer>();
        var inFile = new HashMap<String, Integer>();
        for (Line line : lines) {
            var errors = new ArrayList<>(line.errors());
            var data = rules.read(line.fields()).fold(Optional::of, found -> {
                add(found, errors);
                return Optional.<Talent.Data>empty();
            });
            var award = rules.readAward(
                            line.fields(), data.map(Talent.Data::organisation).orElse(null))
                    .fold(Optional::of, found -> {
                        add(found, errors);
                        return Optional.<Talent.NewAward>empty();
                    });
            if (data.isPresent() && award.isPresent()) {
                plan(officer, line, new Row(data.get(), award.get()), firstRow, inFile, plan, errors);
            }
            if (!errors.isEmpty()) plan.wrong(line, errors);
        }
        return plan;
    }

    private static boolean add(List<FieldError> found, List<FieldError> errors) {
        for (FieldError error : found) {
            if (errors.stream().noneMatch(e -> e.field().equals(error.field()))) errors.add(error);
        }
        return true;
    }

    private void plan(
            Viewer officer,
            Line line,
            Row row,
            HashMap<String, Integer> firstRow,
            HashMap<String, Integer> inFile,
            TalentPlan plan,
            List<FieldError> errors) {
        if (!TalentService.mayKeep(officer, row.data().region())) {
            errors.add(FieldError.of("region", "talent.error.notYours"));
        }
        String person = row.data().identity().isEmpty()
                ? row.data().name() + "/" + row.data().unitName()
                : row.data().identity();
        String key = person + "/" + row.award().plan() + "/" + row.award().level() + "/"
                + row.award().awardedOn();
        Integer first = firstRow.putIfAbsent(key, line.number());
        if (first != null) errors.add(FieldError.of("plan", "talent.error.rowTwice", first));
        if (!errors.isEmpty()) return;
        var known =
                store.same(row.data().identity(), row.data().name(), row.data().unitName());
        if (known.isPresent() && !known.get().name().equals(row.data().name())) {
            errors.add(FieldError.of(
                    "identity", "talent.error.otherName", known.get().name()));
            return;
        }
        if (known.isPresent() && known.get().awards().stream().anyMatch(award -> same(award, row.award()))) {
            plan.unchanged++;
            return;
        }
        plan.rows.add(row);
        boolean isNew = known.isEmpty() && inFile.putIfAbsent(person, line.number()) == null;
        if (isNew) plan.created++;
        else plan.changed++;
    }

    private static boolean same(Talent.Award award, Talent.NewAward other) {
        return award.plan().equals(other.plan())
                && award.level() == other.level()
                && award.awardedOn().equals(other.awardedOn());
    }

    @Override
    protected Outcome<Result> load(Viewer officer, TalentPlan plan) {
        for (Row row : plan.rows) {
            var known = store.same(
                    row.data().identity(), row.data().name(), row.data().unitName());
            var outcome = known.isEmpty()
                    ? talents.created(officer, row.data(), row.award(), "registry.talentImported")
                    : talents.awarded(officer, store.locked(known.get().id()).orElseThrow(), row.award());
            if (outcome instanceof Outcome.Refused<Talent>(var errors)) return Outcome.refused(errors);
        }
        return Outcome.done(plan.result());
    }

    @Override
    protected void errors(OutputStream out, Plan plan) throws IOException {
        if (plan instanceof TalentPlan mine) workbook.errors(out, mine.lines(), mine.wrong());
    }

    @Override
    public void template(OutputStream out) throws IOException {
        workbook.template(out);
    }
}
