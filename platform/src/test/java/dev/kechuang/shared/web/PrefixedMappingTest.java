package dev.kechuang.shared.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.context.support.StaticWebApplicationContext;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPatternParser;

/** Every address leads where the framework's own search leads. */
class PrefixedMappingTest {

    private static final String[] PATTERNS = {
        "/",
        "/{any}",
        "/calls",
        "/calls/{id}",
        "/calls/{id}/files/{file}",
        "/calls/new",
        "/assets/**",
        "/{a}/end",
        "/名录/{id}"
    };

    private final RequestMappingHandlerMapping ours = filled(new PrefixedMapping());
    private final RequestMappingHandlerMapping framework = filled(new RequestMappingHandlerMapping());

    record Handler(String pattern) {

        @SuppressWarnings("unused") // called by nobody: it stands for a handler
        void handle() {}
    }

    private RequestMappingHandlerMapping filled(RequestMappingHandlerMapping mapping) {
        mapping.setApplicationContext(new StaticWebApplicationContext());
        var options = new RequestMappingInfo.BuilderConfiguration();
        options.setPatternParser(new PathPatternParser());
        try {
            var handler = Handler.class.getDeclaredMethod("handle");
            for (String pattern : PATTERNS) {
                mapping.registerMapping(
                        RequestMappingInfo.paths(pattern)
                                .methods(RequestMethod.GET)
                                .options(options)
                                .mappingName(pattern)
                                .build(),
                        new Handler(pattern),
                        handler);
            }
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
        return mapping;
    }

    private static @Nullable String found(RequestMappingHandlerMapping mapping, String method, String path)
            throws Exception {
        var request = new MockHttpServletRequest(method, path);
        ServletRequestPathUtils.parseAndCache(request);
        var chain = mapping.getHandler(request);
        return chain == null ? null : ((Handler) ((HandlerMethod) chain.getHandler()).getBean()).pattern();
    }

    @ParameterizedTest
    @CsvSource({
        "/, /",
        "/calls, /calls",
        "/calls/new, /calls/new",
        "/calls/7, /calls/{id}",
        "/calls/7/files/a.pdf, /calls/{id}/files/{file}",
        "/assets, /{any}",
        "/assets/, /assets/**",
        "/assets/a/b.css, /assets/**",
        "/x/end, /{a}/end",
        "/other, /{any}",
        "/%63alls/7, /calls/{id}",
        "/calls;v=1/7, /calls/{id}",
        "/calls/%E4%B8%AD, /calls/{id}",
        "/%E5%90%8D%E5%BD%95/1, /名录/{id}",
        "/calls/7/files, ",
        "/callsx/7, ",
        "/CALLS/7, "
    })
    void anAddressLeadsWhereItAlwaysLed(String path, @Nullable String pattern) throws Exception {
        assertThat(found(ours, "GET", path))
                .isEqualTo(found(framework, "GET", path))
                .isEqualTo(pattern);
    }

    @Test
    void aMethodThatIsNotAllowedIsTold() {
        assertThatThrownBy(() -> found(ours, "POST", "/calls/7"))
                .isInstanceOf(HttpRequestMethodNotSupportedException.class);
    }
}
