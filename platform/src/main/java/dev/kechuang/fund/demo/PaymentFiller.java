package dev.kechuang.fund.demo;

import dev.kechuang.fund.internal.PaymentService;
import dev.kechuang.fund.internal.PaymentStore;
import dev.kechuang.fund.internal.PaymentStore.Due;
import dev.kechuang.identity.Accounts;
import dev.kechuang.pack.Regions;
import dev.kechuang.shared.DemoClock;
import dev.kechuang.shared.DemoFiller;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Pays what the demonstration's programmes made due: a batch a month, in the middle of the month after, so that projects that
 * have ended are paid out. What became due in the last weeks still waits on the officer's desk.
 */
@Component
class PaymentFiller implements DemoFiller {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    /** Days for which what is due still waits. */
    private static final int WAITS = 40;

    private final PaymentStore payments;
    private final DemoOffice.Makers makers;
    private final Accounts accounts;
    private final Regions regions;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    PaymentFiller(
            PaymentStore payments,
            DemoOffice.Makers makers,
            Accounts accounts,
            Regions regions,
            ApplicationEventPublisher events,
            Clock clock) {
        this.payments = payments;
        this.makers = makers;
        this.accounts = accounts;
        this.regions = regions;
        this.events = events;
        this.clock = clock;
    }

    /** After the programmes. */
    @Override
    public int order() {
        return 555;
    }

    @Override
    public String label() {
        return "fund.demo.payments";
    }

    @Override
    public void fill(City city, LongConsumer progress) {
        if (!(clock instanceof DemoClock time)) return;
        LocalDate today = LocalDate.now(clock);
        long done = 0;
        var places = new ArrayList<String>();
        places.add(city.region());
        regions.children(city.region(), today).forEach(region -> places.add(region.code()));
        for (String place : places) {
            boolean bureau = place.equals(city.region());
            var officer = viewer(bureau ? Role.BUREAU_OFFICER : Role.COUNTY_OFFICER, place, 0);
            var approver = viewer(bureau ? Role.BUREAU_LEADER : Role.COUNTY_OFFICER, place, bureau ? 0 : 1);
            if (officer.isEmpty() || approver.isEmpty()) continue;
            var months = new TreeMap<LocalDate, List<Due>>();
            for (Due due : payments.due(officer.get(), null, 10_000)) {
                LocalDate since = LocalDate.ofInstant(due.since(), ZONE);
                if (!due.region().equals(place)
                        || !due.reference().startsWith("programme/")
                        || since.isAfter(today.minusDays(WAITS))) continue;
                months.computeIfAbsent(since.withDayOfMonth(15).plusMonths(1), day -> new ArrayList<>())
                        .add(due);
            }
            for (var month : months.entrySet()) {
                LocalDate day = month.getKey().isBefore(today) ? month.getKey() : today.minusDays(1);
                var office = makers.at(day, officer.get(), approver.get(), events);
                done += time.at(day.atTime(10, 0).atZone(ZONE).toInstant(), () -> pay(office, month.getValue(), city));
                progress.accept(done);
            }
        }
    }

    private static long pay(DemoOffice office, List<Due> due, City city) {
        for (Due one : due) office.account(one.beneficiary(), city.random());
        for (int from = 0; from < due.size(); from += PaymentService.MOST) {
            office.settle(due.subList(from, Math.min(due.size(), from + PaymentService.MOST)));
        }
        return due.size();
    }

    private Optional<Viewer> viewer(Role role, String region, int place) {
        return accounts.officers(role, region).stream()
                .skip(place)
                .findFirst()
                .map(person -> new Viewer(
                        person.account(), person.name(), Set.of(role), null, null, "", regions.subtree(region)));
    }
}
