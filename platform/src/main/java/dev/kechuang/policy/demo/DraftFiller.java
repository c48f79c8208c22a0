package dev.kechuang.policy.demo;

import dev.kechuang.identity.Accounts;
import dev.kechuang.identity.Accounts.Person;
import dev.kechuang.policy.internal.release.Draft;
import dev.kechuang.policy.internal.release.Draft.Wish;
import dev.kechuang.policy.internal.release.DraftService;
import dev.kechuang.policy.internal.release.DraftStore;
import dev.kechuang.shared.DemoFiller;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import org.springframework.stereotype.Component;

/** A draft that waits for another person: the city would list larger firms as fledglings next year. */
@Component
class DraftFiller implements DemoFiller {

    private static final String POLICY = "cn-jiangsu-suzhou-fledgling";

    private final DraftService drafts;
    private final DraftStore store;
    private final Accounts accounts;
    private final Clock clock;

    DraftFiller(DraftService drafts, DraftStore store, Accounts accounts, Clock clock) {
        this.drafts = drafts;
        this.store = store;
        this.accounts = accounts;
        this.clock = clock;
    }

    @Override
    public int order() {
        return 305;
    }

    @Override
    public String label() {
        return "release.demo";
    }

    @Override
    public void fill(City city, LongConsumer progress) {
        List<Person> officers = accounts.officers(Role.BUREAU_OFFICER, city.region());
        if (officers.isEmpty()) return;
        Person officer = officers.getLast();
        var viewer = new Viewer(
                officer.account(), officer.name(), Set.of(Role.BUREAU_OFFICER), null, null, "", List.of(city.region()));
        // Another city has no fledglings.
        if (!(drafts.begin(viewer, POLICY, false) instanceof Outcome.Done<Draft>(Draft draft))) return;
        String text = store.text(draft.id(), draft.revision()).replace("value: 5000万元", "value: 8000万元");
        Draft saved = done(drafts.save(viewer, draft.id(), draft.revision(), text));
        LocalDate next = LocalDate.now(clock).withDayOfYear(1).plusYears(1);
        Draft submitted = done(
                drafts.submit(viewer, saved.id(), saved.revision(), new Wish(next, "示例文号", "收入上限放宽到8000万元，明年起施行")));
        progress.accept(submitted.revision());
    }

    private static Draft done(Outcome<Draft> outcome) {
        return outcome.fold(draft -> draft, errors -> {
            throw new IllegalStateException("the draft of the demonstration is refused: " + errors);
        });
    }
}
