package dev.kechuang.plan.internal.scheme;

import dev.kechuang.indicator.Indicator;
import dev.kechuang.indicator.Indicators;
import dev.kechuang.plan.internal.desk.Desk;
import dev.kechuang.plan.internal.desk.History;
import dev.kechuang.plan.internal.desk.Units;
import dev.kechuang.plan.internal.scheme.Scheme.Kind;
import dev.kechuang.plan.internal.scheme.Scheme.Level;
import dev.kechuang.plan.internal.scheme.Scheme.Stage;
import dev.kechuang.plan.internal.scheme.Scheme.State;
import dev.kechuang.plan.internal.scheme.Scheme.Target;
import dev.kechuang.record.NewRecord;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.desk.Typed;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Enters schemes, takes progress of their lead units, closes them. */
@Service
public class SchemeService {

    private static final BigDecimal MOST = new BigDecimal("1000000000000");

    private final SchemeStore store;
    private final Desk desk;
    private final History history;
    private final Units units;
    private final Indicators indicators;

    public SchemeService(SchemeStore store, Desk desk, History history, Units units, Indicators indicators) {
        this.store = store;
        this.desk = desk;
        this.history = history;
        this.units = units;
        this.indicators = indicators;
    }

    private static <T> Outcome<T> refused(String field, String key, Object... args) {
        return Outcome.refused(FieldError.of(field, key, args));
    }

    public static boolean reports(Viewer viewer, Scheme scheme) {
        return Units.own(viewer, scheme.unit()) && viewer.isAny(Role.BUREAU_OFFICER, Role.COUNTY_OFFICER);
    }

    /** Whether the viewer's unit helps and may say what it did. */
    public static boolean supports(Viewer viewer, Scheme scheme) {
        return viewer.isAny(Role.BUREAU_OFFICER, Role.COUNTY_OFFICER)
                && viewer.unit() != null
                && scheme.supporting().contains(viewer.unit());
    }

    /** A county closes what it entered for itself, not what the bureau agreed with it or laid on it. */
    public static boolean closes(Viewer viewer, Scheme scheme) {
        UUID by = scheme.createdUnit();
        return viewer.isAny(Role.BUREAU_OFFICER, Role.BUREAU_LEADER)
                || viewer.is(Role.COUNTY_OFFICER)
                        && Units.own(viewer, scheme.unit())
                        && by != null
                        && Units.own(viewer, by);
    }

    /**
     * Enters a scheme; fields: kind, title, source, document, level, content, unit, supporting (ids), region (empty: the
     * lead's; the bureau of another one supports), startsOn, endsOn, likelihood and impact of risks, stages ({@code title：date}, one a line), targets ({@code indicator：value}, one a
     * line; the indicator by name or code).
     */
    public Outcome<UUID> enter(Viewer officer, Map<String, String> typed) {
        return desk.run(() -> {
            var read = new Typed(typed);
            Kind kind = read.choice("kind", Kind.class, Kind.ASSIGNED);
            Level level = read.choice("level", Level.class, Level.CITY);
            String title = read.text("title", 2, 120);
            String source = read.text("source", 2, 120);
            String document = read.optional("document", 80);
            String content = read.optional("content", 4000);
            var unit = read.optionalId("unit").flatMap(units::find);
            if (unit.isEmpty()) read.wrong("unit", "scheme.error.unit");
            else if (officer.is(Role.COUNTY_OFFICER)
                    && !Units.own(officer, unit.get().id())) read.wrong("unit", "scheme.error.ownUnit");
            var supporting = new ArrayList<>(read.ids("supporting"));
            unit.ifPresent(lead -> supporting.remove(lead.id()));
            String region = read.optional("region", 20);
            if (region.isEmpty()) region = unit.map(Units.Unit::region).orElse("");
            else if (!officer.regions().contains(region)) read.wrong("region", "desk.error.choice");
            for (var bureau : units.bureaus(region)) {
                boolean leads =
                        unit.map(Units.Unit::id).filter(bureau.id()::equals).isPresent();
                if (!leads && !supporting.contains(bureau.id())) supporting.add(bureau.id());
            }
            read.unless(
                    supporting.stream().allMatch(one -> units.find(one).isPresent()),
                    "supporting",
                    "desk.error.choice");
            LocalDate starts = read.day("startsOn");
            LocalDate ends = read.day("endsOn");
            boolean dated = read.clean();
            if (dated && ends.isBefore(starts)) read.wrong("endsOn", "scheme.error.order");
            Integer likelihood = kind == Kind.RISK ? (Integer) read.whole("likelihood", 1, 5) : null;
            Integer impact = kind == Kind.RISK ? (Integer) read.whole("impact", 1, 5) : null;
            var stages = stages(typed.getOrDefault("stages", ""), starts, ends, dated, read);
            var targets = targets(typed.getOrDefault("targets", ""), read);
            if (read.clean()
                    && store.same(kind, title, starts, unit.orElseThrow().id()))
                read.wrong("title", "scheme.error.twice");
            if (!read.clean()) return read.refused();
            Units.Unit lead = unit.orElseThrow();
            UUID id = desk.id();
            String number = "专项%d-%03d".formatted(starts.getYear(), desk.next("scheme", starts.getYear()));
            var scheme = new Scheme(
                    id,
                    number,
                    1,
                    kind,
                    title,
                    source,
                    document,
                    level,
                    content,
                    region,
                    lead.id(),
                    lead.name(),
                    supporting,
                    starts,
                    ends,
                    likelihood,
                    impact,
                    State.RUNNING,
                    0,
                    null,
                    "",
                    officer.unit(),
                    officer.name());
            store.insert(scheme, stages, targets, officer, desk.now());
            count(Scheme.RECORD, scheme, starts);
            history.append(id, "entered", "", officer, desk.now());
            desk.log(officer, "plan.schemeEntered", "scheme", id, title, Map.of("kind", kind.code()));
            tell(officer, scheme, "entered", ends.toString());
            return Outcome.done(id);
        });
    }

