package dev.kechuang.plan.internal.assess;

import dev.kechuang.plan.internal.assess.Assessment.Subject;
import dev.kechuang.plan.internal.assess.AssessmentScheme.Kind;
import dev.kechuang.plan.internal.desk.DemoOffice;
import dev.kechuang.plan.internal.desk.Units.Unit;
import dev.kechuang.shared.DemoFiller;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;
import org.springframework.stereotype.Component;

/** Last year's assessment of the demonstration city, final, and this year's, tried and being scored. */
@Component
class DemoAssessments implements DemoFiller {

    private final AssessmentService service;
    private final AssessmentScores scores;
    private final Objections objections;
    private final AssessmentSchemes schemes;
    private final AssessmentStore store;
    private final DemoOffice office;

    DemoAssessments(
            AssessmentService service,
            AssessmentScores scores,
            Objections objections,
            AssessmentSchemes schemes,
            AssessmentStore store,
            DemoOffice office) {
        this.service = service;
        this.scores = scores;
        this.objections = objections;
        this.schemes = schemes;
        this.store = store;
        this.office = office;
    }

    @Override
    public int order() {
        return 790;
    }

    @Override
    public String label() {
        return "assess.demo";
    }

    @Override
    public void fill(City city, LongConsumer progress) {
        if (schemes.all().isEmpty() || office.divisions().size() < 3) return;
        String scheme = schemes.all().getFirst().code();
        int year = office.today().getYear();
        last(scheme, year - 1, city.random());
        progress.accept(1);
        Viewer officer = office.in(office.divisions().getFirst());
        open(scheme, year, officer, office.today().minusDays(3)).ifPresent(id -> {
            scores(id, officer, office.today().minusDays(2), city.random(), 3);
            office.on(office.today().minusDays(1), () -> service.run(officer, id));
        });
        progress.accept(2);
    }

    private java.util.Optional<UUID> open(String scheme, int year, Viewer officer, LocalDate day) {
        return office.on(day, () -> service.open(officer, Map.of("scheme", scheme, "year", String.valueOf(year))))
                .fold(java.util.Optional::of, errors -> java.util.Optional.empty());
    }

    private void last(String scheme, int year, RandomGenerator random) {
        LocalDate start = LocalDate.of(year + 1, 1, 12);
        Viewer officer = office.in(office.divisions().getFirst());
        var opened = open(scheme, year, officer, start);
        if (opened.isEmpty()) return;
        UUID id = opened.get();
        scores(id, officer, start.plusDays(3), random, Integer.MAX_VALUE);
        var counties = store.subjects(id).stream()
                .filter(subject -> subject.group().equals("counties"))
                .toList();
        Subject first = counties.getFirst();
        office.on(
                start.plusDays(4),
                () -> scores.enter(
                        officer,
                        id,
                        first.unit(),
                        Map.of("entryItem", "honour", "entryPoints", "1.5", "entryReason", "承担省级科技体制改革试点并获通报表扬")));
        Subject second = counties.get(1);
        office.on(
                start.plusDays(4),
                () -> scores.enter(
                        officer,
                        id,
                        second.unit(),
                        Map.of("entryItem", "criticism", "entryPoints", "1", "entryReason", "配套资金未按期到位被通报")));
        office.on(start.plusDays(5), () -> service.run(officer, id));
        publish(id, officer, start.plusDays(8));
        office.counties().stream()
                .filter(unit -> unit.id().equals(second.unit()))
                .findFirst()
                .ifPresent(unit -> objection(id, unit, officer, start.plusDays(10)));
        Viewer leader = office.leader();
        int version = store.find(officer, id).orElseThrow().version();
        office.on(start.plusDays(45), () -> service.finish(leader, id, version));
    }

    private void publish(UUID id, Viewer officer, LocalDate day) {
        int version = store.find(officer, id).orElseThrow().version();
        office.on(day, () -> service.publish(officer, id, version));
    }

    private void objection(UUID id, Unit unit, Viewer officer, LocalDate day) {
        var raised = office.on(
                day,
                () -> objections.object(
                        office.in(unit),
                        id,
                        unit.id(),
                        Map.of("objectionItem", "criticism", "text", "资金已于年底前补足，请核实后酌情减少扣分。")));
        if (!(raised instanceof Outcome.Done<UUID>)) return;
        UUID objection = store.objections(id).getFirst().id();
        office.on(
                day.plusDays(1),
                () -> objections.handle(
                        officer, id, objection, Map.of("decision", "rejected", "answer", "经核实，资金到位时间晚于规定期限，维持扣分。")));
    }

    private void scores(UUID id, Viewer officer, LocalDate day, RandomGenerator random, int most) {
        var assessment = store.find(officer, id).orElseThrow();
        var scheme = service.scheme(assessment);
        List<Unit> divisions = office.divisions();
        int done = 0;
        for (Subject subject : store.subjects(id)) {
            for (var item : scheme.items(subject.group())) {
                if (item.kind() != Kind.MANUAL || done == most) continue;
                done++;
                divisions.stream()
                        .filter(unit -> !unit.id().equals(subject.unit()))
                        .limit(2)
                        .forEach(unit -> {
                            BigDecimal points = item.weight()
                                    .multiply(new BigDecimal(80 + random.nextInt(18)))
                                    .movePointLeft(2)
                                    .setScale(1, RoundingMode.HALF_UP);
                            office.on(
                                    day,
                                    () -> scores.score(
                                            office.in(unit),
                                            id,
                                            subject.unit(),
                                            Map.of(
                                                    "item",
                                                    item.code(),
                                                    "points",
                                                    points.toPlainString(),
                                                    "reason",
                                                    "综合全年情况")));
                        });
            }
        }
    }
}
