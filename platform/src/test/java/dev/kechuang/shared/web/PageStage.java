package dev.kechuang.shared.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ui.Notice;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Shows templates to a browser without the application: rendered with a frame made up for the purpose, served with the
 * files under {@code static} and the content security policy that the application sends.
 */
public final class PageStage implements AutoCloseable {

    public static final String POLICY = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
            + " object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    public static final Viewer OFFICER = new Viewer(
            new UUID(0, 1), "王敏", Set.of(Role.COUNTY_OFFICER), null, new UUID(0, 2), "姑苏区科学技术局", List.of("320508"));

    private final TemplateEngine templates = WebConfiguration.templateEngine();
    private final Texts texts;
    private final Assets assets = new Assets();
    private final HttpServer server;
    private final Map<String, byte[]> pages = new ConcurrentHashMap<>();

    public PageStage() {
        try {
            texts = new Texts(WebConfiguration.messageSource());
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    /** The frame of one reader; areas as a county officer has them. */
    public Frame frame(Viewer viewer, boolean english, boolean large, String path, @Nullable Notice notice) {
        var areas = viewer.isPublic() ? List.<Frame.Area>of() : areas(path);
        return new Frame(
                viewer,
                english ? Locale.ENGLISH : Locale.SIMPLIFIED_CHINESE,
                path,
                "",
                new Frame.Csrf("_csrf", "X-CSRF-TOKEN", "token"),
                large,
                true,
                viewer.isPublic() ? 0 : 3,
                LocalDate.of(2026, 11, 21),
                areas,
                notice,
                texts,
                assets);
    }

    private static List<Frame.Area> areas(String path) {
        var entries = List.of(
                new Frame.Entry("portal.nav.home", "/home", path.equals("/home"), 0),
                new Frame.Entry("portal.nav.components", "/components", path.equals("/components"), 12));
        return List.of(
                new Frame.Area(
                        "portal.nav.area", "/home", true, List.of(new Frame.Section("portal.nav.section", entries))),
                new Frame.Area("shared.messages", "/messages", false, List.of()));
    }

    /** The page as text. */
    public String render(String view, Frame frame, Map<String, ?> model) {
        var parameters = new HashMap<String, Object>(model);
        parameters.put("frame", frame);
        var output = new StringOutput();
        templates.render(view + ".jte", parameters, output);
        return output.toString();
    }

    /** Puts a page on the stage and says where it is to be seen. */
    public String show(String path, String html) {
        return put(path, html.getBytes(StandardCharsets.UTF_8));
    }

    public String put(String path, byte[] content) {
        pages.put(path, content);
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            byte[] body = path.startsWith(assets.root())
                    ? asset(path.substring(assets.root().length()))
                    : pages.get(path);
            exchange.getResponseHeaders().set("Content-Security-Policy", POLICY);
            exchange.getResponseHeaders().set("Content-Type", type(path));
            if (body == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static byte @Nullable [] asset(String file) throws IOException {
        try (var in = PageStage.class.getResourceAsStream("/static/" + file)) {
            return in == null ? null : in.readAllBytes();
        }
    }

    private static String type(String path) {
        if (path.endsWith(".css")) return "text/css";
        if (path.endsWith(".js")) return "text/javascript";
        if (path.endsWith(".svg")) return "image/svg+xml";
        if (path.endsWith(".json")) return "application/json";
        return "text/html;charset=UTF-8";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
