package dev.kechuang.match.internal.push;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.kechuang.identity.Sealing;
import dev.kechuang.identity.internal.SecretBox;
import dev.kechuang.match.internal.push.WebhookService.NewWebhook;
import dev.kechuang.match.internal.push.WebhookService.Registered;
import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.internal.RegistryFixture;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Other systems hear of new matches of their regions, signed, until they have taken them, and from nowhere inside. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebhookTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private record Call(String path, String delivery, String signature, String body) {}

    @TempDir
    Path home = Path.of("");

    private final PushCity city = new PushCity();
    private final WebhookStore store = new WebhookStore(city.registry.jdbc);
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private volatile int answer = 200;
    private HttpServer server = server();
    private Sealing sealing = new Plain();
    private int number;

    /** Until the box is opened in the directory that the test is given. */
    private static final class Plain implements Sealing {
        @Override
        public byte[] seal(java.util.UUID owner, byte[] plain) {
            return plain;
        }

        @Override
        public byte[] unseal(java.util.UUID owner, byte[] sealed) {
            return sealed;
        }
    }

    private HttpServer server() {
        try {
            var made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            made.createContext("/", exchange -> {
                calls.add(new Call(
                        exchange.getRequestURI().toString(),
                        Objects.requireNonNull(exchange.getRequestHeaders().getFirst(Webhooks.DELIVERY)),
                        Objects.requireNonNull(exchange.getRequestHeaders().getFirst(Webhooks.SIGNATURE)),
                        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
                exchange.sendResponseHeaders(answer, -1);
                exchange.close();
            });
            made.start();
            return made;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeAll
    void box() throws IOException {
        sealing = SecretBox.open("", home);
    }

    @AfterEach
    void nothingIsLeftOut() {
        assertThat(new PushJobs()
                        .everyMatchIsDeliveredOnce(city.registry.database.owner())
                        .check()
                        .violations())
                .isEmpty();
        city.registry
                .database
                .owner()
                .sql("UPDATE match.webhook SET active = false")
                .update();
        city.registry
                .database
                .owner()
                .sql("UPDATE match.delivery SET state = 'failed', done_at = now() WHERE state = 'waiting'")
                .update();
        calls.clear();
        answer = 200;
    }

    @AfterAll
    void close() {
        server.stop(0);
        city.close();
    }

    private WebhookService service(boolean anywhere) {
        return new WebhookService(
                store, sealing, new RegistryFixture.FakeRegions(), city.registry.new FakeAudit(), city.clock, anywhere);
    }

    private Webhooks webhooks() {
        return new Webhooks(store, city.notices, sealing, city.registry.transactions, city.clock, true);
    }

    private Outcome<Registered> register(Viewer viewer, String url, String region, boolean anywhere) {
        return Objects.requireNonNull(city.registry.transactions.execute(status ->
                service(anywhere).register(viewer, new NewWebhook("业务系统", url, region, List.of("ELIGIBLE")))));
    }

    private Registered local() {
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/hook?n=" + number++;
        return RegistryFixture.done(register(city.registry.bureau, url, RegistryFixture.KUNSHAN, true));
    }

    @Test
    void newMatchesOfTheRegionAreSentSignedAndOnce() {
        Organisation before = city.firm(0, 80);
        city.changed(before, PushCity.SMALL, 0, 1);
        Registered registered = local();
        Organisation here = city.firm(0, 80);
        Organisation elsewhere = city.firm(0, 80, "region", RegistryFixture.TAICANG);
        city.changed(here, PushCity.SMALL, 0, 1);
        city.changed(here, PushCity.LARGE, 0, 2);
        city.changed(elsewhere, PushCity.SMALL, 0, 1);
        assertThat(webhooks().run()).isEqualTo(1);
        assertThat(webhooks().run()).as("nothing is left").isZero();
        assertThat(calls).singleElement().satisfies(call -> {
            var body = JSON.readTree(call.body());
            assertThat(body.get("matches").size())
                    .as("what was before, lies elsewhere, or was not asked for is not sent")
                    .isEqualTo(1);
            var match = body.get("matches").get(0);
            assertThat(match.get("creditCode").asString()).isEqualTo(here.creditCode());
            assertThat(match.get("policy").asString()).isEqualTo(PushCity.SMALL);
            assertThat(match.get("state").asString()).isEqualTo("ELIGIBLE");
            String at = call.signature().substring(2, call.signature().indexOf(','));
            assertThat(call.signature())
                    .isEqualTo("t=" + at + ",v1=" + Webhooks.signature(registered.secret(), at, call.body()));
        });
        assertThat(city.registry.audited).anyMatch(event -> event.action().equals("match.webhookRegistered"));
    }

    @Test
    void whatIsNotTakenIsRepeatedUnderTheSameNumberAndGivenUpInTheEnd() {
        Registered registered = local();
        city.changed(city.firm(0, 80), PushCity.SMALL, 0, 1);
        answer = 503;
        assertThat(webhooks().run()).isZero();
        assertThat(webhooks().run()).as("not before its time").isZero();
        assertThat(calls).hasSize(1);
        for (int i = 0; i < 10; i++) {
            city.clock.move(Duration.ofHours(13));
            webhooks().run();
        }
        assertThat(calls).hasSize(8);
        assertThat(calls.stream().map(Call::delivery).distinct()).hasSize(1);
        var delivery = store.deliveries(registered.webhook().id(), null, 10).getFirst();
        assertThat(delivery.state()).isEqualTo("failed");
        assertThat(delivery.status()).isEqualTo(503);

        answer = 204;
        RegistryFixture.done(Objects.requireNonNull(city.registry.transactions.execute(status ->
                service(true).replay(city.registry.bureau, registered.webhook().id(), delivery.id()))));
        assertThat(webhooks().run()).isEqualTo(1);
        assertThat(calls.getLast().body()).isEqualTo(calls.getFirst().body());
        assertThat(calls.getLast().delivery()).isNotEqualTo(delivery.id().toString());
    }

    @Test
    void manyWorkersAtOnceSendEachMatchOnce() throws Exception {
        local();
        for (int i = 0; i < 5; i++) city.changed(city.firm(0, 80), PushCity.SMALL, 0, 1);
        try (var pool = Executors.newFixedThreadPool(4)) {
            var work = new ArrayList<Callable<Integer>>();
            for (int i = 0; i < 4; i++) work.add(() -> webhooks().run());
            for (var done : pool.invokeAll(work)) done.get();
        }
        webhooks().run();
        int sent = calls.stream()
                .mapToInt(call -> JSON.readTree(call.body()).get("matches").size())
                .sum();
        assertThat(sent).isEqualTo(5);
    }

    @Test
    void aRemovedOneGetsNothing() {
        Registered registered = local();
        city.changed(city.firm(0, 80), PushCity.SMALL, 0, 1);
        var id = registered.webhook().id();
        assertThat(RegistryFixture.refused(service(true).remove(city.registry.kunshan, id)))
                .hasSize(1);
        city.registry.transactions.executeWithoutResult(
                status -> RegistryFixture.done(service(true).remove(city.registry.bureau, id)));
        webhooks().run();
        assertThat(calls).isEmpty();
        assertThat(store.find(city.registry.bureau, id)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://example.com/hook, matchPush.webhook.error.https",
        "ftp://example.com/hook, matchPush.webhook.error.https",
        "https://127.0.0.1/hook, matchPush.webhook.error.private",
        "https://localhost:8443/, matchPush.webhook.error.private",
        "https://10.1.2.3/, matchPush.webhook.error.private",
        "https://[::1]/, matchPush.webhook.error.private",
        "https://[::ffff:192.168.1.1]/, matchPush.webhook.error.private",
        "https://user:word@8.8.8.8/, matchPush.webhook.error.url",
        "https:///hook, matchPush.webhook.error.url",
        "nonsense, matchPush.webhook.error.url",
    })
    void anAddressInsideOrWithoutEncryptionIsRefused(String url, String why) {
        assertThat(RegistryFixture.refused(register(city.registry.bureau, url, RegistryFixture.KUNSHAN, false)))
                .extracting(FieldError::key)
                .containsExactly(why);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "100.64.0.1",
                "127.8.8.8",
                "169.254.169.254",
                "172.16.0.1",
                "192.0.2.1",
                "192.168.0.1",
                "198.18.0.1",
                "203.0.113.9",
                "224.0.0.1",
                "255.255.255.255",
                "::",
                "fd00::1",
                "fe80::1",
                "2001:db8::1",
                "2002:0a00:0001::1",
                "64:ff9b::a00:1"
            })
    void noNetworkOfOnesOwnIsPublic(String address) throws IOException {
        assertThat(Target.isPublic(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "100.63.0.1", "172.32.0.1", "2400:3200::1"})
    void theInternetIs(String address) throws IOException {
        assertThat(Target.isPublic(InetAddress.getByName(address))).isTrue();
    }

    @Test
    void whatMovedInsideAfterItWasRegisteredIsNotCalled() {
        Registered registered = local();
        city.changed(city.firm(0, 80), PushCity.SMALL, 0, 1);
        var strict = new Webhooks(store, city.notices, sealing, city.registry.transactions, city.clock, false);
        assertThat(strict.run()).isZero();
        assertThat(calls).isEmpty();
        assertThat(store.deliveries(registered.webhook().id(), null, 1)
                        .getFirst()
                        .error())
                .isEqualTo("matchPush.webhook.error.https");
    }

    @Test
    void onlyOfficersOfTheBureauRegisterAndOnlyForTheirRegions() {
        assertThat(RegistryFixture.refused(
                        register(city.registry.kunshan, "https://8.8.8.8/", RegistryFixture.KUNSHAN, false)))
                .extracting(FieldError::key)
                .containsExactly("matchPush.webhook.error.officer");
        assertThat(RegistryFixture.refused(register(city.registry.bureau, "https://8.8.8.8/", "110000", false)))
                .extracting(FieldError::key)
                .containsExactly("matchPush.webhook.error.region");
        Registered registered = local();
        assertThat(RegistryFixture.refused(
                        register(city.registry.bureau, registered.webhook().url(), RegistryFixture.KUNSHAN, true)))
                .extracting(FieldError::key)
                .containsExactly("matchPush.webhook.error.twice");
    }

    @Test
    void theInvariantFindsWhatIsSentTwice() {
        Registered registered = local();
        city.changed(city.firm(0, 80), PushCity.SMALL, 0, 1);
        webhooks().run();
        var owner = city.registry.database.owner();
        owner.sql("""
                INSERT INTO match.delivery (webhook, first_change, last_change, matches, body, next_attempt, created_at)
                SELECT webhook, first_change - 1, last_change, matches, body, now(), now() FROM match.delivery
                WHERE webhook = :id""").param("id", registered.webhook().id()).update();
        assertThat(new PushJobs().everyMatchIsDeliveredOnce(owner).check().violations())
                .hasSize(1);
        owner.sql("DELETE FROM match.delivery WHERE webhook = :id AND state = 'waiting'")
                .param("id", registered.webhook().id())
                .update();
    }
}