    /** Tells everybody of the lead and supporting units but whoever did it. */
    private void tell(Viewer officer, Scheme scheme, String what, String last) {
        var people = new LinkedHashSet<>(units.people(scheme.unit()));
        for (UUID one : scheme.supporting()) people.addAll(units.people(one));
        people.remove(officer.requireAccount());
        desk.tell(
                people,
                "plan.scheme/" + scheme.id() + "/" + what,
                "scheme.message." + what + ".",
                "/schemes/" + scheme.id(),
                scheme.number(),
                scheme.title(),
                last);
    }

    private void count(String record, Scheme scheme, LocalDate day) {
        desk.records()
                .append(new NewRecord(
                        record,
                        day,
                        scheme.region(),
                        null,
                        null,
                        Map.of(
                                "scheme",
                                scheme.kind().code(),
                                "level",
                                scheme.level().code()),
                        1,
                        0,
                        "plan/scheme/" + scheme.id(),
                        scheme.id().toString()));
    }

    private static List<Stage> stages(String typed, LocalDate starts, LocalDate ends, boolean dated, Typed read) {
        var stages = new ArrayList<Stage>();
        int line = 0;
        for (String raw : typed.lines().toList()) {
            line++;
            if (raw.isBlank()) continue;
            String[] parts = split(raw);
            var due = parts == null ? Optional.<LocalDate>empty() : day(parts[1]);
            if (parts == null || due.isEmpty() || parts[0].length() < 2 || parts[0].length() > 120) {
                read.wrong("stages", "scheme.error.stage", line);
            } else if (dated && (due.get().isBefore(starts) || due.get().isAfter(ends))) {
                read.wrong("stages", "scheme.error.stageTerm", line);
            } else {
                stages.add(new Stage(stages.size() + 1, parts[0], due.get(), null, ""));
            }
        }
        return stages;
    }

    private static Optional<LocalDate> day(String text) {
        return new Typed(Map.of("day", text)).optionalDay("day");
    }

    private static String @Nullable [] split(String raw) {
        String line = raw.strip();
        int colon = line.replace(':', '：').lastIndexOf('：');
        return colon <= 0
                ? null
                : new String[] {
                    line.substring(0, colon).strip(), line.substring(colon + 1).strip()
                };
    }

