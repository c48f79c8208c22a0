package dev.kechuang.programme.benchmark;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** A person at a browser without a window: keeps cookies, sends the csrf field, goes where a redirect leads. */
final class Visitor {

    private static final Pattern CSRF =
            Pattern.compile("<meta name=\"csrf\" content=\"([^\"]+)\" data-header=\"([^\"]+)\"");
    private static final Pattern ERROR = Pattern.compile("class=\"(?:notice|error)[^>]*>(?:<[^>]*>)*([^<]+)");
    private static final String PASSWORD = "Kechuang-2026";

    private final HttpClient client;
    private final URI base;
    private final Map<String, String> cookies = new TreeMap<>();
    private String csrf = "";
    private String csrfHeader = "X-XSRF-TOKEN";

    Visitor(HttpClient client, URI base) {
        this.client = client;
        this.base = base;
    }

    /** @param location where a redirect leads, as a path; empty for none */
    record Page(int status, String body, String location) {

        /** The first group of the first place that fits; empty where none does. */
        String find(Pattern pattern) {
            Matcher matcher = pattern.matcher(body);
            return matcher.find() ? matcher.group(1) : "";
        }

        List<String> all(Pattern pattern) {
            return pattern.matcher(body)
                    .results()
                    .map(found -> found.group(1))
                    .distinct()
                    .toList();
        }
    }

    /** @param name of a field, may stand more than once */
    record Field(String name, String value) {}

    void login(Times times, String login) {
        get(times, "log in: page", "/login");
        Page answer = post(
                times,
                "log in",
                "/login",
                List.of(new Field("login", login), new Field("password", PASSWORD), new Field("back", "/")));
        if (answer.status() / 100 != 3)
            throw new IllegalStateException(login + " cannot log in: " + answer.status() + " " + answer.find(ERROR));
        Page home = get(times, "home", answer.location());
        if (!home.location().isEmpty()) get(times, "home", home.location());
    }

    Page get(Times times, String kind, String path) {
        return send(
                times, kind, request(path).header("Accept", "text/html").GET().build());
    }

    Page post(Times times, String kind, String path, List<Field> fields) {
        var body = new StringBuilder("_csrf=").append(encoded(csrf));
        for (Field field : fields) {
            body.append('&').append(encoded(field.name())).append('=').append(encoded(field.value()));
        }
        return send(
                times,
                kind,
                request(path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header(csrfHeader, csrf)
                        .POST(BodyPublishers.ofString(body.toString()))
                        .build());
    }

    /** A form with one file. */
    Page upload(Times times, String kind, String path, List<Field> fields, String field, String name, byte[] content) {
        String boundary = "----kechuang";
        var body = new ByteArrayOutputStream();
        var all = new java.util.ArrayList<Field>(fields);
        all.add(new Field("_csrf", csrf));
        for (Field one : all) {
            part(body, boundary, "name=\"" + one.name() + "\"\r\n\r\n" + one.value() + "\r\n");
        }
        part(
                body,
                boundary,
                "name=\"" + field + "\"; filename=\"" + name + "\"\r\nContent-Type: application/pdf\r\n\r\n");
        body.writeBytes(content);
        body.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return send(
                times,
                kind,
                request(path)
                        .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                        .POST(BodyPublishers.ofByteArray(body.toByteArray()))
                        .build());
    }

    private static void part(ByteArrayOutputStream body, String boundary, String rest) {
        body.writeBytes(
                ("--" + boundary + "\r\nContent-Disposition: form-data; " + rest).getBytes(StandardCharsets.UTF_8));
    }

    Page json(Times times, String kind, String method, String path, String body) {
        return send(
                times,
                kind,
                request(path)
                        .header("Content-Type", "application/json")
                        .header("Accept", "application/json")
                        .header(csrfHeader, csrf)
                        .method(method, BodyPublishers.ofString(body))
                        .build());
    }

    private HttpRequest.Builder request(String path) {
        var builder = HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofSeconds(60))
                .header("Accept-Encoding", "gzip");
        synchronized (cookies) {
            if (!cookies.isEmpty()) {
                var line = new StringBuilder();
                cookies.forEach((name, value) -> line.append(line.isEmpty() ? "" : "; ")
                        .append(name)
                        .append('=')
                        .append(value));
                builder.header("Cookie", line.toString());
            }
        }
        return builder;
    }

    private Page send(Times times, String kind, HttpRequest request) {
        long began = System.nanoTime();
        try {
            HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
            times.add(kind, System.nanoTime() - began);
            if (answer.statusCode() >= 500 || answer.statusCode() == 429 || answer.statusCode() == 403) times.failed();
            keep(answer);
            String location = answer.headers().firstValue("Location").orElse("");
            String body = body(answer);
            Matcher token = CSRF.matcher(body);
            if (token.find()) {
                csrf = token.group(1);
                csrfHeader = token.group(2);
            }
            return new Page(answer.statusCode(), body, location.isEmpty() ? "" : path(location));
        } catch (IOException e) {
            times.failed();
            throw new UncheckedIOException(kind + " " + request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String path(String location) {
        URI uri = URI.create(location);
        return uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    }

    private static String body(HttpResponse<byte[]> answer) throws IOException {
        boolean packed =
                answer.headers().firstValue("Content-Encoding").orElse("").equals("gzip");
        if (!packed) return new String(answer.body(), StandardCharsets.UTF_8);
        try (var in = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void keep(HttpResponse<byte[]> answer) {
        synchronized (cookies) {
            for (String header : answer.headers().allValues("Set-Cookie")) {
                String pair = header.split(";", 2)[0];
                int equals = pair.indexOf('=');
                if (equals < 1) continue;
                String value = pair.substring(equals + 1);
                if (value.isEmpty()) cookies.remove(pair.substring(0, equals));
                else cookies.put(pair.substring(0, equals), value);
            }
        }
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
