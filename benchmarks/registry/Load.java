import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.CookieManager;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Pages a second of the list of organisations at 3,000 organisations, logged in, with the whole frame; the load comes
 * from the same machine, over plain sockets that stay open. {@code ./kc bench load} runs it.
 *
 * <p>Arguments: the root of the repository, then optionally the address of a demonstration that runs already, the
 * number of connections (8) and the seconds of measurement (20). A connection asks for the next page when it has the
 * last one whole.
 */
final class Load {

    private static final int WARM_UP_SECONDS = 30;

    /** As people use the list: the plain one, with filters, with a name, in another order. */
    private static final List<String> PATHS = List.of(
            "/organisations",
            "/organisations?region=320583&industry=C&scale=small",
            "/organisations?q=" + encoded("科技"),
            "/organisations?q=" + encoded("电子") + "&industry=C&sort=name",
            "/organisations?scale=medium&from=2015&to=2020&sort=founded",
            "/organisations?q=szhr");

    private final String host;
    private final int port;
    private final String cookies;

    private Load(String host, int port, String cookies) {
        this.host = host;
        this.port = port;
        this.cookies = cookies;
    }

    public static void main(String[] arguments) throws Exception {
        Path root = Path.of(arguments[0]);
        int connections = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 8;
        int seconds = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 20;
        if (arguments.length > 1 && !arguments[1].isEmpty()) {
            run(URI.create(arguments[1]), connections, seconds);
            return;
        }
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        Path home = Files.createTempDirectory("kc-load-");
        home.toFile().setExecutable(true, false);
        System.out.println("Filling 3,000 organisations, and building where needed …");
        Process server = new ProcessBuilder(
                        root + "/kc",
                        "demo",
                        "--home",
                        home.resolve("var").toString(),
                        "--port",
                        String.valueOf(port))
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("kc.log").toFile())
                .start();
        try {
            URI address = URI.create("http://127.0.0.1:" + port);
            await(address, server, home.resolve("kc.log"));
            run(address, connections, seconds);
        } finally {
            server.destroy();
            server.waitFor(90, TimeUnit.SECONDS);
            try (var walk = Files.walk(home)) {
                for (Path path : walk.sorted(java.util.Comparator.reverseOrder()).toList()) Files.delete(path);
            }
        }
    }

    private static void run(URI address, int connections, int seconds) throws Exception {
        for (String account : List.of("officer", "county")) {
            var load = new Load(address.getHost(), address.getPort(), login(address, account));
            load.measure(connections, WARM_UP_SECONDS, false);
            report(account + ", plain", connections, seconds, load.measure(connections, seconds, false));
            report(account + ", gzip", connections, seconds, load.measure(connections, seconds, true));
        }
        System.out.printf("load average %s%n", Files.readString(Path.of("/proc/loadavg")).strip());
        System.out.println("goal: 800 pages a second, p99 80 ms");
    }

    private static void report(String what, int connections, int seconds, long[] nanos) {
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "%-16s %d connections, %d s: %,7.0f pages/s   p50 %.1f ms  p95 %.1f ms  p99 %.1f ms  max %.1f ms%n",
                what,
                connections,
                seconds,
                (double) nanos.length / seconds,
                at(nanos, 0.50),
                at(nanos, 0.95),
                at(nanos, 0.99),
                at(nanos, 1));
    }

    private static double at(long[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[Math.min(sorted.length - 1, (int) (sorted.length * share))] / 1e6;
    }

    /** Times of all pages that were answered within the seconds. */
    private long[] measure(int connections, int seconds, boolean gzip) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        var all = new ArrayList<List<Long>>();
        var threads = new ArrayList<Thread>();
        var failures = new ArrayList<Exception>();
        for (int i = 0; i < connections; i++) {
            var times = new ArrayList<Long>();
            all.add(times);
            int start = i;
            threads.add(Thread.ofPlatform().start(() -> {
                try {
                    ask(start, end, gzip, times);
                } catch (Exception e) {
                    synchronized (failures) {
                        failures.add(e);
                    }
                }
            }));
        }
        for (Thread thread : threads) thread.join();
        if (!failures.isEmpty()) throw failures.getFirst();
        return all.stream().flatMap(List::stream).mapToLong(Long::longValue).toArray();
    }

    private void ask(int start, long end, boolean gzip, List<Long> times) throws IOException {
        byte[][] requests = PATHS.stream()
                .map(path -> ("GET " + path + " HTTP/1.1\r\nHost: " + host + ":" + port
                                + "\r\nAccept: text/html\r\nCookie: " + cookies + "\r\n"
                                + (gzip ? "Accept-Encoding: gzip\r\n" : "") + "\r\n")
                        .getBytes(StandardCharsets.ISO_8859_1))
                .toArray(byte[][]::new);
        Socket socket = null;
        InputStream in = InputStream.nullInputStream();
        byte[] buffer = new byte[1 << 16];
        try {
            for (int i = start; System.nanoTime() < end; i++) {
                if (socket == null) {
                    socket = new Socket(host, port);
                    socket.setTcpNoDelay(true);
                    socket.setSoTimeout(30_000);
                    in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
                }
                long began = System.nanoTime();
                socket.getOutputStream().write(requests[i % requests.length]);
                boolean open = answer(in, buffer);
                times.add(System.nanoTime() - began);
                if (!open) {
                    socket.close();
                    socket = null;
                }
            }
        } finally {
            if (socket != null) socket.close();
        }
    }

    /** Reads one answer whole; whether the connection stays open. */
    private static boolean answer(InputStream in, byte[] buffer) throws IOException {
        String status = line(in);
        if (!status.startsWith("HTTP/1.1 200")) throw new IOException("not a page: " + status);
        long length = -1;
        boolean open = true;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) length = Long.parseLong(header.substring(15).strip());
            if (lower.equals("connection: close")) open = false;
        }
        if (length >= 0) {
            if (length < 1_000) throw new IOException("too short for a page: " + length);
            skip(in, buffer, length);
            return open;
        }
        while (true) {
            long chunk = Long.parseLong(line(in), 16);
            skip(in, buffer, chunk);
            line(in);
            if (chunk == 0) return open;
        }
    }

    private static void skip(InputStream in, byte[] buffer, long length) throws IOException {
        for (long left = length; left > 0; ) {
            int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (read < 0) throw new IOException("cut off");
            left -= read;
        }
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) throw new IOException("closed");
            if (c != '\r') line.append((char) c);
        }
        return line.toString();
    }

    private static String login(URI address, String account) throws Exception {
        var manager = new CookieManager();
        try (var client = HttpClient.newBuilder().cookieHandler(manager).build()) {
            var form = client.send(
                    HttpRequest.newBuilder(address.resolve("/login")).build(), HttpResponse.BodyHandlers.ofString());
            Matcher csrf = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"").matcher(form.body());
            if (!csrf.find()) throw new IOException("no form to log in with");
            String body = "_csrf=" + encoded(csrf.group(1)) + "&login=" + account + "&password=Kechuang-2026&back=/";
            var answer = client.send(
                    HttpRequest.newBuilder(address.resolve("/login"))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 3) throw new IOException("login answers " + answer.statusCode());
        }
        var cookies = new ArrayList<String>();
        manager.getCookieStore().getCookies().forEach(cookie -> cookies.add(cookie.getName() + "=" + cookie.getValue()));
        return String.join("; ", cookies);
    }

    private static void await(URI address, Process server, Path log) throws Exception {
        try (var client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build()) {
            while (true) {
                try {
                    var answer = client.send(
                            HttpRequest.newBuilder(address.resolve("/actuator/health"))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding());
                    if (answer.statusCode() == 200) return;
                } catch (IOException e) {
                    // not yet
                }
                if (!server.isAlive()) throw new IOException("ended: " + Files.readString(log));
                Thread.sleep(200);
            }
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
