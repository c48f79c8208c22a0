package dev.kechuang.identity.web;

import dev.kechuang.shared.web.LocalPath;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.stereotype.Component;

/** Where people go who may not pass: to the login page and back again, or to a page that says no. */
@Component
class Doors implements AuthenticationEntryPoint, AccessDeniedHandler {

    /** Request attribute with the reason why a session was found to be over. */
    static final String ENDED = "kc.session.ended";

    private final Problems problems;

    Doors(Problems problems) {
        this.problems = problems;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException reason)
            throws IOException {
        if (Problems.api(request)) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            problems.answer(request, response, 401, "identity.problem.login");
            return;
        }
        String login = "/login?back=" + URLEncoder.encode(back(request), StandardCharsets.UTF_8);
        Object ended = request.getAttribute(ENDED);
        if (ended != null) login += "&ended=" + ended;
        if (request.getHeader("HX-Request") != null) {
            // htmx would put the login page into a part of this one; it follows this header instead.
            response.setStatus(401);
            response.setHeader("HX-Redirect", login);
            return;
        }
        response.setStatus(303);
        response.setHeader(HttpHeaders.LOCATION, login);
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException reason)
            throws IOException {
        String key = reason instanceof CsrfException ? "identity.problem.csrf" : "identity.problem.denied";
        problems.answer(request, response, 403, key);
    }

    /** The page to return to after logging in: this one, or the one whose form was sent. */
    private static String back(HttpServletRequest request) {
        if (request.getMethod().equals("GET") && request.getHeader("HX-Request") == null) {
            String query = request.getQueryString();
            return LocalPath.orHome(query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query);
        }
        return localPart(request.getHeader(HttpHeaders.REFERER));
    }

    private static String localPart(@Nullable String address) {
        if (address == null) return "/";
        try {
            var uri = new URI(address);
            String path = uri.getRawPath() == null ? "/" : uri.getRawPath();
            return LocalPath.orHome(uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery());
        } catch (URISyntaxException e) {
            return "/";
        }
    }
}
