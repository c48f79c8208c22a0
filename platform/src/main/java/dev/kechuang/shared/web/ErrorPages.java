package dev.kechuang.shared.web;

import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.web.ui.ErrorReport;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.webmvc.error.ErrorAttributes;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.util.unit.DataSize;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.support.RequestContextUtils;

/**
 * Where every error ends, whoever raised it: a page that says what happened, what was kept and what to do, or for the
 * JSON interface a problem (RFC 9457) with the same code for support.
 */
@Controller
class ErrorPages implements ErrorController {

    private final ErrorReports reports;
    private final ErrorAttributes attributes;
    private final FrameInterceptor frames;
    private final Texts texts;
    private final DataSize largest;

    ErrorPages(
            ErrorReports reports,
            ErrorAttributes attributes,
            FrameInterceptor frames,
            Texts texts,
            @Value("${spring.servlet.multipart.max-request-size:52MB}") DataSize largest) {
        this.reports = reports;
        this.attributes = attributes;
        this.frames = frames;
        this.texts = texts;
        this.largest = largest;
    }

    @Allow(everyone = true)
    @RequestMapping("/error")
    Object error(HttpServletRequest request, HttpServletResponse response) {
        String path = text(request, RequestDispatcher.ERROR_REQUEST_URI, request.getRequestURI());
        Throwable problem = attributes.getError(new ServletWebRequest(request));
        int status = status(request);
        if (status == 500 && Outage.status(problem) != 0) status = Outage.status(problem);
        response.setStatus(status);
        String method = text(request, RequestDispatcher.ERROR_METHOD, request.getMethod());
        ErrorReport report = reports.report(status, method, path, problem);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (wantsJson(request, path)) return problem(report, path, request, problem);
        return new ModelAndView("shared/errorPage")
                .addObject("frame", frames.frameOfError(request, path))
                .addObject("report", report);
    }

    private int status(HttpServletRequest request) {
        Object given = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        // Somebody opened /error by hand: there is nothing to be seen.
        int status = given instanceof Integer number ? number : 404;
        // A body over the limit is not read, so its csrf field is missing and the filter says 403: the size is why.
        boolean tooLarge = status == 403 && request.getContentLengthLong() > largest.toBytes();
        return tooLarge ? 413 : status;
    }

    private ResponseEntity<ProblemDetail> problem(
            ErrorReport report, String path, HttpServletRequest request, @Nullable Throwable cause) {
        var locale = RequestContextUtils.getLocale(request);
        var problem = ProblemDetail.forStatus(report.status());
        problem.setTitle(texts.text(locale, "shared.error." + report.kind() + ".title"));
        String detail = cause instanceof ErrorResponse known && report.status() < 500
                ? known.getBody().getDetail()
                : null;
        problem.setDetail(detail != null ? detail : texts.text(locale, "shared.error." + report.kind() + ".what"));
        problem.setInstance(uri(path));
        problem.setProperty("code", report.code());
        return ResponseEntity.status(report.status()).body(problem);
    }

    /** Null for an address so broken that it is none. */
    private static @Nullable URI uri(String path) {
        try {
            return new URI(path);
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private static boolean wantsJson(HttpServletRequest request, String path) {
        if (path.startsWith("/api/") || path.startsWith("/actuator/")) return true;
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return accept != null && accept.contains("json") && !accept.contains("html");
    }

    private static String text(HttpServletRequest request, String attribute, String otherwise) {
        return request.getAttribute(attribute) instanceof String text ? text : otherwise;
    }
}
