package dev.kechuang.identity.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.LocaleResolver;
import tools.jackson.databind.json.JsonMapper;

/** Answers requests that are refused before they reach a handler: RFC 9457 for programs, a page for people. */
@Component
class Problems {

    private final MessageSource messages;
    private final LocaleResolver locales;
    private final JsonMapper json;

    Problems(MessageSource messages, LocaleResolver locales, JsonMapper json) {
        this.messages = messages;
        this.locales = locales;
        this.json = json;
    }

    static boolean api(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/api/");
    }

    /** @param key message key of one sentence that says what is wrong and what to do */
    void answer(HttpServletRequest request, HttpServletResponse response, int status, String key) throws IOException {
        if (!api(request)) {
            response.sendError(status);
            return;
        }
        Locale locale = locales.resolveLocale(request);
        var problem = new LinkedHashMap<String, Object>();
        problem.put("title", messages.getMessage(key, null, locale));
        problem.put("status", status);
        problem.put("code", key);
        problem.put("instance", request.getRequestURI());
        byte[] body = json.writeValueAsBytes(problem);
        response.setStatus(status);
        response.setContentType("application/problem+json");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
