package dev.kechuang.shared.web;

import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.web.servlet.view.AbstractTemplateView;

/** Renders a precompiled JTE template; the model's entries are the template's parameters, by name. */
final class JteView extends AbstractTemplateView {

    private final TemplateEngine templates;
    private final String template;

    JteView(TemplateEngine templates, String template) {
        this.templates = templates;
        this.template = template;
        setExposeSpringMacroHelpers(false);
        setContentType("text/html;charset=UTF-8");
    }

    @Override
    protected boolean isUrlRequired() {
        return false;
    }

    @Override
    protected void renderMergedTemplateModel(
            Map<String, Object> model, HttpServletRequest request, HttpServletResponse response) throws Exception {
        // Rendered whole before a byte leaves, so that an error in a template is a clean error page.
        var output = new Utf8ByteOutput();
        model.keySet().removeIf(name -> name.startsWith("org.springframework."));
        templates.render(template, model, output);
        response.setContentType("text/html");
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        // In one piece: each of the filters around looks at every write.
        byte[] page = output.toByteArray();
        response.setContentLength(page.length);
        response.getOutputStream().write(page);
    }
}
