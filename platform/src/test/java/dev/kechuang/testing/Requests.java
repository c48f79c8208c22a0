package dev.kechuang.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.shared.access.HasViewer;
import dev.kechuang.shared.access.Viewer;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.AbstractMockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** Asks the application as somebody who is logged in, without a browser; every request carries its token. */
public final class Requests {

    private final MockMvc mvc;

    Requests(WebApplicationContext context) {
        mvc = MockMvcBuilders.webAppContextSetup(context)
                .apply(SecurityMockMvcConfigurers.springSecurity())
                .build();
    }

    /** @param viewer who asks; the public logs in as nobody */
    public MockHttpServletResponse send(AbstractMockHttpServletRequestBuilder<?> request, Viewer viewer)
            throws Exception {
        request.with(SecurityMockMvcRequestPostProcessors.csrf());
        if (!viewer.isPublic()) {
            request.with(SecurityMockMvcRequestPostProcessors.authentication(
                    new UsernamePasswordAuthenticationToken((HasViewer) () -> viewer, "", List.of())));
        }
        return mvc.perform(request).andReturn().getResponse();
    }

    /** Shows what came where the status is another. */
    public MockHttpServletResponse send(int status, AbstractMockHttpServletRequestBuilder<?> request, Viewer viewer)
            throws Exception {
        var response = send(request, viewer);
        assertThat(response.getStatus()).as(text(response)).isEqualTo(status);
        return response;
    }

    public static String text(MockHttpServletResponse response) throws UnsupportedEncodingException {
        return response.getContentAsString(StandardCharsets.UTF_8);
    }
}
