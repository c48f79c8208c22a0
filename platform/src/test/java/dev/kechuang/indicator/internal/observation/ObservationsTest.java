package dev.kechuang.indicator.internal.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kechuang.indicator.FigureAt;
import dev.kechuang.indicator.Period;
import dev.kechuang.indicator.internal.figure.Fakes;
import dev.kechuang.indicator.internal.figure.FigureFixture;
import dev.kechuang.indicator.internal.figure.ObservationInvariants;
import dev.kechuang.indicator.internal.observation.Observation.Cell;
import dev.kechuang.indicator.internal.observation.Observation.Origin;
import dev.kechuang.indicator.internal.observation.Observation.State;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.testing.Viewers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.dhatim.fastexcel.Workbook;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.dao.DataIntegrityViolationException;

class ObservationsTest {

    private static final FigureFixture CITY = new FigureFixture();
    private static final Viewer BUREAU = Viewers.bureauOfficer();
    private static final Viewer OTHER = Viewers.bureauOfficer();
    private static final Viewer TAICANG = Viewers.countyOfficer(Viewers.TAICANG);

    private static final ObservationStore STORE = new ObservationStore(CITY.jdbc);
    private static final ObservationRules RULES =
            new ObservationRules(FigureFixture.DICTIONARY, FigureFixture.PACKS.regions(), FigureFixture.CLOCK);
    private static final Observations OBSERVATIONS = new Observations(
            STORE,
            RULES,
            FigureFixture.DICTIONARY,
            FigureFixture.PACKS.regions(),
            new Fakes.NoAudit(),
            CITY.transactions,
            FigureFixture.CLOCK,
            cells -> {});
    private static final Reporting REPORTING =
            new Reporting(FigureFixture.DICTIONARY, FigureFixture.PACKS.regions(), STORE, FigureFixture.CLOCK);
    private static final ObservationImport IMPORT = new ObservationImport(
            CITY.jdbc,
            new Fakes.Files(),
            STORE,
            RULES,
            OBSERVATIONS,
            CITY.transactions,
            FigureFixture.CLOCK,
            new ObservationSheet(
                    STORE, REPORTING, FigureFixture.DICTIONARY, FigureFixture.PACKS.regions(), messages()));

    @AfterAll
    static void close() {
        CITY.close();
    }

    private static ResourceBundleMessageSource messages() {
        var messages = new ResourceBundleMessageSource();
        messages.setBasenames("i18n/indicator", "i18n/shared");
        messages.setDefaultEncoding("UTF-8");
        messages.setFallbackToSystemLocale(false);
        return messages;
    }

    private static Map<String, String> typed(String indicator, String region, String period, String value) {
        return new HashMap<>(Map.of("indicator", indicator, "region", region, "period", period, "value", value));
    }

    private static Outcome<Observation> state(Viewer viewer, Map<String, String> typed, int after) {
        return OBSERVATIONS.state(viewer, typed, after, Origin.FORM);
    }

    private static <T> T done(Outcome<T> outcome) {
        return outcome.fold(value -> value, errors -> {
            throw new AssertionError(errors.toString());
        });
    }

    private static <T> List<String> wrong(Outcome<T> outcome) {
        return outcome.fold(
                value -> {
                    throw new AssertionError("not refused: " + value);
                },
                errors -> errors.stream()
                        .map(error -> error.field() + " " + error.key().replace("indicator.", ""))
                        .toList());
    }

    @Test
    void aValueCountsOnceAnotherPersonConfirmedIt() {
        var one = done(state(TAICANG, typed("contracts.sum", "320585", "2025Q1", "12.5"), 0));
        var at = FigureAt.of("contracts.sum", "320585", Period.quarter(2025, 1));
        assertThat(CITY.figures.figure(at).value()).isNull();
        assertThat(done(OBSERVATIONS.confirm(BUREAU, List.of(one.id())))).isEqualTo(1);
        assertThat(CITY.figures.figure(at).value()).isEqualByComparingTo("12.5");
        assertThat(wrong(OBSERVATIONS.confirm(BUREAU, List.of(one.id()))))
                .containsExactly(" observation.error.decided");
        var own = done(state(BUREAU, typed("gdp", "320585", "2024", "1800"), 0));
        assertThat(wrong(OBSERVATIONS.confirm(BUREAU, List.of(own.id())))).containsExactly(" observation.error.own");
        // The database refuses it too.
        assertThatThrownBy(() -> STORE.decide(BUREAU, own.id(), State.CONFIRMED, "", Instant.now()))
                .isInstanceOf(DataIntegrityViolationException.class);
        assertThat(done(OBSERVATIONS.confirm(OTHER, List.of(own.id())))).isEqualTo(1);
    }

