package dev.kechuang.registry.internal.title;

import dev.kechuang.audit.AuditLog;
import dev.kechuang.identity.Accounts;
import dev.kechuang.message.Messages;
import dev.kechuang.pack.TitleKind;
import dev.kechuang.pack.TitleKinds;
import dev.kechuang.registry.Title;
import dev.kechuang.registry.TitleEvent;
import dev.kechuang.registry.TitleEvent.What;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * What happens to titles by itself, every morning: those whose last day has passed lapse, and people are warned 12, 6
 * and 3 months ahead, once each.
 */
@Component
public class TitleExpiry {

    private static final String JOB = "titles";
    private static final int AT_ONCE = 500;
    private static final int NAMED = 10;

    private final TitleExpiryStore expiring;
    private final TitleService titles;
    private final TitleMessages told;
    private final TitleKinds kinds;
    private final Accounts accounts;
    private final Messages messages;
    private final AuditLog audit;
    private final TransactionOperations transactions;
    private final Clock clock;

    public TitleExpiry(
            TitleExpiryStore expiring,
            TitleService titles,
            TitleMessages told,
            TitleKinds kinds,
            Accounts accounts,
            Messages messages,
            AuditLog audit,
            TransactionOperations transactions,
            Clock clock) {
        this.expiring = expiring;
        this.titles = titles;
        this.told = told;
        this.kinds = kinds;
        this.accounts = accounts;
        this.messages = messages;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * @param lapsed how many titles lapsed
     * @param warned of how many certificates people were warned
     */
    public record Result(int lapsed, int warned) {}

    /** A second run on the same day finds nothing to do. */
    public Result run() {
        return new Result(lapse(), warn());
    }

    private int lapse() {
        int lapsed = 0;
        List<Title> over;
        @Nullable UUID after = null;
        LocalDate today = LocalDate.now(clock);
        do {
            over = expiring.over(today, after, AT_ONCE);
            for (Title title : over) {
                if (lapsed(title)) lapsed++;
                after = title.id();
            }
        } while (over.size() == AT_ONCE);
        return lapsed;
    }

    private boolean lapsed(Title title) {
        LocalDate last = java.util.Objects.requireNonNull(title.validUntil());
        try {
            transactions.executeWithoutResult(status -> {
                TitleEvent event = titles.plain(
                        title, title.version(), What.LAPSED, last.plusDays(1), "有效期届满", Viewer.PUBLIC, null);
                Title after = titles.applied(Viewer.PUBLIC, title, event);
                audit.appendSystem(JOB, TitleEvents.audited("registry.titleLapsed", after));
                kinds.byCode(title.kind()).ifPresent(kind -> told.tell(after, kind, What.LAPSED, ""));
            });
            return true;
        } catch (DataIntegrityViolationException e) {
            // Somebody renewed or ended it in this very moment: then it is not for us to lapse.
            return false;
        }
    }

    private int warn() {
        int warned = 0;
        int batch;
        do {
            batch = java.util.Objects.requireNonNull(transactions.execute(status -> {
                var due = expiring.warn(LocalDate.now(clock), AT_ONCE);
                due.forEach(this::tellHolder);
                tellOfficers(due);
                return due.size();
            }));
            warned += batch;
        } while (batch == AT_ONCE);
        return warned;
    }

    private void tellHolder(TitleExpiryStore.Due due) {
        Title title = due.title();
        if (title.organisation() == null) return;
        var people = accounts.ofOrganisation(title.organisation()).stream()
                .map(Accounts.Person::account)
                .toList();
        if (people.isEmpty()) return;
        messages.send(
                people,
                "registry.titleExpiring/" + title.id() + "/" + title.validUntil() + "/" + due.months(),
                kindName(title) + "将于 " + title.validUntil() + " 到期",
                "距到期不足 " + due.months() + " 个月" + (title.number().isEmpty() ? "" : "，编号 " + title.number())
                        + "。如需延续，请及早准备重新认定。",
                "/titles/" + title.id());
    }

    /** One message for all of a kind in a county, however many a granting document of three years ago named. */
    private void tellOfficers(List<TitleExpiryStore.Due> due) {
        record Group(String region, @Nullable String zone, String kind, TitleKind.Level level, int months) {}
        var groups = due.stream()
                .collect(Collectors.groupingBy(
                        each -> new Group(
                                each.title().region(),
                                each.title().zone(),
                                each.title().kind(),
                                each.title().level(),
                                each.months()),
                        LinkedHashMap::new,
                        Collectors.toList()));
        groups.forEach((group, titlesOfGroup) -> {
            var officers = officers(group.region(), group.zone());
            if (officers.isEmpty()) return;
            var first = titlesOfGroup.getFirst().title();
            String names = titlesOfGroup.stream()
                    .limit(NAMED)
                    .map(each -> holder(each.title()) + "（" + each.title().validUntil() + "）")
                    .collect(Collectors.joining("、"));
            messages.send(
                    officers,
                    "registry.titlesExpiring/" + first.id() + "/" + first.validUntil() + "/" + group.months(),
                    titlesOfGroup.size() + " 项" + kindName(first) + "将在 " + group.months() + " 个月内到期",
                    names + (titlesOfGroup.size() > NAMED ? "等。" : "。"),
                    "/titles?kind=" + group.kind() + "&level=" + group.level().code() + "&region=" + group.region()
                            + "&expiring=" + group.months());
        });
    }

    private List<UUID> officers(String region, @Nullable String zone) {
        var found = new LinkedHashSet<UUID>();
        for (String place : zone == null ? List.of(region) : List.of(region, zone)) {
            accounts.officers(Role.COUNTY_OFFICER, place).forEach(person -> found.add(person.account()));
        }
        return new ArrayList<>(found);
    }

    private static String holder(Title title) {
        return title.name().isEmpty() ? title.organisationName() : title.name();
    }

    private String kindName(Title title) {
        return kinds.byCode(title.kind()).map(TitleKind::name).orElse(title.kind());
    }
}
