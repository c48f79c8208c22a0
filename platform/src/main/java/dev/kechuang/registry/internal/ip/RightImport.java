package dev.kechuang.registry.internal.ip;

import dev.kechuang.file.FileStore;
import dev.kechuang.registry.RightKind;
import dev.kechuang.registry.internal.TwoStepImport;
import dev.kechuang.registry.internal.ip.OwnerNames.Known;
import dev.kechuang.registry.internal.ip.Right.Owner;
import dev.kechuang.registry.internal.ip.RightBatch.Becomes;
import dev.kechuang.registry.internal.ip.RightRules.Holding;
import dev.kechuang.registry.internal.ip.RightRules.Stated;
import dev.kechuang.registry.internal.ip.RightStore.NewRight;
import dev.kechuang.registry.internal.ip.RightStore.Sought;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.excel.FilledSheet.Line;
import dev.kechuang.shared.excel.FilledSheet.Unreadable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Loads rights from a workbook. A row is one owner of one right: rows with the same number are one right of several
 * owners, in their order. A right whose number is registered is updated, and an owner it does not have yet is added.
 */
@Service
public class RightImport extends TwoStepImport<RightImport.RightPlan> {

    private final RightWorkbook workbook;
    private final RightRules rules;
    private final OwnerNames names;
    private final RightStore store;
    private final RightBatch batch;

    public RightImport(
            JdbcClient jdbc,
            FileStore files,
            RightWorkbook workbook,
            RightRules rules,
            OwnerNames names,
            RightStore store,
            RightBatch batch,
            TransactionOperations transactions,
            Clock clock) {
        super("rights", jdbc, files, transactions, clock);
        this.workbook = workbook;
        this.rules = rules;
        this.names = names;
        this.store = store;
        this.batch = batch;
    }

    /** What a file would do. */
    public static final class RightPlan extends Plan {
        final List<NewRight> created = new ArrayList<>();
        final Map<Right, Becomes> changed = new LinkedHashMap<>();
        int unchanged;

        RightPlan(List<Line> lines) {
            super(lines);
        }

        void write(RightWorkbook workbook, OutputStream out) throws IOException {
            workbook.errors(out, lines, wrong);
        }

        void wrong(int row, FieldError error) {
            wrong.computeIfAbsent(row, key -> new ArrayList<>()).add(error);
        }

