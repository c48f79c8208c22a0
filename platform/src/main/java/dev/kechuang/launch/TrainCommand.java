package dev.kechuang.launch;

import dev.kechuang.identity.DemoAccounts;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * A short life of the application, from start over some pages to an orderly end, from which the JVM learns what the next
 * start needs (JEP 483, 514). {@code kc} runs it once after each build, on a home of its own.
 */
@Command(name = "train", hidden = true)
final class TrainCommand implements Callable<Integer> {

    private static final int ORGANISATIONS = 60;
    private static final List<String> PUBLIC = List.of("/", "/actuator/health", "/no-such-page");
    private static final List<String> OFFICERS =
            List.of("/", "/organisations", "/organisations?q=%E8%8B%8F", "/messages");
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    @Mixin
    private HomeOptions home = new HomeOptions();

    @Override
    public Integer call() throws Exception {
        Home prepared = home.prepare();
        var running = new Running();
        var settings = new HashMap<>(OnDemand.SETTINGS);
        settings.putAll(Map.of("server.port", 0, "server.address", "127.0.0.1", "db-scheduler.enabled", true));
        var context = DemoCommand.start(
                running, () -> EmbeddedDatabase.start(prepared.path()), prepared, ORGANISATIONS, settings);
        String address = ServeCommand.address(context, "127.0.0.1");
        try (HttpClient client =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build()) {
            for (String page : PUBLIC) visit(client, address, page);
            logIn(client, address, visit(client, address, "/login"));
            for (String page : OFFICERS) visit(client, address, page);
        }
        return 0;
    }

    private static void logIn(HttpClient client, String address, String page) throws IOException, InterruptedException {
        Matcher token = CSRF.matcher(page);
        if (!token.find()) return; // the pages before are worth keeping without it
        String form = "_csrf=" + URLEncoder.encode(token.group(1), StandardCharsets.UTF_8) + "&login=officer&password="
                + URLEncoder.encode(DemoAccounts.PASSWORD, StandardCharsets.UTF_8);
        client.send(
                HttpRequest.newBuilder(URI.create(address).resolve("/login"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build(),
                HttpResponse.BodyHandlers.discarding());
    }

    private static String visit(HttpClient client, String address, String page)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(address).resolve(page)).build();
        var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        Console.line(answer.statusCode() + " " + page);
        return answer.body();
    }
}
