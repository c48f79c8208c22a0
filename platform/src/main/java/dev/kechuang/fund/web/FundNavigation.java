package dev.kechuang.fund.web;

import dev.kechuang.fund.internal.AllocationStore;
import dev.kechuang.fund.internal.BankAccountStore;
import dev.kechuang.fund.internal.LineSearch;
import dev.kechuang.fund.internal.PaymentOrder;
import dev.kechuang.fund.internal.PaymentStore;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.HomeSource;
import dev.kechuang.shared.web.NavItem;
import dev.kechuang.shared.web.SearchSource;
import dev.kechuang.shared.web.ui.Action;
import dev.kechuang.shared.web.ui.Figures;
import dev.kechuang.shared.web.ui.HomeCard;
import dev.kechuang.shared.web.ui.SearchHits;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where the money stands in the menus, on the home pages and in the search. */
@Configuration(proxyBeanMethods = false)
class FundNavigation {

    private static final String AREA = "fund.nav.area";
    private static final String BUDGETS = "fund.nav.budgets";
    private static final String PAYING = "fund.nav.paying";
    private static final Set<Role> OFFICERS = Set.of(Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER);
    private static final Set<Role> HANDLING = Set.of(Role.COUNTY_OFFICER, Role.BUREAU_OFFICER);

    @Bean
    NavItem fundBudgetsEntry() {
        return new NavItem(AREA, BUDGETS, "fund.lines", "/funds", 400, OFFICERS, NavItem.Todo.NONE)
                .alsoOn("/funds/lines");
    }

    @Bean
    NavItem fundAllocationsEntry() {
        return new NavItem(AREA, BUDGETS, "fund.allocations", "/funds/allocations", 401, OFFICERS, NavItem.Todo.NONE);
    }

    @Bean
    NavItem fundJournalEntry() {
        return new NavItem(AREA, BUDGETS, "fund.journal", "/funds/journal", 402, OFFICERS, NavItem.Todo.NONE);
    }

    @Bean
    NavItem fundDueEntry(ObjectProvider<PaymentStore> payments) {
        return new NavItem(
                AREA,
                PAYING,
                "fund.due",
                "/funds/due",
                403,
                OFFICERS,
                viewer -> viewer.isAny(Role.BUREAU_OFFICER, Role.COUNTY_OFFICER)
                        ? payments.getObject().countDue(viewer)
                        : 0);
    }

    @Bean
    NavItem fundPaymentsEntry(ObjectProvider<PaymentStore> payments) {
        return new NavItem(
                AREA,
                PAYING,
                "fund.payments",
                "/funds/payments",
                404,
                OFFICERS,
                viewer -> payments.getObject().countToApprove(viewer));
    }

    @Bean
    NavItem fundBatchesEntry() {
        return new NavItem(AREA, PAYING, "fund.batches", "/funds/batches", 405, OFFICERS, NavItem.Todo.NONE);
    }

    @Bean
    NavItem fundReturnsEntry() {
        return new NavItem(AREA, PAYING, "fund.returns", "/funds/returns", 406, OFFICERS, NavItem.Todo.NONE);
    }

    @Bean
    NavItem fundReconciliationEntry() {
        return new NavItem(
                AREA, PAYING, "fund.reconciliation", "/funds/reconciliation", 407, OFFICERS, NavItem.Todo.NONE);
    }

    @Bean
    NavItem fundAccountsEntry(ObjectProvider<BankAccountStore> accounts) {
        return new NavItem(
                AREA,
                PAYING,
                "fund.accounts",
                "/funds/accounts",
                408,
                HANDLING,
                viewer -> accounts.getObject().countWaiting(viewer));
    }

    @Bean
    NavItem ownFundsEntry() {
        return new NavItem(
                AREA, "fund.nav.own", "fund.my", "/my/funds", 409, Set.of(Role.APPLICANT), NavItem.Todo.NONE);
    }

    @Bean
    HomeSource fundCard(PaymentStore payments, AllocationStore allocations, FundLabels labels) {
        return new HomeSource() {
            @Override
            public int order() {
                return 400;
            }

            @Override
            public Optional<HomeCard> card(Viewer viewer, Locale locale) {
                if (viewer.is(Role.APPLICANT)) {
                    return Optional.of(new HomeCard(
                            labels.text(locale, "fund.my"),
                            List.of(),
                            allocations.owed(viewer, 5).stream()
                                    .map(owed -> owed(owed, "fund.todo.payBack", "/my/funds/", locale))
                                    .toList(),
                            List.of(Action.open(labels.text(locale, "fund.my"), "/my/funds"))));
                }
                if (!viewer.isOfficer()) return Optional.empty();
                var todos = Stream.concat(
                                payments.toApprove(viewer, 5).stream().map(order -> todo(order, locale)),
                                allocations.owed(viewer, 3).stream()
                                        .map(owed -> owed(owed, "fund.todo.recover", "/funds/allocations/", locale)))
                        .toList();
                return Optional.of(new HomeCard(
                        labels.text(locale, "fund.nav.area"),
                        List.of(),
                        todos,
                        List.of(
                                Action.open(labels.text(locale, "fund.lines"), "/funds"),
                                Action.open(labels.text(locale, "fund.payments"), "/funds/payments?state=made"))));
            }

            private HomeCard.Todo owed(AllocationStore.Owed owed, String key, String base, Locale locale) {
                return new HomeCard.Todo(
                        labels.text(locale, key, owed.title(), Figures.yuan(owed.open())),
                        owed.since().toString(),
                        base + owed.allocation());
            }

            private HomeCard.Todo todo(PaymentOrder order, Locale locale) {
                return new HomeCard.Todo(
                        labels.text(
                                locale,
                                "fund.todo.approve",
                                order.payee(),
                                order.amount().inYuan()),
                        order.number() + " · " + order.madeName() + " · " + FundLabels.minute(order.madeAt()),
                        "/funds/payments/" + order.id());
            }
        };
    }

    @Bean
    SearchSource paymentHits(PaymentStore payments, FundLabels labels) {
        return SearchSource.of(401, (viewer, words, limit, locale) -> {
            String title = labels.text(locale, "fund.payments");
            // By the number on a bank slip; by title and payee the money itself is found.
            String number = words.toUpperCase(Locale.ROOT);
            if (!viewer.isOfficer() || !number.matches("BK[0-9]{11}")) return SearchHits.none(title);
            return new SearchHits(
                    title,
                    payments.list(viewer, "", null, number, KeyPage.At.START, limit).items().stream()
                            .map(order -> new SearchHits.Hit(
                                    order.number() + " " + order.title(),
                                    order.payee() + " · "
                                            + labels.payment(locale, order.state())
                                                    .label(),
                                    "/funds/payments/" + order.id()))
                            .toList(),
                    "");
        });
    }

    @Bean
    SearchSource fundHits(LineSearch search, FundLabels labels) {
        return SearchSource.of(400, (viewer, words, limit, locale) -> {
            String title = labels.text(locale, "fund.allocations");
            boolean officer = viewer.isOfficer();
            if (!officer && !viewer.is(Role.APPLICANT)) return SearchHits.none(title);
            var page = search.allocations(viewer, null, words, KeyPage.At.START, limit);
            String base = officer ? "/funds/allocations" : "/my/funds";
            return new SearchHits(
                    title,
                    page.items().stream()
                            .map(a -> new SearchHits.Hit(
                                    a.title(), a.payee() + " · " + a.lineName(), base + "/" + a.id()))
                            .toList(),
                    page.next() == null ? "" : base + "?q=" + URLEncoder.encode(words, StandardCharsets.UTF_8));
        });
    }
}
