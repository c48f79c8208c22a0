package dev.kechuang.policy.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kechuang.engine.Problem;
import dev.kechuang.pack.PackDocument;
import dev.kechuang.policy.PolicyRelease;
import dev.kechuang.policy.Rules;
import dev.kechuang.policy.internal.PolicyBook.Entry;
import dev.kechuang.policy.internal.ReleaseStore.By;
import dev.kechuang.policy.internal.ReleaseStore.NewRelease;
import dev.kechuang.registry.internal.RegistryFixture;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Packs and releases together: which version decides on which day, and who sees a new one when. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PolicyBookTest {

    private static final Instant NOW = Instant.parse("2026-11-21T02:00:00Z");
    private static final LocalDate TODAY = RegistryFixture.TODAY;
    private static final By AUTHOR = new By(UUID.randomUUID(), "甲");
    private static final By RELEASER = new By(UUID.randomUUID(), "乙");

    private final RegistryFixture city = new RegistryFixture();
    private final ReleaseStore releases = new ReleaseStore(city.jdbc);
    private int named;

    /** These releases are of no draft; what drafts have to do with releases is tested with drafts. */
    @BeforeAll
    void withoutDrafts() {
        withoutDrafts(city);
    }

    static void withoutDrafts(RegistryFixture city) {
        city.database
                .owner()
                .sql("ALTER TABLE policy.release DISABLE TRIGGER release_of_a_draft")
                .update();
    }

    @AfterAll
    void close() {
        city.close();
    }

    private String policy() {
        return "cn-book-" + ++named;
    }

    private PolicyBook book(String policy) {
        return packs(policy).book().with(releases, new PolicyVersionStore(city.jdbc));
    }

    private static TextsOfPacks packs(String policy) {
        return new TextsOfPacks().with("cn", "", policy + ".yaml", TextsOfPacks.policy(policy, "cn", "500人", ""));
    }

    private PolicyRelease release(PolicyBook book, String policy, String staff, LocalDate from) {
        return Objects.requireNonNull(
                city.transactions.execute(status -> insert(book, policy, staff, from, AUTHOR, RELEASER, NOW)));
    }

    private PolicyRelease insert(
            PolicyBook book, String policy, String staff, LocalDate from, By author, By releaser, Instant at) {
        String text = TextsOfPacks.policy(policy, "cn", staff, "");
        var document = new PackDocument("cn", "", "policies/" + policy + ".yaml", Digests.of(text), text);
        Entry entry = Objects.requireNonNull(book.read(document, new ArrayList<Problem>()));
        new PolicyVersionStore(city.jdbc).keep(entry, NOW);
        return releases.insert(new NewRelease(
                policy,
                entry.version().digest(),
                "cn",
                document.path(),
                "",
                null,
                from,
                "苏科规〔2026〕1号",
                "按新办法",
                author,
                author,
                at,
                releaser,
                at));
    }

    private static @Nullable String staff(PolicyBook book, String policy, LocalDate day) {
        return staff(book.exact(), policy, day);
    }

    private static @Nullable String staff(Edition edition, String policy, LocalDate day) {
        return edition.on(policy, day)
                .map(entry -> entry.version()
                        .policy()
                        .parameters()
                        .getFirst()
                        .values()
                        .getFirst()
                        .text())
                .orElse(null);
    }

    @Test
    void aReleaseDecidesFromItsDayOnAndThePackBefore() {
        String policy = policy();
        PolicyBook book = book(policy);
        Rules before = book.exact().rules(TODAY);
        var made = release(book, policy, "300人", TODAY.plusDays(10));
        assertThat(made.number()).isEqualTo(1);
        assertThat(staff(book, policy, TODAY.plusDays(9))).isEqualTo("500人");
        assertThat(staff(book, policy, TODAY.plusDays(10))).isEqualTo("300人");
        Rules now = book.exact().rules(TODAY);
        assertThat(now.digest()).as("the same versions decide today as before").isEqualTo(before.digest());
        assertThat(book.exact().rules(TODAY.plusDays(10)).digest()).isNotEqualTo(before.digest());
        assertThat(book.exact()
                        .rules(TODAY.plusDays(10))
                        .find(policy)
                        .orElseThrow()
                        .digest())
                .isEqualTo(made.version());
    }

    @Test
    void theNewestReleaseWhoseDayHasComeDecides() {
        String policy = policy();
        PolicyBook book = book(policy);
        release(book, policy, "300人", TODAY.plusDays(10));
        release(book, policy, "200人", TODAY.plusDays(5));
        release(book, policy, "100人", TODAY.plusDays(20));
        assertThat(staff(book, policy, TODAY.plusDays(4))).isEqualTo("500人");
        assertThat(staff(book, policy, TODAY.plusDays(5))).isEqualTo("200人");
        assertThat(staff(book, policy, TODAY.plusDays(10)))
                .as("what was announced first is overtaken")
                .isEqualTo("200人");
        assertThat(staff(book, policy, TODAY.plusDays(20))).isEqualTo("100人");
    }

    @Test
    void aPolicyOfNoPackExistsFromItsDayOnAndIsAnnouncedBefore() {
        PolicyBook book = book(policy());
        String anew = policy();
        release(book, anew, "300人", TODAY.plusDays(3));
        assertThat(book.exact().on(anew, TODAY)).isEmpty();
        assertThat(book.exact().find(anew, TODAY)).isPresent();
        assertThat(book.exact().rules(TODAY).find(anew)).isEmpty();
        assertThat(book.exact().rules(TODAY.plusDays(3)).find(anew)).isPresent();
    }

    @Test
    void nobodySeesAReleaseBeforeItIsCommittedButItsOwnTransaction() throws Exception {
        String policy = policy();
        PolicyBook book = book(policy);
        city.transactions.executeWithoutResult(status -> {
            insert(book, policy, "300人", TODAY, AUTHOR, RELEASER, NOW);
            assertThat(staff(book, policy, TODAY)).isEqualTo("300人");
            try (var other = Executors.newSingleThreadExecutor()) {
                assertThat(other.submit(() -> staff(book, policy, TODAY)).get()).isEqualTo("500人");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            status.setRollbackOnly();
        });
        assertThat(staff(book, policy, TODAY)).isEqualTo("500人");
        assertThat(staff(book.edition(), policy, TODAY)).isEqualTo("500人");
    }

    @Test
    void thisNodeReadsAgainWhenToldAndAnotherWhenItAsksExactly() {
        String policy = policy();
        PolicyBook here = book(policy);
        PolicyBook there = book(policy);
        assertThat(staff(here.edition(), policy, TODAY)).isEqualTo("500人");
        assertThat(staff(there.edition(), policy, TODAY)).isEqualTo("500人");
        release(here, policy, "300人", TODAY);
        here.releasedAnew();
        assertThat(staff(here.edition(), policy, TODAY)).isEqualTo("300人");
        assertThat(staff(there, policy, TODAY)).isEqualTo("300人");
        assertThat(staff(there.edition(), policy, TODAY))
                .as("and keeps what it read")
                .isEqualTo("300人");
    }

    @Test
    void aTransactionThatBeganBeforeDecidesAsItBegan() {
        String policy = policy();
        PolicyBook book = book(policy);
        Edition before = book.exact();
        release(book, policy, "300人", TODAY);
        Edition after = book.exact();
        assertThat(staff(after.at(before.position()), policy, TODAY)).isEqualTo("500人");
        assertThat(staff(after, policy, TODAY)).isEqualTo("300人");
    }

    @Test
    void aTextThatTodaysDictionaryNoLongerFitsDecidesWithThatOfItsDay() {
        String policy = policy();
        PolicyRelease made = release(book(policy), policy, "300人", TODAY);
        PolicyBook later = new TextsOfPacks().without("职工总数").book().with(releases, new PolicyVersionStore(city.jdbc));
        assertThat(staff(later, policy, TODAY)).isEqualTo("300人");
        Entry entry = later.exact().on(policy, TODAY).orElseThrow();
        assertThat(entry.version().digest()).isEqualTo(made.version());
        city.transactions.executeWithoutResult(status -> new PolicyVersionStore(city.jdbc).keep(entry, NOW));
    }

    @Test
    void releasesAtTheSameTimeAreNumberedInTheOrderOfTheirCommits() throws Exception {
        String policy = policy();
        PolicyBook book = book(policy);
        var begun = new CountDownLatch(1);
        var finish = new CountDownLatch(1);
        try (var pool = Executors.newFixedThreadPool(2)) {
            Future<Integer> first = pool.submit(() -> Objects.requireNonNull(city.transactions.execute(status -> {
                int number = insert(book, policy, "300人", TODAY, AUTHOR, RELEASER, NOW)
                        .number();
                begun.countDown();
                await(finish);
                return number;
            })));
            await(begun);
            Future<Integer> second =
                    pool.submit(() -> release(book, policy, "200人", TODAY).number());
            while (waiting() == 0) Thread.sleep(5);
            finish.countDown();
            assertThat(first.get()).isEqualTo(1);
            assertThat(second.get()).isEqualTo(2);
        }
        assertThat(staff(book, policy, TODAY)).isEqualTo("200人");
    }

    private long waiting() {
        return city.database
                .owner()
                .sql(
                        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")
                .query(Long.class)
                .single();
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(30, TimeUnit.SECONDS)) throw new IllegalStateException("nobody came");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theDatabaseHoldsToFourEyesAndToTheYear() {
        String policy = policy();
        PolicyBook book = book(policy);
        assertThatThrownBy(() -> insert(book, policy, "300人", TODAY, AUTHOR, AUTHOR, NOW))
                .hasMessageContaining("release_needs_four_eyes");
        assertThatThrownBy(() -> insert(book, policy, "300人", LocalDate.of(2025, 12, 31), AUTHOR, RELEASER, NOW))
                .hasMessageContaining("release_in_force_within_reach");
        assertThatThrownBy(() -> insert(book, policy, "300人", TODAY.plusYears(3), AUTHOR, RELEASER, NOW))
                .hasMessageContaining("release_in_force_within_reach");
        assertThat(release(book, policy, "300人", LocalDate.of(2026, 1, 1)).number())
                .as("rules that hold since the beginning of the year")
                .isEqualTo(1);
        assertThatThrownBy(() -> city.database
                        .owner()
                        .sql("UPDATE policy.release SET in_force_from = in_force_from + 1")
                        .update())
                .hasStackTraceContaining("append-only");
        assertThatThrownBy(() ->
                        city.jdbc.sql("UPDATE policy.book SET position = 0").update())
                .rootCause()
                .hasMessageContaining("permission denied");
    }
}