    private List<Target> targets(String typed, Typed read) {
        var targets = new ArrayList<Target>();
        int line = 0;
        for (String raw : typed.lines().toList()) {
            line++;
            if (raw.isBlank()) continue;
            String[] parts = split(raw);
            String named = parts == null ? raw.strip() : parts[0];
            var indicator = indicators.all().stream()
                    .filter(one -> one.code().equals(named)
                            || one.name().equals(named)
                            || one.aliases().contains(named))
                    .map(Indicator::code)
                    .findFirst();
            var value = parts == null
                    ? Optional.<BigDecimal>empty()
                    : new Typed(Map.of("value", parts[1])).optionalDecimal("value", MOST.negate(), MOST, 6);
            if (indicator.isEmpty()) unknown(read, line, named);
            else if (value.isEmpty()) read.wrong("targets", "scheme.error.value", line);
            else if (targets.stream().anyMatch(one -> one.indicator().equals(indicator.get())))
                read.wrong("targets", "scheme.error.targetTwice", line);
            else targets.add(new Target(indicator.get(), value.get()));
        }
        return targets;
    }

    private void unknown(Typed read, int line, String named) {
        var near = indicators.suggest(named, "", 1);
        if (near.isEmpty()) read.wrong("targets", "scheme.error.indicator", line, named);
        else
            read.wrong(
                    "targets",
                    "scheme.error.indicatorNear",
                    line,
                    named,
                    near.getFirst().indicator().name());
    }

    private interface Step {
        Outcome<UUID> take(Scheme scheme);
    }

    private Outcome<UUID> step(Viewer viewer, UUID id, int version, Step step) {
        return desk.run(() -> {
            var found = store.lock(viewer, id);
            if (found.isEmpty()) return refused("", "scheme.error.gone");
            if (found.get().version() != version) return refused("", "desk.error.changed");
            if (found.get().state() != State.RUNNING) return refused("", "scheme.error.closed");
            return step.take(found.get());
        });
    }

    /** The lead unit reports; fields: percent, text, stages done (numbers). A supporting one says what it did: text. */
    public Outcome<UUID> report(Viewer officer, UUID id, int version, Map<String, String> typed) {
        return step(officer, id, version, scheme -> {
            if (supports(officer, scheme)) return helped(officer, scheme, new Typed(typed));
            if (!reports(officer, scheme)) return refused("", "scheme.error.otherUnit", scheme.unitName());
            var read = new Typed(typed);
            int percent = read.whole("percent", 0, 100);
            String text = read.text("text", 4, 2000);
            var done = read.words("done");
            var stages = store.stages(id);
            read.unless(
                    done.stream()
                            .allMatch(one -> stages.stream()
                                    .anyMatch(stage ->
                                            String.valueOf(stage.number()).equals(one) && stage.doneOn() == null)),
                    "done",
                    "scheme.error.done");
            if (!read.clean()) return read.refused();
            for (String one : done) store.stageDone(id, Integer.parseInt(one), desk.today(), "");
            store.progress(id, percent);
            history.append(id, "reported", percent + "% " + text, officer, desk.now());
            desk.log(officer, "plan.schemeReported", "scheme", id, scheme.title(), Map.of("percent", percent));
            return Outcome.done(id);
        });
    }

    private Outcome<UUID> helped(Viewer officer, Scheme scheme, Typed read) {
        String text = read.text("text", 4, 2000);
        if (!read.clean()) return read.refused();
        store.progress(scheme.id(), scheme.percent());
        history.append(scheme.id(), "supported", text, officer, desk.now());
        desk.log(officer, "plan.schemeSupported", "scheme", scheme.id(), scheme.title(), Map.of());
        return Outcome.done(scheme.id());
    }

    /** Closes; fields: result (completed, terminated), note. Completed needs every stage done. */
    public Outcome<UUID> close(Viewer officer, UUID id, int version, Map<String, String> typed) {
        return step(officer, id, version, scheme -> {
            if (!closes(officer, scheme)) return refused("", "scheme.error.notYours");
            var read = new Typed(typed);
            String result = read.oneOf("result", List.of("completed", "terminated"));
            String note = read.text("note", 4, 2000);
            long open = store.stages(id).stream()
                    .filter(stage -> stage.doneOn() == null)
                    .count();
            if (result.equals("completed") && open > 0) read.wrong("result", "scheme.error.open", open);
            if (!read.clean()) return read.refused();
            boolean completed = result.equals("completed");
            store.close(
                    id,
                    completed ? State.COMPLETED : State.TERMINATED,
                    desk.today(),
                    note,
                    completed ? 100 : scheme.percent());
            if (completed) count(Scheme.DONE, scheme, desk.today());
            history.append(id, result, note, officer, desk.now());
            desk.log(officer, "plan.schemeClosed", "scheme", id, scheme.title(), Map.of("result", result));
            tell(officer, scheme, result, note);
            return Outcome.done(id);
        });
    }
}
