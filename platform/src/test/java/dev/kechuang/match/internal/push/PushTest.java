package dev.kechuang.match.internal.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kechuang.match.internal.push.WishStore.Wishes;
import dev.kechuang.message.Messages;
import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.internal.RegistryFixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** New matches reach the people they concern once, together, as they want it, and only while they hold. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PushTest {

    private final PushCity city = new PushCity();
    private final Push push = city.push();

    @AfterEach
    void nothingIsToldTwice() {
        assertThat(city.violations()).isEmpty();
    }

    @AfterAll
    void close() {
        city.close();
    }

    @Test
    void aNewMatchReachesEverybodyWhoActsForTheFirmWithItsReason() {
        Organisation firm = city.firm(2, 80);
        city.changed(firm, PushCity.SMALL, 0, 1);
        city.changed(firm, PushCity.LARGE, 3, 1);
        push.run();
        assertThat(city.inboxes(firm))
                .hasSize(2)
                .allSatisfy(message -> assertThat(message)
                        .contains("新匹配到的政策 2 项：小企业补助等")
                        .contains("扩大用工补助——1项条件全部满足：补助约80万元。")
                        .contains("|/my/policies/news/"));
        var mailing = city.notices.mailings(firm.id(), 10).getFirst();
        assertThat(city.notices.told(mailing.id()))
                .extracting(NoticeStore.Told::policy)
                .containsExactly(PushCity.SMALL, PushCity.LARGE);
    }

    @Test
    void theSameReasonIsToldOnceForEver() {
        Organisation firm = city.firm(1, 80);
        city.changed(firm, PushCity.SMALL, 0, 1);
        push.run();
        push.run();
        city.changed(firm, PushCity.SMALL, 1, 0);
        city.changed(firm, PushCity.SMALL, 0, 1);
        city.clock.move(Duration.ofDays(1));
        push.run();
        assertThat(city.inboxes(firm)).hasSize(1);
    }

    @Test
    void whatVanishedBeforeItWasSentIsNotSent() {
        Organisation stored = city.firm(1, 80);
        city.changed(stored, PushCity.SMALL, 0, 1);
        push.collect();
        city.changed(stored, PushCity.SMALL, 1, 0);
        Organisation facts = city.firm(1, 80);
        city.changed(facts, PushCity.SMALL, 0, 1);
        push.collect();
        city.staff.put(facts.id(), 101L);
        push.run();
        assertThat(city.inboxes(stored)).isEmpty();
        assertThat(city.inboxes(facts))
                .as("stored as eligible, but the facts say otherwise by now")
                .isEmpty();
        assertThat(city.registry
                        .database
                        .owner()
                        .sql("SELECT dropped FROM match.notice WHERE organisation = ANY(:firms)")
                        .param("firms", new UUID[] {stored.id(), facts.id()})
                        .query(String.class)
                        .list())
                .containsExactly("vanished", "vanished");
    }

    @Test
    void aFirmGetsOneMessageADay() {
        Organisation firm = city.firm(1, 80);
        city.changed(firm, PushCity.SMALL, 0, 1);
        push.run();
        city.changed(firm, PushCity.LARGE, 0, 1);
        push.run();
        assertThat(city.inboxes(firm)).hasSize(1);
        city.clock.move(Duration.ofDays(1));
        push.run();
        assertThat(city.inboxes(firm)).hasSize(2);
        assertThat(city.inboxes(firm).getLast()).startsWith("新匹配到的政策：扩大用工补助");
    }

    @Test
    void aFirmIsToldAsItWantsIt() {
        Organisation nothing = city.firm(1, 80);
        Organisation not = city.firm(1, 80);
        Organisation near = city.firm(1, 45);
        Organisation plain = city.firm(1, 45);
        wish(nothing, new Wishes(false, false, true, Set.of(), Set.of()));
        wish(not, new Wishes(false, false, false, Set.of(), Set.of(PushCity.LARGE)));
        wish(near, new Wishes(true, false, false, Set.of(), Set.of()));
        for (var firm : List.of(nothing, not)) {
            city.changed(firm, PushCity.SMALL, 0, 1);
            city.changed(firm, PushCity.LARGE, 0, 1);
        }
        city.changed(near, PushCity.LARGE, 0, 2);
        city.changed(plain, PushCity.LARGE, 0, 2);
        push.run();
        assertThat(city.inboxes(nothing)).isEmpty();
        assertThat(city.inboxes(not)).singleElement().asString().startsWith("新匹配到的政策：小企业补助|");
        assertThat(city.inboxes(near)).singleElement().asString().contains("差得不多：职工总数（2025年）再增加5人即达标");
        assertThat(city.inboxes(plain)).isEmpty();
    }

    @Test
    void whoChangesTheirMindBeforeItIsSentIsHeard() {
        Organisation firm = city.firm(1, 80);
        city.changed(firm, PushCity.SMALL, 0, 1);
        push.collect();
        wish(firm, new Wishes(false, false, false, Set.of("cn"), Set.of()));
        push.run();
        assertThat(city.inboxes(firm)).isEmpty();
    }

    @Test
    void onlyTheFirmItselfChooses() {
        Organisation firm = city.firm(1, 80);
        var service = new WishService(
                city.wishes, city.registry.organisations, city.decisions, city.registry.new FakeAudit(), city.clock);
        var wanted = new Wishes(true, true, false, Set.of("nowhere"), Set.of(PushCity.SMALL, "cn-nothing"));
        assertThat(RegistryFixture.refused(service.choose(city.registry.kunshan, firm.id(), wanted)))
                .hasSize(1);
        assertThat(RegistryFixture.refused(
                        service.choose(RegistryFixture.applicant(UUID.randomUUID()), firm.id(), wanted)))
                .hasSize(1);
        Wishes kept = RegistryFixture.done(Objects.requireNonNull(city.registry.transactions.execute(
                status -> service.choose(RegistryFixture.applicant(firm.id()), firm.id(), wanted))));
        assertThat(kept.groups()).isEmpty();
        assertThat(kept.policies()).containsExactly(PushCity.SMALL);
        assertThat(city.wishes.of(firm.id()))
                .isEqualTo(new Wishes(true, true, false, Set.of(), Set.of(PushCity.SMALL)));
    }

    private void wish(Organisation firm, Wishes wishes) {
        city.registry.transactions.executeWithoutResult(
                status -> city.wishes.set(firm.id(), wishes, "联系人", city.clock.instant()));
    }

    @Test
    void nobodyIsToldForAFirmThatNobodyActsFor() {
        Organisation firm = city.firm(0, 80);
        city.changed(firm, PushCity.SMALL, 0, 1);
        assertThat(push.run().notices()).isZero();
    }

    @Test
    void manyWorkersAtOnceTellEverybodyOnce() throws Exception {
        var firms = new ArrayList<Organisation>();
        for (int i = 0; i < 25; i++) {
            Organisation firm = city.firm(1, 80);
            firms.add(firm);
            city.changed(firm, PushCity.SMALL, 0, 1);
            city.changed(firm, PushCity.LARGE, 0, 1);
        }
        int workers = 4;
        var together = new CountDownLatch(workers);
        try (var pool = Executors.newFixedThreadPool(workers)) {
            var work = new ArrayList<Callable<Push.Done>>();
            for (int i = 0; i < workers; i++) {
                work.add(() -> {
                    together.countDown();
                    together.await();
                    return city.push().run();
                });
            }
            for (var done : pool.invokeAll(work)) done.get();
        }
        // A worker that found the log held by another one sent only what was there: what was left is sent now.
        push.run();
        assertThat(firms)
                .allSatisfy(firm -> assertThat(city.inboxes(firm))
                        .singleElement()
                        .asString()
                        .startsWith("新匹配到的政策 2 项"));
    }

    @Test
    void whatWasBrokenOffGoesOnWhereItStopped() {
        var firms = new ArrayList<Organisation>();
        for (int i = 0; i < 6; i++) {
            Organisation firm = city.firm(1, 80);
            firms.add(firm);
            city.changed(firm, PushCity.SMALL, 0, 1);
        }
        var left = new AtomicInteger(3);
        Messages dying = (accounts, key, subject, text, link) -> {
            if (left.getAndDecrement() == 0) throw new IllegalStateException("killed");
            city.inboxes.send(accounts, key, subject, text, link);
        };
        assertThatThrownBy(() -> city.push(dying).run()).hasMessage("killed");
        long told = firms.stream().filter(firm -> !city.inboxes(firm).isEmpty()).count();
        assertThat(told).isEqualTo(3);
        push.run();
        assertThat(firms).allSatisfy(firm -> assertThat(city.inboxes(firm)).hasSize(1));
    }

    @Test
    void anOfficerSeesNewMatchesAndReachOfTheOwnRegionsOnly() {
        Organisation firm = city.firm(1, 80, "region", RegistryFixture.TAICANG);
        city.changed(firm, PushCity.SMALL, 0, 1);
        push.run();
        var mine = city.reach.newest(city.registry.taicang, "", "", "", null, 10);
        assertThat(mine).singleElement().satisfies(match -> {
            assertThat(match.organisation()).isEqualTo(firm.id());
            assertThat(match.holds()).isTrue();
            assertThat(match.told()).isNotNull();
            assertThat(match.opened()).isNull();
        });
        assertThat(city.reach.newest(city.registry.kunshan, "", "", RegistryFixture.TAICANG, null, 10))
                .isEmpty();
        assertThat(city.reach.newest(RegistryFixture.applicant(firm.id()), "", "", "", null, 10))
                .isEmpty();
        assertThat(city.reach.since(
                        city.registry.taicang, "", "", "", mine.getFirst().number(), 10))
                .isEmpty();

        var mailing = city.notices.mailings(firm.id(), 1).getFirst();
        city.notices.opened(mailing.id(), city.clock.instant());
        assertThat(city.reach.byRegion(city.registry.taicang, PushCity.SMALL, List.of()))
                .containsExactly(Map.entry(
                        RegistryFixture.TAICANG, new ReachStore.Reach(RegistryFixture.TAICANG, 1, 0, 1, 1, 0, 0)));
        assertThat(city.reach.byPolicy(city.registry.taicang, Map.of())).containsOnlyKeys(PushCity.SMALL);
    }

    @Test
    void aMessageThatNobodyCanAccountForIsFound() {
        Organisation firm = city.firm(1, 80);
        var owner = city.registry.database.owner();
        owner.sql(
                        "INSERT INTO match.mailing (organisation, day, sent_at, people) VALUES (:firm, '2020-01-01', now(), 1)")
                .param("firm", firm.id())
                .update();
        assertThat(city.violations()).hasSize(2).anyMatch(text -> text.contains("names no policy"));
        owner.sql("DELETE FROM match.mailing WHERE organisation = :firm")
                .param("firm", firm.id())
                .update();
    }
}
