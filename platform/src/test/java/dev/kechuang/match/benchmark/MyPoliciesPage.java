package dev.kechuang.match.benchmark;

import dev.kechuang.identity.DemoAccounts;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Opens “我的政策” of the demonstration's firms one after the other and says how long the answers took:
 * {@code java … MyPoliciesPage http://127.0.0.1:8080 20} for twenty rounds over the firms somebody acts for.
 */
public final class MyPoliciesPage {

    private static final int FIRMS = 10;
    private static final Pattern TOKEN = Pattern.compile("name=\"csrf\" content=\"([^\"]+)\"");

    private MyPoliciesPage() {}

    public static void main(String[] arguments) throws Exception {
        String base = arguments[0];
        int rounds = Integer.parseInt(arguments[1]);
        var clients = new HttpClient[FIRMS];
        for (int i = 0; i < FIRMS; i++) clients[i] = loggedIn(base, i == 0 ? "applicant" : "applicant." + (i + 1));
        for (int warm = 0; warm < 3; warm++) for (var client : clients) timed(client, base);
        var took = new double[rounds * FIRMS];
        for (int n = 0; n < took.length; n++) took[n] = timed(clients[n % FIRMS], base);
        Arrays.sort(took);
        System.out.printf(
                Locale.ROOT,
                "%d pages: p50 %.1f ms, p95 %.1f ms, p99 %.1f ms, slowest %.1f ms%n",
                took.length,
                took[took.length / 2],
                took[took.length * 95 / 100],
                took[took.length * 99 / 100],
                took[took.length - 1]);
    }

    private static double timed(HttpClient client, String base) throws Exception {
        long start = System.nanoTime();
        var answer = client.send(
                HttpRequest.newBuilder(URI.create(base + "/my/policies")).build(),
                HttpResponse.BodyHandlers.ofString());
        double ms = (System.nanoTime() - start) / 1e6;
        if (answer.statusCode() != 200) throw new IllegalStateException("status " + answer.statusCode());
        return ms;
    }

    private static HttpClient loggedIn(String base, String login) throws Exception {
        var client = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        String page = client.send(
                        HttpRequest.newBuilder(URI.create(base + "/login")).build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        var token = TOKEN.matcher(page);
        if (!token.find()) throw new IllegalStateException("no token on the login page");
        String form = "_csrf=" + URLEncoder.encode(token.group(1), StandardCharsets.UTF_8) + "&login=" + login
                + "&password=" + DemoAccounts.PASSWORD;
        var answer = client.send(
                HttpRequest.newBuilder(URI.create(base + "/login"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build(),
                HttpResponse.BodyHandlers.discarding());
        if (answer.statusCode() / 100 != 3) throw new IllegalStateException(login + " is not let in");
        return client;
    }
}
