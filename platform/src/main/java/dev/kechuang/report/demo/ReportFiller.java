package dev.kechuang.report.demo;

import dev.kechuang.identity.Accounts;
import dev.kechuang.indicator.Period;
import dev.kechuang.pack.Regions;
import dev.kechuang.report.internal.draft.ReportService;
import dev.kechuang.report.internal.freeze.FreezeService;
import dev.kechuang.shared.DemoClock;
import dev.kechuang.shared.DemoFiller;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.springframework.stereotype.Component;

/** Last year's report frozen, this year's drafted, the brief of the last quarter waiting for the leader. */
@Component
class ReportFiller implements DemoFiller {

    private final ReportService reports;
    private final FreezeService freezing;
    private final Accounts accounts;
    private final Regions regions;
    private final Clock clock;

    ReportFiller(ReportService reports, FreezeService freezing, Accounts accounts, Regions regions, Clock clock) {
        this.reports = reports;
        this.freezing = freezing;
        this.accounts = accounts;
        this.regions = regions;
        this.clock = clock;
    }

    @Override
    public int order() {
        return 850;
    }

    @Override
    public String label() {
        return "report.demo";
    }

    @Override
    public void fill(City city, LongConsumer progress) {
        if (!(clock instanceof DemoClock time)) return;
        Viewer officer = person(Role.BUREAU_OFFICER, city.region());
        Viewer leader = person(Role.BUREAU_LEADER, city.region());
        LocalDate today = clock.instant().atZone(clock.getZone()).toLocalDate();
        int year = today.getYear();
        UUID last = time.at(
                at(LocalDate.of(year, 1, 9)),
                () -> must(reports.create(officer, "annual", city.region(), Integer.toString(year - 1))));
        time.at(at(LocalDate.of(year, 1, 12)), () -> must(reports.submit(officer, last)));
        time.at(at(LocalDate.of(year, 1, 15)), () -> must(freezing.freeze(leader, last)));
        progress.accept(1);
        must(reports.create(officer, "annual", city.region(), Integer.toString(year)));
        progress.accept(2);
        Period quarter = Period.of(Period.Kind.QUARTER, today).previous();
        UUID brief = must(reports.create(officer, "quarterly-brief", city.region(), quarter.toString()));
        must(reports.submit(officer, brief));
        progress.accept(3);
    }

    private Instant at(LocalDate day) {
        return day.atTime(10, 0).atZone(clock.getZone()).toInstant();
    }

    private Viewer person(Role role, String region) {
        var person = accounts.officers(role, region).getFirst();
        return new Viewer(person.account(), person.name(), Set.of(role), null, null, "", regions.subtree(region));
    }

    private static <T> T must(Outcome<T> outcome) {
        return outcome.fold(value -> value, errors -> {
            throw new IllegalStateException("the demonstration was refused: " + errors);
        });
    }
}
