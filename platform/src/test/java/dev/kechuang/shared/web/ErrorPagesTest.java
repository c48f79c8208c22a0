package dev.kechuang.shared.web;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ui.ErrorReport;
import jakarta.servlet.RequestDispatcher;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.webmvc.error.DefaultErrorAttributes;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.util.unit.DataSize;
import org.springframework.web.servlet.ModelAndView;

class ErrorPagesTest {

    private final Texts texts = texts();
    private final ErrorPages pages = pages();

    private static Texts texts() {
        try {
            return new Texts(WebConfiguration.messageSource());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private ErrorPages pages() {
        var todoThatFails = new NavItem(
                "portal.nav.area", "portal.nav.section", "portal.nav.home", "/home", 0, java.util.Set.of(), viewer -> {
                    throw new IllegalStateException("no database");
                });
        var frames = new FrameInterceptor(
                List.of(todoThatFails),
                texts,
                new Assets(),
                Clock.fixed(Instant.parse("2026-11-21T02:00:00Z"), WebConfiguration.ZONE),
                new StaticListableBeanFactory().getBeanProvider(UnreadCounter.class),
                false);
        return new ErrorPages(
                new ErrorReports(), new DefaultErrorAttributes(), frames, texts, DataSize.ofMegabytes(52));
    }

    private static MockHttpServletRequest failed(int status, String path) {
        var request = new MockHttpServletRequest("GET", "/error");
        request.setAttribute(RequestDispatcher.ERROR_STATUS_CODE, status);
        request.setAttribute(RequestDispatcher.ERROR_REQUEST_URI, path);
        return request;
    }

    @ParameterizedTest
    @CsvSource({
        "400,400", "401,401", "403,403", "404,404", "405,405", "409,409", "413,413", "418,400", "429,429", "500,500",
        "502,500", "503,503"
    })
    void everyStatusHasAPageThatSaysWhatHappenedWhatWasKeptAndWhatToDo(int status, String kind) {
        var response = new MockHttpServletResponse();
        var view = (ModelAndView) pages.error(failed(status, "/registry/organisations"), response);
        assertThat(response.getStatus()).isEqualTo(status);
        assertThat(view.getViewName()).isEqualTo("shared/errorPage");
        var report = (ErrorReport) requireNonNull(view.getModel().get("report"));
        assertThat(report.kind()).isEqualTo(kind);
        try (var stage = new PageStage()) {
            String html = stage.render(
                    "shared/errorPage",
                    stage.frame(Viewer.PUBLIC, false, false, "/registry", null),
                    Map.of("report", report));
            assertThat(html)
                    .contains(
                            report.code(),
                            "发生了什么",
                            "已保存的内容",
                            "下一步",
                            texts.text(java.util.Locale.SIMPLIFIED_CHINESE, "shared.error." + kind + ".what"));
        }
    }

    @Test
    void aFullDiskAndAMissingDatabaseAreNamed() {
        var request = failed(500, "/organisations/import");
        request.setAttribute(
                RequestDispatcher.ERROR_EXCEPTION,
                new IllegalStateException(new java.sql.SQLException("could not extend file", "53100")));
        var response = new MockHttpServletResponse();
        var page = (ModelAndView) requireNonNull(pages.error(request, response));
        assertThat(response.getStatus()).isEqualTo(507);
        assertThat(((ErrorReport) requireNonNull(page.getModel().get("report"))).kind())
                .isEqualTo("507");

        assertThat(Outage.status(new java.io.UncheckedIOException(new java.io.IOException("No space left on device"))))
                .isEqualTo(507);
        assertThat(Outage.status(
                        new IllegalStateException(new java.sql.SQLException("the connection is gone", "08006"))))
                .isEqualTo(503);
        assertThat(Outage.status(new java.sql.SQLException("violates a check", "23514")))
                .isZero();
        assertThat(Outage.status(null)).isZero();
    }

    @Test
    void theFrameOfAnErrorCountsNothingSinceTheDatabaseMayBeWhatFailed() {
        var view = (ModelAndView) pages.error(failed(500, "/home"), new MockHttpServletResponse());
        assertThat((Frame) requireNonNull(view.getModel().get("frame")))
                .extracting(Frame::path)
                .isEqualTo("/home");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/registry/organisations", "/actuator/health"})
    void theJsonInterfaceGetsAProblemWithTheSameCode(String path) {
        var request = failed(404, path);
        request.addPreferredLocale(java.util.Locale.SIMPLIFIED_CHINESE);
        var answer = (ResponseEntity<?>) pages.error(request, new MockHttpServletResponse());
        var problem = (ProblemDetail) requireNonNull(answer.getBody());
        assertThat(answer.getStatusCode().value()).isEqualTo(404);
        assertThat(problem.getTitle()).isEqualTo("没有找到该页面");
        assertThat(requireNonNull(problem.getProperties()).get("code"))
                .asString()
                .matches("[A-Z0-9]{4}-[A-Z0-9]{4}");
    }

    @Test
    void aBodyOverTheLimitIsNotTakenForAForgedOne() {
        var tooLarge = new MockHttpServletRequest("POST", "/error") {
            @Override
            public long getContentLengthLong() {
                return 60_000_000;
            }
        };
        tooLarge.setAttribute(RequestDispatcher.ERROR_STATUS_CODE, 403);
        var response = new MockHttpServletResponse();
        pages.error(tooLarge, response);
        assertThat(response.getStatus()).isEqualTo(413);
    }

    @Test
    void openingTheErrorPageByHandShowsThatThereIsNothing() {
        var response = new MockHttpServletResponse();
        pages.error(new MockHttpServletRequest("GET", "/error"), response);
        assertThat(response.getStatus()).isEqualTo(404);
    }
}
