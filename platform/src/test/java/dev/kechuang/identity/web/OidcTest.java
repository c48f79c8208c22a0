package dev.kechuang.identity.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.identity.internal.AccountStore;
import dev.kechuang.identity.internal.Passwords;
import dev.kechuang.identity.internal.SecondFactor;
import dev.kechuang.identity.internal.ViewerStore;
import dev.kechuang.shared.access.Role;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Logging in at the city's identity provider, with a real one on a port of its own. */
class OidcTest {

    private static final String PASSWORD = "Mohe-7-Qiao!";
    private static IdentityProvider provider;
    private static WebApplication application;

    @BeforeAll
    static void start() throws IOException {
        provider = new IdentityProvider();
        application = new WebApplication(
                "kc.oidc.issuer=" + provider.issuer(),
                "kc.oidc.client-id=" + IdentityProvider.CLIENT,
                "kc.oidc.client-secret=" + IdentityProvider.SECRET,
                "kc.oidc.name=苏州市统一身份认证",
                "kc.oidc.match=email",
                "kc.identity.logins-per-minute=1000");
    }

    @AfterAll
    static void stop() {
        if (application != null) application.close();
        provider.close();
    }

    private static UUID account(String login, String email, Role role) {
        String hash = application.bean(Passwords.class).hash(PASSWORD.toCharArray());
        var accounts = application.bean(AccountStore.class);
        UUID id = accounts.insert(login, "周一鸣", "", email, null, null, hash, Instant.now(), null)
                .orElseThrow();
        accounts.grant(id, role, "DEMO", null, Instant.now());
        return id;
    }

    @Test
    void whoeverLinksTheOwnAccountLogsInByTheProviderFromThenOn() throws Exception {
        account("linker", "", Role.EXPERT);
        var person = new Person();
        person.post("/login", "/login", Map.of("login", "linker", "password", PASSWORD));
        var before = person.get("/account");
        assertThat(before.text()).contains("苏州市统一身份认证").contains("尚未绑定");
        assertThat(before.policy())
                .as("a browser follows the form to the provider")
                .contains("form-action 'self' " + provider.issuer());

        var atProvider = person.post("/account", "/account/oidc/link", Map.of());
        assertThat(atProvider.uri().toString()).startsWith(provider.issuer() + "/login");
        var back = person.logInAtProvider(atProvider, "linked");
        assertThat(back.uri().getPath()).isEqualTo("/account");
        assertThat(back.text()).contains("统一身份已绑定").contains("已绑定，可用统一身份登录");

        var later = new Person();
        var start = later.get("/login");
        assertThat(start.text()).contains("苏州市统一身份认证");
        var home = later.logInAtProvider(later.get(OidcLogin.START), "linked");
        assertThat(home.uri().getPath()).isEqualTo("/home");
        assertThat(home.text()).contains("周一鸣");

        var unlinked = person.post("/account", "/account/oidc/unlink", Map.of());
        assertThat(unlinked.text()).contains("统一身份已解除绑定");
        assertThat(new Person().throughProvider("linked").text()).contains("尚未绑定本平台账号");
    }

    @Test
    void somebodyTheProviderKnowsAndWeDoNotIsToldWhatToDo() throws Exception {
        var refused = new Person().throughProvider("stranger");
        assertThat(refused.uri().getPath()).isEqualTo("/login");
        assertThat(refused.text()).contains("该统一身份尚未绑定本平台账号，请先用登录名登录，在“我的账号”中绑定");
    }

    @Test
    void aVerifiedAddressFindsTheAccountAndAnUnverifiedOneDoesNot() throws Exception {
        account("by.mail", "Mailed@example.com", Role.BROKER);
        account("not.by.mail", "unverified@example.com", Role.BROKER);
        assertThat(new Person().throughProvider("mailed").uri().getPath()).isEqualTo("/home");
        assertThat(new Person().throughProvider("unverified").text()).contains("尚未绑定本平台账号");
    }