        boolean right(int row) {
            return !wrong.containsKey(row);
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
    protected void errors(OutputStream out, Plan plan) throws IOException {
        if (plan instanceof RightPlan mine) mine.write(workbook, out);
    }

    @Override
    public void template(OutputStream out) throws IOException {
        workbook.template(out);
    }

    /** Rows of one number: the first says what the right is, each names an owner. */
    private record Group(Line first, Stated stated, List<Line> lines, List<Owner> owners, Known leader) {}

    /** Rows that name an owner with what they state. */
    private record Row(Line line, Known owner, Stated stated) {}

    @Override
    protected RightPlan plan(Viewer officer, List<Line> lines) {
        var plan = new RightPlan(lines);
        var existing = existing(lines);
        var rows = rows(plan, lines, existing);
        var groups = groups(plan, rows);
        var owners = store.owners(
                existing.values().stream().map(Right::id).distinct().toList());
        var taken = new HashMap<String, Group>();
        for (Group group : groups) {
            RightData data = group.stated().data();
            Right before = known(existing, data);
            if (before == null) create(officer, plan, group);
            else change(officer, plan, group, before, owners.getOrDefault(before.id(), List.of()));
            if (!data.grantNumber().isEmpty()) {
                Group other = taken.putIfAbsent(RightNumbers.key(data.kind(), "", data.grantNumber()), group);
                if (other != null) {
                    plan.wrong(
                            group.first().number(),
                            FieldError.of(
                                    "grantNumber",
                                    "ip.error.rowTwice",
                                    other.first().number()));
                }
            }
        }
        if (!plan.created.isEmpty()) number(plan);
        return plan;
    }

    /** Each new right gets its id: one statement for all. */
    private void number(RightPlan plan) {
        var ids = store.ids(plan.created.size());
        for (int i = 0; i < ids.size(); i++) {
            NewRight right = plan.created.get(i);
            plan.created.set(i, new NewRight(ids.get(i), right.data(), right.cell(), right.owners()));
        }
    }

    /** What stands on the register already with the numbers of a file, by what {@link RightNumbers#key} gives. */
    private Map<String, Right> existing(List<Line> lines) {
        var sought = new ArrayList<Sought>();
        for (Line line : lines) {
            Sought number = sought(line);
            if (number != null) sought.add(number);
        }
        return sought.isEmpty() ? Map.of() : store.byNumber(sought);
    }

    /** The numbers of a row, null where they cannot be read. */
    private static @Nullable Sought sought(Line line) {
        var kind = RightKind.of(line.fields().getOrDefault("kind", ""));
        if (kind.isEmpty()) return null;
        var numbers = RightNumbers.read(
                kind.get(),
                line.fields().getOrDefault("applicationNumber", ""),
                line.fields().getOrDefault("grantNumber", ""));
        return numbers instanceof Outcome.Done<RightNumbers.Numbers>(var read)
                ? new Sought(kind.get(), read.application(), read.grant())
                : null;
    }

    private static @Nullable Right known(Map<String, Right> existing, RightData data) {
        return known(existing, new Sought(data.kind(), data.applicationNumber(), data.grantNumber()));
    }

    private static @Nullable Right known(Map<String, Right> existing, Sought sought) {
        Right byApplication = sought.application().isEmpty()
                ? null
                : existing.get(RightNumbers.key(sought.kind(), sought.application(), ""));
        if (byApplication != null || sought.grant().isEmpty()) return byApplication;
        return existing.get(RightNumbers.key(sought.kind(), "", sought.grant()));
    }

    private List<Row> rows(RightPlan plan, List<Line> lines, Map<String, Right> existing) {
        var meant = names.find(lines.stream()
                .map(line -> line.fields().getOrDefault("owner", "").strip())
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList());
        var rows = new ArrayList<Row>();
        for (Line line : lines) {
            line.errors().forEach(error -> plan.wrong(line.number(), error));
            Stated stated = null;
            switch (rules.read(filled(line, existing))) {
                case Outcome.Done<Stated>(var read) -> stated = read;
                case Outcome.Refused<Stated>(var errors) ->
                    errors.stream()
                            .filter(error -> line.errors().stream()
                                    .noneMatch(e -> e.field().equals(error.field())))
                            .forEach(error -> plan.wrong(line.number(), error));
            }
            String name = line.fields().getOrDefault("owner", "").strip();
            Known owner = meant.known().get(name);
            if (owner == null) owner = meant.known().get(name.toUpperCase(Locale.ROOT));
            if (name.isEmpty()) plan.wrong(line.number(), FieldError.of("owner", "ip.error.required"));
            else if (owner == null) plan.wrong(line.number(), FieldError.of("owner", "ip.error.owner", name));
            else if (meant.ambiguous().contains(name)) {
                plan.wrong(line.number(), FieldError.of("owner", "ip.error.ownerAmbiguous", name));
            }
            if (stated != null && owner != null && plan.right(line.number())) rows.add(new Row(line, owner, stated));
        }
        return rows;
    }

    /** A column that the file does not have leaves a right that is there as it is. */
    private static Map<String, String> filled(Line line, Map<String, Right> existing) {
        Sought sought = sought(line);
        Right before = sought == null ? null : known(existing, sought);
        var texts = new LinkedHashMap<String, String>();
        if (before != null) texts.putAll(RightData.of(before).texts());
        texts.putAll(line.fields());
        return texts;
    }

    private static List<Group> groups(RightPlan plan, List<Row> rows) {
        var groups = new LinkedHashMap<String, Group>();
        for (Row row : rows) {
            RightData data = row.stated().data();
            Group group = groups.get(data.key());
            if (group == null) {
                group = new Group(row.line(), row.stated(), new ArrayList<>(), new ArrayList<>(), row.owner());
                groups.put(data.key(), group);
            } else if (!group.stated().data().equals(data)) {
                plan.wrong(
                        row.line().number(),
                        FieldError.of(
                                "title", "ip.error.rowDiffers", group.first().number()));
                continue;
            } else if (group.owners().stream()
                    .anyMatch(owner -> owner.organisation().equals(row.owner().id()))) {
                plan.wrong(
                        row.line().number(),
                        FieldError.of(
                                "owner", "ip.error.rowTwice", group.first().number()));
                continue;
            }
            group.lines().add(row.line());
            group.owners()
                    .add(RightService.owner(
                            row.owner(), group.owners().size() + 1, row.stated().holding(), RightService.begin(data)));
        }
        return new ArrayList<>(groups.values());
    }

    private void create(Viewer officer, RightPlan plan, Group group) {
        if (!RightService.mayKeep(officer, group.leader().cell())) {
            plan.wrong(group.first().number(), FieldError.of("owner", "ip.error.notYours"));
        } else if (tooMuch(group.owners())) {
            plan.wrong(group.first().number(), FieldError.of("share", "ip.error.shares"));
        } else {
            plan.created.add(new NewRight(
                    new UUID(0, 0), group.stated().data(), group.leader().cell(), group.owners()));
        }
    }

    private static boolean tooMuch(List<Owner> owners) {
        return owners.stream()
                        .map(Owner::share)
                        .filter(Objects::nonNull)
                        .reduce(BigDecimal.ZERO, BigDecimal::add)
                        .compareTo(BigDecimal.valueOf(100))
                > 0;
    }

    private void change(Viewer officer, RightPlan plan, Group group, Right before, List<Owner> all) {
        if (!RightService.mayKeep(officer, before.cell())) {
            plan.wrong(group.first().number(), FieldError.of("owner", "ip.error.taken", before.firstOwner()));
            return;
        }
        var standing = all.stream().filter(owner -> owner.until() == null).toList();
        var added = new ArrayList<Owner>();
        var holdings = new ArrayList<Owner>();
        int last = standing.stream().mapToInt(Owner::position).max().orElse(0);
        for (int i = 0; i < group.owners().size(); i++) {
            Owner named = group.owners().get(i);
            var was = standing.stream()
                    .filter(owner -> owner.organisation().equals(named.organisation()))
                    .findFirst();
            if (was.isPresent()) {
                Owner held = held(was.get(), named, group.lines().get(i));
                if (!held.equals(was.get())) holdings.add(held);
            } else if (all.stream().anyMatch(owner -> owner.organisation().equals(named.organisation()))) {
                plan.wrong(group.lines().get(i).number(), FieldError.of("owner", "ip.error.ownedOnce", named.name()));
                return;
            } else {
                added.add(new Owner(
                        named.organisation(),
                        named.name(),
                        named.since(),
                        null,
                        ++last,
                        named.share(),
                        named.obtained(),
                        named.supportsProduct()));
            }
        }
        var together = new ArrayList<>(standing);
        together.addAll(added);
        if (tooMuch(together)) {
            plan.wrong(group.first().number(), FieldError.of("share", "ip.error.shares"));
            return;
        }
        RightData data = group.stated().data();
        if (added.isEmpty() && holdings.isEmpty() && RightData.of(before).equals(data)) plan.unchanged++;
        else plan.changed.put(before, new Becomes(data, added, holdings));
    }

    /** What the row's columns say of an owner that is there; the others stay. */
    private static Owner held(Owner was, Owner named, Line line) {
        var fields = line.fields();
        return RightService.held(
                was,
                new Holding(
                        null,
                        fields.getOrDefault("share", "").isBlank() ? was.share() : named.share(),
                        fields.getOrDefault("obtained", "").isBlank() ? was.obtained() : named.obtained(),
                        fields.getOrDefault("supportsProduct", "").isBlank()
                                ? was.supportsProduct()
                                : named.supportsProduct()));
    }

    @Override
    protected Outcome<Result> load(Viewer officer, RightPlan plan) {
        if (batch.create(officer, plan.created, "registry.ipImported")
                instanceof Outcome.Refused<Integer>(var errors)) {
            return Outcome.refused(errors);
        }
        if (batch.change(officer, plan.changed, "registry.ipImported")
                instanceof Outcome.Refused<Integer>(var errors)) {
            return Outcome.refused(errors);
        }
        return Outcome.done(plan.result());
    }
}
