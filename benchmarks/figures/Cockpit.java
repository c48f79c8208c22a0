import java.io.IOException;
import java.net.CookieManager;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the server takes for the pages of figures, one after another as a leader opens them: cockpit, dictionary, an
 * indicator, its evidence, and the public page. {@code ./kc bench cockpit} runs it over the demonstration city, which has
 * ten years of data: fills it, starts it again, and so sees the first cockpit after a start as well.
 *
 * <p>Arguments: the root of the repository, then optionally the address of a demonstration that runs already and how often
 * each page is asked for (200).
 */
final class Cockpit {

    private static final int WARM_UP = 100;

    /** What each is for, and whether everybody may see it. */
    private static final Map<String, String> PAGES = pages();

    private final URI address;
    private final HttpClient client;

    private Cockpit(URI address) {
        this.address = address;
        this.client = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    }

    private static Map<String, String> pages() {
        var pages = new LinkedHashMap<String, String>();
        pages.put("/cockpit", "leader's cockpit, whole page");
        pages.put("/api/cockpit", "the same as JSON");
        pages.put("/cockpit?region=320585", "cockpit of a county");
        pages.put("/indicators", "dictionary, every figure of two years");
        pages.put("/indicators/hnte.valid", "an indicator");
        pages.put("/indicators/programmes.rate?period=2026Q1", "a ratio by quarter");
        pages.put("/indicators/hnte.valid/figure?region=320500&period=2026", "a figure with its records");
        pages.put("/indicators/units?unit=sz-taicang", "a unit's figures");
        pages.put("/figures", "public page of indicators");
        pages.put("/figures/hnte.valid", "public page of one");
        return pages;
    }

    public static void main(String[] arguments) throws Exception {
        Path root = Path.of(arguments[0]);
        int asks = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 200;
        if (arguments.length > 1 && !arguments[1].isEmpty()) {
            new Cockpit(URI.create(arguments[1])).measure(asks);
            return;
        }
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        Path home = Files.createTempDirectory("kc-cockpit-");
        home.toFile().setExecutable(true, false);
        URI address = URI.create("http://127.0.0.1:" + port);
        System.out.println("Filling the demonstration city, and building where needed …");
        try {
            stop(started(root, home, address));
            Process server = started(root, home, address);
            try {
                new Cockpit(address).measure(asks);
            } finally {
                stop(server);
            }
        } finally {
            try (var walk = Files.walk(home)) {
                for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
            }
        }
    }

    private static Process started(Path root, Path home, URI address) throws Exception {
        Process server = new ProcessBuilder(
                        root + "/kc",
                        "demo",
                        "--home",
                        home.resolve("var").toString(),
                        "--port",
                        String.valueOf(address.getPort()))
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("kc.log").toFile())
                .start();
        try (var client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build()) {
            while (true) {
                try {
                    var answer = client.send(
                            HttpRequest.newBuilder(address.resolve("/actuator/health"))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding());
                    if (answer.statusCode() == 200) return server;
                } catch (IOException e) {
                    // not yet
                }
                if (!server.isAlive()) throw new IOException("ended: " + Files.readString(home.resolve("kc.log")));
                Thread.sleep(200);
            }
        }
    }

    private static void stop(Process server) throws InterruptedException {
        server.destroy();
        server.waitFor(90, TimeUnit.SECONDS);
    }

    private void measure(int asks) throws Exception {
        login();
        System.out.printf(Locale.ROOT, "first cockpit after the start: %.0f ms%n", ask("/cockpit") / 1e6);
        System.out.println("| page | median, ms | p95 | max | bytes |");
        System.out.println("|---|---|---|---|---|");
        for (var page : PAGES.entrySet()) {
            for (int i = 0; i < WARM_UP; i++) ask(page.getKey());
            var nanos = new long[asks];
            for (int i = 0; i < asks; i++) nanos[i] = ask(page.getKey());
            Arrays.sort(nanos);
            System.out.printf(
                    Locale.ROOT,
                    "| %s `%s` | %.1f | %.1f | %.1f | %,d |%n",
                    page.getValue(),
                    page.getKey(),
                    nanos[asks / 2] / 1e6,
                    nanos[(int) (asks * 0.95)] / 1e6,
                    nanos[asks - 1] / 1e6,
                    get(page.getKey()).body().length);
        }
        System.out.printf("load average %s%n", Files.readString(Path.of("/proc/loadavg")).strip());
        System.out.println("goal: cockpit p95 100 ms in the server");
    }

    private long ask(String path) throws Exception {
        long began = System.nanoTime();
        get(path);
        return System.nanoTime() - began;
    }

    private HttpResponse<byte[]> get(String path) throws Exception {
        var answer = client.send(
                HttpRequest.newBuilder(address.resolve(path)).build(), HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) throw new IOException(path + " answers " + answer.statusCode());
        return answer;
    }

    private void login() throws Exception {
        var form = client.send(
                HttpRequest.newBuilder(address.resolve("/login")).build(), HttpResponse.BodyHandlers.ofString());
        Matcher csrf = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"").matcher(form.body());
        if (!csrf.find()) throw new IOException("no form to log in with");
        String body = "_csrf=" + URLEncoder.encode(csrf.group(1), StandardCharsets.UTF_8)
                + "&login=leader&password=Kechuang-2026&back=/";
        var answer = client.send(
                HttpRequest.newBuilder(address.resolve("/login"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 3) throw new IOException("login answers " + answer.statusCode());
    }
}