    @Test
    void anAdministratorIsNeverFoundByAnAddress() throws Exception {
        account("root", "admin@example.com", Role.SYSTEM_ADMIN);
        assertThat(new Person().throughProvider("admin").text()).contains("尚未绑定本平台账号");
    }

    @Test
    void theSecondFactorIsAskedForAllTheSame() throws Exception {
        UUID account = account("twice", "twice@example.com", Role.EXPERT);
        String secret = SecondFactor.newSecret();
        application
                .bean(SecondFactor.class)
                .setUp(application.bean(ViewerStore.class).load(account).orElseThrow(), secret, code(secret, 0));
        var person = new Person();
        var asked = person.throughProvider("twice");
        assertThat(asked.uri().getPath()).isEqualTo("/login/code");
        assertThat(person.get("/account").uri().getPath()).isEqualTo("/login");
        var home = person.post("/login/code", "/login/code", Map.of("code", code(secret, 1)));
        assertThat(home.uri().getPath()).isEqualTo("/home");
    }

    @Test
    void anIdentityThatAnotherAccountHasIsNotTakenOver() throws Exception {
        account("first", "", Role.EXPERT);
        account("second", "", Role.EXPERT);
        for (String login : new String[] {"first", "second"}) {
            var person = new Person();
            person.post("/login", "/login", Map.of("login", login, "password", PASSWORD));
            var back = person.logInAtProvider(person.post("/account", "/account/oidc/link", Map.of()), "shared");
            assertThat(back.text()).contains(login.equals("first") ? "统一身份已绑定" : "该统一身份已绑定其他账号");
            assertThat(back.text()).as("still logged in as before").contains(login);
        }
    }

    @Test
    void anAnswerNobodyAskedForIsRefusedWithASentence() throws Exception {
        var refused = new Person().get("/login/oauth2/code/kc?code=made-up&state=made-up");
        assertThat(refused.uri().getPath()).isEqualTo("/login");
        assertThat(refused.text()).contains("统一身份认证未成功");
    }

    private static String code(String secret, int later) throws Exception {
        return new dev.samstevens.totp.code.DefaultCodeGenerator()
                .generate(secret, Instant.now().getEpochSecond() / 30 + later);
    }

    /** Somebody at a browser: cookies of two hosts, follows wherever an answer leads. */
    private static final class Person {
        private final String platform = "http://127.0.0.1:" + application.port;
        private final HttpClient client = HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.ALWAYS)
                .build();

        record Page(HttpResponse<String> answer) {
            URI uri() {
                return answer.uri();
            }

            String text() {
                return Jsoup.parse(answer.body()).text();
            }

            String policy() {
                return answer.headers().firstValue("Content-Security-Policy").orElse("");
            }

            String csrf() {
                return Jsoup.parse(answer.body()).select("input[name=_csrf]").attr("value");
            }
        }

        Page get(String path) throws Exception {
            return send(HttpRequest.newBuilder(URI.create(platform + path)));
        }

        Page post(String page, String action, Map<String, String> fields) throws Exception {
            return form(platform + action, get(page).csrf(), fields);
        }

        Page throughProvider(String who) throws Exception {
            return logInAtProvider(get(OidcLogin.START), who);
        }

        Page logInAtProvider(Page login, String who) throws Exception {
            assertThat(login.uri().toString()).startsWith(provider.issuer() + "/login");
            return form(
                    provider.issuer() + "/login",
                    login.csrf(),
                    Map.of("username", who, "password", IdentityProvider.PASSWORD));
        }

        private Page form(String address, String csrf, Map<String, String> fields) throws Exception {
            var all = new LinkedHashMap<>(fields);
            all.put("_csrf", csrf);
            String body = all.entrySet().stream()
                    .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                    .collect(Collectors.joining("&"));
            return send(HttpRequest.newBuilder(URI.create(address))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(body)));
        }

        private Page send(HttpRequest.Builder request) throws Exception {
            return new Page(
                    client.send(request.header("Accept", "text/html").build(), HttpResponse.BodyHandlers.ofString()));
        }
    }
}