    @Test
    void whatIsWrongIsSaidAtItsField() {
        assertThat(wrong(state(BUREAU, typed("xyz", "320500", "2024", "1"), 0)))
                .containsExactly("indicator observation.error.indicator");
        assertThat(wrong(state(BUREAU, typed("地区生产总直", "320500", "2024", "1"), 0)))
                .containsExactly("indicator observation.error.indicatorNear");
        assertThat(wrong(state(BUREAU, typed("gdp", "无此地", "2024", "1"), 0)))
                .containsExactly("region observation.error.region");
        assertThat(wrong(state(BUREAU, typed("gdp", "320500", "2027", "1"), 0)))
                .containsExactly("period observation.error.year");
        assertThat(wrong(state(BUREAU, typed("gdp", "320500", "上年", "1"), 0)))
                .containsExactly("period observation.error.period");
        assertThat(wrong(state(BUREAU, typed("contribution", "320500", "2025Q1", "1"), 0)))
                .containsExactly("period observation.error.short.year");
        assertThat(wrong(state(BUREAU, typed("gdp", "320500", "2024", "很多"), 0)))
                .containsExactly("value observation.error.value");
        assertThat(wrong(state(BUREAU, typed("gdp", "320500", "2024", "12家"), 0)))
                .containsExactly("unit observation.error.unit");
        assertThat(wrong(state(BUREAU, typed("gdp", "320500", "2024", "-3"), 0)))
                .containsExactly("value observation.error.negative");
        assertThat(wrong(state(TAICANG, typed("contracts.sum", "320583", "2025Q1", "3"), 0)))
                .containsExactly("region observation.error.notYours");
        assertThat(wrong(state(TAICANG, typed("gdp", "320585", "2024", "3"), 0)))
                .containsExactly("indicator observation.error.notReported");
    }

    @Test
    void aCorrectionNeedsAReasonAndKeepsWhatWasBefore() {
        var typed = typed("patents.applied", "320585", "2025年第二季度", "900");
        var first = done(state(TAICANG, typed, 0));
        assertThat(done(OBSERVATIONS.confirm(BUREAU, List.of(first.id())))).isEqualTo(1);
        typed.put("value", "950");
        assertThat(wrong(state(TAICANG, typed, 1))).containsExactly("reason observation.error.reason");
        typed.put("reason", "漏报一个园区");
        var second = done(state(TAICANG, typed, 1));
        assertThat(second.sequence()).isEqualTo(2);
        var cell = new Cell("patents.applied", "320585", Period.quarter(2025, 2));
        assertThat(done(OBSERVATIONS.returnBack(BUREAU, second.id(), "请附依据")).state())
                .isEqualTo(State.RETURNED);
        assertThat(STORE.history(cell)).extracting(Observation::state).containsExactly(State.RETURNED, State.CONFIRMED);
        assertThat(Objects.requireNonNull(STORE.standing(List.of(cell)).get(cell))
                        .value())
                .isEqualByComparingTo("900");
    }

    @Test
    void aLockedPeriodChangesOnlyByTheBureauWithAReason() {
        var typed = typed("patents.granted", "320585", "2023Q4", "500");
        var first = done(state(TAICANG, typed, 0));
        assertThat(done(OBSERVATIONS.confirm(BUREAU, List.of(first.id())))).isEqualTo(1);
        assertThat(wrong(OBSERVATIONS.lock(BUREAU, "2026"))).containsExactly("period observation.error.notOver");
        assertThat(done(OBSERVATIONS.lock(BUREAU, "2023年")).toString()).isEqualTo("2023");
        assertThat(wrong(OBSERVATIONS.lock(BUREAU, "2023"))).containsExactly("period observation.error.lockedAlready");
        typed.put("value", "510");
        typed.put("reason", "补正");
        assertThat(wrong(state(TAICANG, typed, 1))).containsExactly("period observation.error.locked");
        assertThatThrownBy(() -> CITY.observe("patents.granted", "320585", "2023Q3", "1"))
                .hasMessageContaining("locked");
        var second = done(state(BUREAU, typed, 1));
        assertThat(done(OBSERVATIONS.confirm(OTHER, List.of(second.id())))).isEqualTo(1);
    }

