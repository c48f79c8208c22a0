package dev.kechuang.indicator.internal.observation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.identity.Accounts;
import dev.kechuang.indicator.Period;
import dev.kechuang.indicator.internal.figure.Fakes;
import dev.kechuang.indicator.internal.figure.FigureFixture;
import dev.kechuang.indicator.internal.observation.Observation.Origin;
import dev.kechuang.message.Messages;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Texts;
import dev.kechuang.testing.Viewers;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.ResourceBundleMessageSource;

/** Who has to report what, who is late, and who is told when. */
class ReportingTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final FigureFixture CITY = new FigureFixture();
    private static final Viewer BUREAU = Viewers.bureauOfficer();
    private static final Viewer TAICANG = Viewers.countyOfficer(Viewers.TAICANG);
    private static final ObservationStore STORE = new ObservationStore(CITY.jdbc);

    private final Inbox inbox = new Inbox();

    @AfterAll
    static void close() {
        CITY.close();
    }

    private static Clock on(String day) {
        return Clock.fixed(LocalDate.parse(day).atTime(9, 0).atZone(ZONE).toInstant(), ZONE);
    }

    private static Reporting reporting(String day) {
        return new Reporting(FigureFixture.DICTIONARY, FigureFixture.PACKS.regions(), STORE, on(day));
    }

    private static Observations observations(String day) {
        var rules = new ObservationRules(FigureFixture.DICTIONARY, FigureFixture.PACKS.regions(), on(day));
        return new Observations(
                STORE,
                rules,
                FigureFixture.DICTIONARY,
                FigureFixture.PACKS.regions(),
                new Fakes.NoAudit(),
                CITY.transactions,
                on(day),
                cells -> {});
    }

    private ReportingReminders reminders(String day) {
        var messages = new ResourceBundleMessageSource();
        messages.setBasenames("i18n/indicator-reporting", "i18n/indicator");
        messages.setDefaultEncoding("UTF-8");
        messages.setFallbackToSystemLocale(false);
        return new ReportingReminders(
                reporting(day),
                FigureFixture.PACKS.regions(),
                new Officers(),
                inbox,
                new Fakes.NoAudit(),
                RemindDays.read(FigureFixture.PACKS.documents(RemindDays.FOLDER)),
                new Texts(messages),
                CITY.transactions,
                on(day));
    }

    private static Observation stated(String day, Viewer viewer, String indicator, String period, String value) {
        return observations(day)
                .state(
                        viewer,
                        new HashMap<>(
                                Map.of("indicator", indicator, "region", "320585", "period", period, "value", value)),
                        0,
                        Origin.FORM)
                .fold(one -> one, errors -> {
                    throw new AssertionError(errors.toString());
                });
    }

    private static List<String> owedBy(Reporting reporting, String period) {
        return reporting.owed(TAICANG).stream()
                .filter(item -> item.what().period().equals(Period.parse(period).orElseThrow()))
                .map(item -> item.what().indicator().code())
                .toList();
    }

    @Test
    void unitsAreRemindedBeforeTheDayAndAfterItWeekByWeek() {
        int earlier = reminders("2024-04-11").run();
        assertThat(inbox.subjects()).as(earlier + " of last year").noneMatch(text -> text.contains("2024Q1"));
        // Contracts and loans are due on the 15th, patents on the 20th.
        assertThat(reminders("2024-04-12").run()).isPositive();
        assertThat(inbox.of(county("320585")))
                .anySatisfy(text -> assertThat(text)
                        .contains("请填报 2024Q1 指标")
                        .contains("太仓市")
                        .contains("2024-04-15")
                        .contains("技术合同成交额")
                        .doesNotContain("专利"));
        int before = inbox.all.size();
        reminders("2024-04-13").run();
        assertThat(inbox.all).as("the same thing is told once").hasSize(before);
        reminders("2024-04-16").run();
        assertThat(inbox.of(county("320585"))).anyMatch(text -> text.contains("已逾期：2024Q1"));
        assertThat(inbox.of(office()))
                .anySatisfy(text ->
                        assertThat(text).contains("2024Q1").contains("昆山市（").contains("太仓市（"));
        int first = inbox.all.size();
        reminders("2024-04-19").run();
        reminders("2024-04-23").run();
        assertThat(inbox.all.stream().skip(first).map(Told::key))
                .anyMatch(key -> key.equals("indicator.report/late/320585/2024Q1/2024-04-15/1"));
        inbox.all.clear();
        reminders("2024-06-20").run();
        assertThat(inbox.all.stream().map(Told::key))
                .as("after a month only the list of the late remains")
                .noneMatch(key -> key.contains("2024Q1/2024-04-15"));
    }

    @Test
    void whoReportedIsNotRemindedAndWhoWasSentBackIs() {
        var one = stated("2023-04-10", TAICANG, "contracts.sum", "2023Q1", "12");
        stated("2023-04-10", TAICANG, "contracts.number", "2023Q1", "40");
        assertThat(owedBy(reporting("2023-04-12"), "2023Q1"))
                .contains("loans.firms")
                .doesNotContain("contracts.sum", "contracts.number");
        var returned = observations("2023-04-11").returnBack(BUREAU, one.id(), "请核对");
        assertThat(returned).isInstanceOf(Outcome.Done.class);
        assertThat(owedBy(reporting("2023-04-12"), "2023Q1"))
                .contains("contracts.sum")
                .doesNotContain("contracts.number");
    }

    @Test
    void aCorrectionBehindTheDayMakesNobodyLate() {
        var one = stated("2022-04-10", TAICANG, "contracts.sum", "2022Q1", "12");
        assertThat(observations("2022-04-11").confirm(BUREAU, List.of(one.id())))
                .isInstanceOf(Outcome.Done.class);
        var corrected = observations("2022-05-20")
                .state(
                        TAICANG,
                        Map.of(
                                "indicator",
                                "contracts.sum",
                                "region",
                                "320585",
                                "period",
                                "2022Q1",
                                "value",
                                "13",
                                "reason",
                                "漏报一项"),
                        1,
                        Origin.FORM);
        assertThat(corrected).isInstanceOf(Outcome.Done.class);
        assertThat(reporting("2022-05-21").items(TAICANG, Period.quarter(2022, 1)).stream()
                        .filter(item -> item.what().indicator().code().equals("contracts.sum")))
                .singleElement()
                .matches(item -> !item.late() && item.state().equals("waiting"));
        // Taken back it is owed again.
        assertThat(observations("2022-05-22")
                        .confirm(BUREAU, List.of(corrected.fold(Observation::id, errors -> UUID.randomUUID()))))
                .isInstanceOf(Outcome.Done.class);
        var cell = one.cell();
        var back = observations("2022-05-23").takeBack(BUREAU, cell, 2, "重报");
        assertThat(observations("2022-05-23")
                        .confirm(
                                Viewers.bureauOfficer(),
                                List.of(back.fold(Observation::id, errors -> UUID.randomUUID()))))
                .isInstanceOf(Outcome.Done.class);
        assertThat(owedBy(reporting("2022-05-24"), "2022Q1")).contains("contracts.sum");
    }

    @Test
    void theOfficeSeesWhoIsLateAndPressesThemOnceADay() {
        var late = reporting("2021-07-25").late(BUREAU);
        assertThat(late).isSortedAccordingTo((a, b) -> a.due().compareTo(b.due()));
        assertThat(late).anySatisfy(one -> {
            assertThat(one.region().code()).isEqualTo("320585");
            assertThat(one.period()).isEqualTo(Period.quarter(2021, 2));
            assertThat(one.due()).isEqualTo("2021-07-15");
            assertThat(one.days()).isEqualTo(10);
            // Output is due on the 25th, so it is not late yet.
            assertThat(one.items())
                    .noneMatch(item -> item.what().indicator().code().equals("industrial-output"));
        });
        assertThat(reporting("2021-07-25").late(TAICANG))
                .allMatch(one -> one.region().code().equals("320585"));
        var pressed = reminders("2021-07-25").press(BUREAU);
        int regions = pressed.fold(count -> count, errors -> -1);
        assertThat(regions).isGreaterThan(5);
        assertThat(inbox.of(county("320585"))).anyMatch(text -> text.contains("市局催报"));
        int told = inbox.all.size();
        assertThat(reminders("2021-07-25").press(BUREAU)).isEqualTo(pressed);
        assertThat(inbox.all).hasSize(told);
        assertThat(reminders("2021-07-25").press(TAICANG)).isInstanceOf(Outcome.Refused.class);
    }

    private record Told(UUID account, String key, String subject, String text) {}

    /** Keeps what was told; the same key reaches an account once. */
    private static final class Inbox implements Messages {
        private final List<Told> all = new ArrayList<>();
        private final Set<String> seen = new HashSet<>();

        @Override
        public void send(Collection<UUID> accounts, String key, String subject, String text, String link) {
            for (UUID account : accounts) if (seen.add(account + key)) all.add(new Told(account, key, subject, text));
        }

        List<String> subjects() {
            return all.stream().map(Told::subject).toList();
        }

        List<String> of(UUID account) {
            return all.stream()
                    .filter(one -> one.account().equals(account))
                    .map(one -> one.subject() + " " + one.text())
                    .toList();
        }
    }

    private static UUID county(String region) {
        return new UUID(1, Long.parseLong(region));
    }

    private static UUID office() {
        return new UUID(2, 0);
    }

    /** One officer in each region, one in the bureau. */
    private static final class Officers implements Accounts {
        @Override
        public Outcome<UUID> registerApplicant(NewApplicant applicant, UUID organisation) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Person> find(UUID account) {
            return Optional.empty();
        }

        @Override
        public List<Person> ofOrganisation(UUID organisation) {
            return List.of();
        }

        @Override
        public List<Person> officers(Role role, String region) {
            UUID id = role == Role.COUNTY_OFFICER ? county(region) : office();
            return List.of(new Person(id, "甲", "a", "", "", List.of(role)));
        }

        @Override
        public void moveOrganisation(Viewer actor, UUID from, UUID to) {
            throw new UnsupportedOperationException();
        }
    }
}
