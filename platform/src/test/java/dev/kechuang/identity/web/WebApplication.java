package dev.kechuang.identity.web;

import dev.kechuang.Kechuang;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.identity.FakeAudit;
import dev.kechuang.testing.TestDatabase;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** The whole application on a port of its own, talked to by HTTP as a browser does. */
final class WebApplication implements AutoCloseable {

    final TestDatabase database = TestDatabase.create();
    final ConfigurableApplicationContext context;
    final int port;

    WebApplication(String... properties) throws IOException {
        Path home = dev.kechuang.testing.CityTest.temporaryHome();
        var all = new ArrayList<>(List.of(
                "server.port=0",
                "spring.datasource.url=" + database.url(),
                "spring.datasource.username=kc_app",
                "spring.datasource.password=test",
                "kc.home=" + home));
        all.addAll(List.of(properties));
        context = new SpringApplicationBuilder(Kechuang.class, Missing.class)
                .run(all.stream().map(property -> "--" + property).toArray(String[]::new));
        var server = ((WebServerApplicationContext) context).getWebServer();
        port = server == null ? 0 : server.getPort();
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    Browser browser() {
        return new Browser(port);
    }

    /** A visitor who comes from an address of its own (of the loopback network). */
    Browser browserAt(String address) throws IOException {
        return new Browser(port, java.net.InetAddress.getByName(address));
    }

    @Override
    public void close() {
        context.close();
        database.close();
    }

    /** Stands in for modules that are not part of this test. */
    static class Missing {
        @Bean
        static BeanDefinitionRegistryPostProcessor auditWhereThereIsNone() {
            return registry -> {
                var beans = (org.springframework.beans.factory.support.DefaultListableBeanFactory) registry;
                if (beans.getBeanNamesForType(AuditLog.class, false, false).length == 0) {
                    registry.registerBeanDefinition(
                            "fakeAudit",
                            BeanDefinitionBuilder.genericBeanDefinition(FakeAudit.class)
                                    .getBeanDefinition());
                }
            };
        }
    }

    /** A browser without a window: keeps cookies, sends the csrf field of the page it is on. */
    static final class Browser {
        private final HttpClient client;
        private final int port;

        Browser(int port) {
            this(port, null);
        }

        Browser(int port, java.net.@org.jspecify.annotations.Nullable InetAddress from) {
            this.port = port;
            var builder = HttpClient.newBuilder()
                    .cookieHandler(new CookieManager())
                    .followRedirects(HttpClient.Redirect.NEVER);
            if (from != null) builder.localAddress(from);
            client = builder.build();
        }

        record Page(HttpResponse<String> response) {
            int status() {
                return response.statusCode();
            }

            String location() {
                return response.headers().firstValue("Location").orElse("").replaceFirst("^http://[^/]+", "");
            }

            String header(String name) {
                return response.headers().firstValue(name).orElse("");
            }

            Document html() {
                return Jsoup.parse(response.body());
            }

            String text() {
                return html().text();
            }
        }

        Page get(String path, String... headers) throws IOException, InterruptedException {
            return send(request(path, headers).GET());
        }

        /** Sends a form as the page at {@code form} would: with its hidden fields. */
        Page post(String form, String action, Map<String, String> fields) throws IOException, InterruptedException {
            var all = new LinkedHashMap<String, String>();
            get(form).html().select("input[name=_csrf]").stream()
                    .findFirst()
                    .ifPresent(input -> all.put("_csrf", input.val()));
            all.putAll(fields);
            return postBare(action, all);
        }

        Page postBare(String action, Map<String, String> fields) throws IOException, InterruptedException {
            String body = fields.entrySet().stream()
                    .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                    .collect(Collectors.joining("&"));
            return send(request(action, "Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(body)));
        }

        Page json(String method, String path, String body, String... headers) throws IOException, InterruptedException {
            return send(request(path, headers)
                    .header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(body)));
        }

        Page login(String login, String password) throws IOException, InterruptedException {
            return post("/login", "/login", Map.of("login", login, "password", password));
        }

        private HttpRequest.Builder request(String path, String... headers) {
            var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
            for (int i = 0; i < headers.length; i += 2) request.header(headers[i], headers[i + 1]);
            return request;
        }

        private Page send(HttpRequest.Builder request) throws IOException, InterruptedException {
            return new Page(client.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        }
    }
}
