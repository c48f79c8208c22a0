package dev.kechuang.programme.internal.form;

import dev.kechuang.engine.Decision.Verdict;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.registry.Organisation;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** What tests of handing in share: a call, a firm with two people of its own for each test, forms filled in. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class HandingIn {

    final SeenSubmissions seen = new SeenSubmissions();
    final FormFixture city = new FormFixture(seen);
    final UUID call = city.call("city-project", "S-2026");

    Organisation firm;
    Viewer wang;
    Viewer li;

    HandingIn() {
        seen.city = city;
    }

    @BeforeEach
    void people() {
        firm = city.firm();
        wang = FormFixture.person(firm, "王");
        li = FormFixture.person(firm, "李");
    }

    @AfterEach
    void restore() {
        city.verdict = Verdict.ELIGIBLE;
        city.clock.set(city.city.registry.clock.instant());
    }

    @AfterAll
    void close() {
        city.close();
    }

    Application filled(int seed) {
        Application draft = city.start(wang, call);
        city.fill(wang, draft, "special", seed);
        return draft;
    }

    Outcome<Application> submit(Viewer viewer, Application draft) {
        return city.submitting.submit(viewer, draft.id(), null, FormFixture.ZH);
    }

    Instant closing() {
        return city.calls.published(call).orElseThrow().closesAt();
    }
}
