package dev.kechuang.policy.web.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.shared.access.HasViewer;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.testing.WebTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.AbstractMockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** Pages and JSON of the library, asked by whom the test wants. */
abstract class LibraryWebTest extends WebTest {

    @Autowired
    private WebApplicationContext context;

    private MockMvc mvc;

    @BeforeEach
    void open() {
        mvc = MockMvcBuilders.webAppContextSetup(context)
                .apply(SecurityMockMvcConfigurers.springSecurity())
                .build();
    }

    MockHttpServletResponse answer(int status, AbstractMockHttpServletRequestBuilder<?> request, Viewer viewer)
            throws Exception {
        request.with(SecurityMockMvcRequestPostProcessors.csrf());
        if (!viewer.isPublic()) {
            request.with(SecurityMockMvcRequestPostProcessors.authentication(
                    new UsernamePasswordAuthenticationToken((HasViewer) () -> viewer, "", List.of())));
        }
        var result = mvc.perform(request).andReturn();
        if (result.getRequest().isAsyncStarted()) {
            result = mvc.perform(
                            org.springframework.test.web.servlet.request.MockMvcRequestBuilders.asyncDispatch(result))
                    .andReturn();
        }
        var response = result.getResponse();
        assertThat(response.getStatus())
                .as(response.getContentAsString(StandardCharsets.UTF_8))
                .isEqualTo(status);
        return response;
    }

    String text(int status, AbstractMockHttpServletRequestBuilder<?> request, Viewer viewer) throws Exception {
        return answer(status, request, viewer).getContentAsString(StandardCharsets.UTF_8);
    }

    Document page(int status, AbstractMockHttpServletRequestBuilder<?> request) throws Exception {
        return Jsoup.parse(text(status, request, Viewer.PUBLIC));
    }
}