    @Test
    void ofManyAtOnceOneIsFirstAndTheOthersAreTold() throws Exception {
        var start = new CountDownLatch(1);
        try (var pool = Executors.newFixedThreadPool(8)) {
            List<Future<Outcome<Observation>>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                var typed = typed("cooperation", "320583", "2025Q3", String.valueOf(100 + i));
                all.add(pool.submit(() -> {
                    start.await();
                    return state(Viewers.bureauOfficer(), typed, 0);
                }));
            }
            start.countDown();
            int stated = 0;
            for (var each : all) {
                var outcome = each.get();
                if (outcome instanceof Outcome.Done<Observation>) stated++;
                else assertThat(wrong(outcome)).containsExactly(" observation.error.meanwhile");
            }
            assertThat(stated).isEqualTo(1);
        }
        assertThat(STORE.history(new Cell("cooperation", "320583", Period.quarter(2025, 3))))
                .hasSize(1);
    }

    @Test
    void confirmationsAtOnceAreNumberedWithoutGapAndSnapshotsStay() throws Exception {
        var ids = new ArrayList<UUID>();
        for (int year = 1980; year < 2020; year++) {
            ids.add(done(state(BUREAU, typed("population", "320585", String.valueOf(year), String.valueOf(year)), 0))
                    .id());
        }
        var start = new CountDownLatch(1);
        try (var pool = Executors.newFixedThreadPool(6)) {
            List<Future<Outcome<Integer>>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                var some = ids.subList(i * 5, i * 5 + 5);
                all.add(pool.submit(() -> {
                    start.await();
                    return OBSERVATIONS.confirm(OTHER, some);
                }));
            }
            start.countDown();
            var at = FigureAt.of("population", "320585", Period.year(1999)).asOf(CITY.figures.snapshot());
            var read = CITY.figures.figure(at).value();
            for (var each : all) assertThat(done(each.get())).isEqualTo(5);
            assertThat(CITY.figures.figure(at).value()).isEqualTo(read);
        }
        assertThat(ObservationInvariants.fourEyes(CITY.jdbc).check().violations())
                .isEmpty();
    }

    @Test
    void aWorkbookIsCheckedByRowAndColumnAndLoadedWhole() throws IOException {
        byte[] bad = workbook(
                List.of("技术合同成交额", "太仓市", "2031", "5", "亿元"),
                List.of("技术合同成交额", "昆山市", "2024Q2", "5", ""),
                List.of("技术合同交额", "昆山市", "2024Q3", "5", "亿元"),
                List.of("专利申请量", "昆山市", "2024年第三季度", "70", "件"),
                List.of("专利申请量", "320583", "2024Q3", "71", "件"));
        UUID id = done(IMPORT.upload(BUREAU, "a.xlsx", new ByteArrayInputStream(bad)));
        var preview = IMPORT.preview(BUREAU, id).orElseThrow();
        assertThat(preview.wrong()).containsOnlyKeys(2, 3, 4, 6);
        assertThat(keys(Objects.requireNonNull(preview.wrong().get(2))))
                .containsExactly("period observation.error.year");
        assertThat(keys(Objects.requireNonNull(preview.wrong().get(3))))
                .containsExactly("unit observation.error.unitMissing");
        assertThat(keys(Objects.requireNonNull(preview.wrong().get(4))))
                .containsExactly("indicator observation.error.indicatorNear");
        assertThat(keys(Objects.requireNonNull(preview.wrong().get(6))))
                .containsExactly("indicator import.error.twice");
        assertThat(wrong(IMPORT.confirm(BUREAU, id))).containsExactly(" import.error.wrong");
        assertThat(STORE.history(new Cell("patents.applied", "320583", Period.quarter(2024, 3))))
                .isEmpty();
        var marked = new ByteArrayOutputStream();
        assertThat(IMPORT.errors(BUREAU, id, marked)).isTrue();
        assertThat(marked.size()).isPositive();

        byte[] right = workbook(
                List.of("技术合同成交额", "太仓市", "2024Q1", "5", "亿元"), List.of("专利申请量", "昆山市", "2024Q3", "7,000", "件"));
        UUID second = done(IMPORT.upload(BUREAU, "b.xlsx", new ByteArrayInputStream(right)));
        assertThat(done(IMPORT.confirm(BUREAU, second)).created()).isEqualTo(2);
        assertThat(done(IMPORT.confirm(BUREAU, second)).created()).isEqualTo(2);
        var stated = STORE.history(new Cell("patents.applied", "320583", Period.quarter(2024, 3)));
        assertThat(stated).hasSize(1);
        assertThat(stated.getFirst().row()).isEqualTo(3);
        assertThat(stated.getFirst().value()).isEqualByComparingTo("7000");
        // The same file once more changes nothing.
        UUID third = done(IMPORT.upload(BUREAU, "b.xlsx", new ByteArrayInputStream(right)));
        var again = done(IMPORT.confirm(BUREAU, third));
        assertThat(again.unchanged()).isEqualTo(2);
        assertThat(again.created() + again.changed()).isZero();
        assertThat(IMPORT.preview(OTHER, third)).isEmpty();
    }

    @Test
    void theTemplateListsWhatIsDueAndWhoIsLateIsSeen() throws IOException {
        var out = new ByteArrayOutputStream();
        IMPORT.template(TAICANG, Period.quarter(2026, 1), out);
        UUID id = done(IMPORT.upload(TAICANG, "t.xlsx", new ByteArrayInputStream(out.toByteArray())));
        var preview = IMPORT.preview(TAICANG, id).orElseThrow();
        int due = REPORTING.duties(TAICANG, Period.quarter(2026, 1)).size();
        assertThat(due).isPositive();
        assertThat(preview.lines()).hasSize(due);
        assertThat(preview.wrong().values())
                .allSatisfy(errors -> assertThat(keys(errors)).containsExactly("value observation.error.valueMissing"));
        assertThat(REPORTING.items(TAICANG, Period.quarter(2026, 1)))
                .allMatch(item -> item.late() && item.state().equals("missing"));
    }

    @Test
    void theInvariantsSeeWhatWasBentByHand() {
        var one = done(state(BUREAU, typed("contribution", "320585", "2022", "60"), 0));
        assertThat(done(OBSERVATIONS.confirm(OTHER, List.of(one.id())))).isEqualTo(1);
        var current = ObservationInvariants.current(CITY.jdbc);
        var eyes = ObservationInvariants.fourEyes(CITY.jdbc);
        assertThat(current.check().violations()).isEmpty();
        assertThat(eyes.check().violations()).isEmpty();
        var owner = CITY.database.owner();
        bend(owner.sql("UPDATE indicator.current SET value = 61 WHERE revision = :id")
                .param("id", one.id())
                .update());
        assertThat(current.check().violations()).hasSize(1);
        bend(owner.sql("UPDATE indicator.current SET value = 60 WHERE revision = :id")
                .param("id", one.id())
                .update());
        owner.sql("ALTER TABLE indicator.decision DISABLE TRIGGER decision_append_only")
                .update();
        bend(owner.sql("UPDATE indicator.decision SET decided_by = :by WHERE revision = :id")
                .param("by", one.enteredBy())
                .param("id", one.id())
                .update());
        assertThat(eyes.check().violations()).hasSize(1);
        bend(owner.sql("UPDATE indicator.decision SET decided_by = :by WHERE revision = :id")
                .param("by", OTHER.requireAccount())
                .param("id", one.id())
                .update());
        owner.sql("ALTER TABLE indicator.decision ENABLE ALWAYS TRIGGER decision_append_only")
                .update();
    }

    private static void bend(int rows) {
        assertThat(rows).isEqualTo(1);
    }

    private static List<String> keys(List<FieldError> errors) {
        return errors.stream()
                .map(error -> error.field() + " " + error.key().replace("indicator.", ""))
                .toList();
    }

    @SafeVarargs
    private static byte[] workbook(List<String>... rows) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var book = new Workbook(out, "test", "1.0")) {
            var sheet = book.newWorksheet("观测数据");
            var heads = List.of("*指标", "*地区", "*期别", "*数值", "*单位");
            for (int c = 0; c < heads.size(); c++) sheet.value(0, c, heads.get(c));
            for (int r = 0; r < rows.length; r++) {
                for (int c = 0; c < rows[r].size(); c++) sheet.value(r + 1, c, rows[r].get(c));
            }
        }
        return out.toByteArray();
    }
}
