package dev.kechuang.match.web.whatif;

import dev.kechuang.engine.Policy;
import dev.kechuang.engine.Problem;
import dev.kechuang.match.internal.whatif.Effect;
import dev.kechuang.match.internal.whatif.Effect.Affected;
import dev.kechuang.match.internal.whatif.Tried;
import dev.kechuang.match.web.whatif.WhatIfPage.Field;
import dev.kechuang.match.web.whatif.WhatIfQuestion.Question;
import dev.kechuang.pack.Region;
import dev.kechuang.pack.Regions;
import dev.kechuang.policy.DraftTool;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.Sheets;
import dev.kechuang.shared.web.Texts;
import dev.kechuang.shared.web.ui.Notice;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What a draft, or a policy with other parameters, would mean for the city; stored only by writing it into a draft. */
@Controller
@RequestMapping("/what-if")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
class WhatIfController {

    /** Firms on the page; the others are in the export. */
    private static final int SHOWN = 100;

    private static final int NAMES = 1_000;

    private final WhatIfQuestion questions;
    private final Regions regions;
    private final Sheets sheets;
    private final Texts texts;
    private final JdbcClient jdbc;

    WhatIfController(WhatIfQuestion questions, Regions regions, Sheets sheets, Texts texts, JdbcClient jdbc) {
        this.questions = questions;
        this.regions = regions;
        this.sheets = sheets;
        this.texts = texts;
        this.jdbc = jdbc;
    }

    @Configuration(proxyBeanMethods = false)
    static class Link {
        @Bean
        DraftTool whatIfOfDrafts(Texts texts) {
            return new DraftTool() {
                @Override
                public String label(Locale locale) {
                    return texts.text(locale, "matchWhatIf.link");
                }

                @Override
                public String path(UUID draft) {
                    return "/what-if/drafts/" + draft;
                }

                @Override
                public String pathOf(String policy) {
                    return "/what-if/policies/" + policy;
                }
            };
        }
    }

    /** @param asked {@code day}, and values of parameters by {@code p0}, {@code p1} … in the order of the text */
    @GetMapping("/drafts/{draft}")
    String draft(
            @PathVariable UUID draft,
            @RequestParam Map<String, String> asked,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response) {
        Question question = ofDraft(draft, asked, viewer);
        model.addAttribute(
                "page",
                page(question, true, "/what-if/drafts/" + draft, "/policy-drafts/" + draft, asked, viewer, locale));
        if (question.wrong()) response.setStatus(422);
        return "match/whatif/whatif";
    }

    @GetMapping("/policies/{policy}")
    String policy(
            @PathVariable String policy,
            @RequestParam Map<String, String> asked,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response) {
        Question question = ofPolicy(policy, asked);
        String back = "/policy-drafts/policies/" + policy;
        model.addAttribute("page", page(question, false, "/what-if/policies/" + policy, back, asked, viewer, locale));
        if (question.wrong()) response.setStatus(422);
        return "match/whatif/whatif";
    }

    /** @param revision of the draft, on which it was tried */
    @PostMapping("/drafts/{draft}/write")
    String write(
            @PathVariable UUID draft,
            @RequestParam Map<String, String> asked,
            @RequestParam(defaultValue = "0") int revision,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Question question = ofDraft(draft, asked, viewer);
        String back = "/policy-drafts/" + draft;
        return questions
                .write(viewer, draft, revision, values(question.own(), asked), question.day())
                .fold(
                        saved -> {
                            redirect.addFlashAttribute(Notice.FLASH, Notice.done("matchWhatIf.written", saved));
                            return "redirect:" + back;
                        },
                        errors -> {
                            response.setStatus(422);
                            WhatIfPage page =
                                    page(question, true, "/what-if/drafts/" + draft, back, asked, viewer, locale);
                            model.addAttribute("page", question.wrong() ? page : page.with(errors));
                            return "match/whatif/whatif";
                        });
    }

    /** To the draft of the policy, a new one where there is none, with what was tried. */
    @PostMapping("/policies/{policy}/begin")
    String begin(
            @PathVariable String policy,
            @RequestParam Map<String, String> asked,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response) {
        Question question = ofPolicy(policy, asked);
        return questions
                .begin(viewer, policy)
                .fold(
                        draft -> questions.isRight(viewer, draft)
                                ? "redirect:/what-if/drafts/" + draft + tried(question, draft, asked, viewer)
                                : "redirect:/policy-drafts/" + draft,
                        errors -> {
                            response.setStatus(422);
                            String path = "/what-if/policies/" + policy;
                            String back = "/policy-drafts/policies/" + policy;
                            model.addAttribute(
                                    "page",
                                    page(question, false, path, back, asked, viewer, locale)
                                            .with(errors));
                            return "match/whatif/whatif";
                        });
    }

    /** What was changed, at the places the parameters have in the draft. */
    private String tried(Question question, UUID draft, Map<String, String> asked, Viewer viewer) {
        var values = values(question.own(), asked);
        var parameters =
                questions.ofDraft(viewer, draft, Map.of(), question.day()).own().parameters();
        var query = new LinkedHashMap<String, String>();
        query.put("day", question.day().toString());
        for (int i = 0; i < parameters.size(); i++) {
            String name = parameters.get(i).name();
            if (question.tried().changed().contains(name)) query.put("p" + i, values.getOrDefault(name, ""));
        }
        return query(query);
    }

    /** Everybody affected as Excel. */
    @GetMapping("/drafts/{draft}/export")
    void exportDraft(
            @PathVariable UUID draft,
            @RequestParam Map<String, String> asked,
            Viewer viewer,
            Locale locale,
            HttpServletResponse response) {
        export(ofDraft(draft, asked, viewer), asked, viewer, locale, response);
    }

    @GetMapping("/policies/{policy}/export")
    void exportPolicy(
            @PathVariable String policy,
            @RequestParam Map<String, String> asked,
            Viewer viewer,
            Locale locale,
            HttpServletResponse response) {
        export(ofPolicy(policy, asked), asked, viewer, locale, response);
    }

    private Question ofDraft(UUID draft, Map<String, String> asked, Viewer viewer) {
        LocalDate day = day(asked);
        Question plain = questions.ofDraft(viewer, draft, Map.of(), day);
        var values = values(plain.own(), asked);
        return values.isEmpty() ? plain : questions.ofDraft(viewer, draft, values, day);
    }

    private Question ofPolicy(String policy, Map<String, String> asked) {
        LocalDate day = day(asked);
        Question plain = questions.ofPolicy(policy, Map.of(), day);
        var values = values(plain.own(), asked);
        return values.isEmpty() ? plain : questions.ofPolicy(policy, values, day);
    }

    private LocalDate day(Map<String, String> asked) {
        try {
            String text = asked.getOrDefault("day", "").strip();
            LocalDate day = text.isEmpty() ? questions.today() : LocalDate.parse(text);
            return day.getYear() < 1990 || day.getYear() > 2100 ? questions.today() : day;
        } catch (DateTimeParseException e) {
            return questions.today();
        }
    }

    private static Map<String, String> values(Policy policy, Map<String, String> asked) {
        var values = new HashMap<String, String>();
        for (int i = 0; i < policy.parameters().size(); i++) {
            String typed = asked.getOrDefault("p" + i, "");
            if (!typed.isBlank()) values.put(policy.parameters().get(i).name(), typed);
        }
        return values;
    }

    private WhatIfPage page(
            Question question,
            boolean draft,
            String path,
            String back,
            Map<String, String> asked,
            Viewer viewer,
            Locale locale) {
        boolean english = locale.getLanguage().equals("en");
        var fields = new ArrayList<Field>();
        var values = new LinkedHashMap<String, String>();
        var errors = new ArrayList<FieldError>();
        values.put("day", question.day().toString());
        var parameters = question.own().parameters();
        for (int i = 0; i < parameters.size(); i++) {
            Policy.Parameter parameter = parameters.get(i);
            String now = Tried.text(parameter, question.day());
            if (now.isEmpty()) continue;
            String field = "p" + i;
            fields.add(new Field(field, english ? parameter.english() : parameter.name(), now, parameter.clause()));
            String typed = asked.getOrDefault(field, "");
            values.put(field, typed.isBlank() ? now : typed);
            Problem problem = question.tried().problems().get(parameter.name());
            if (problem != null) {
                errors.add(FieldError.of(
                        field, "matchWhatIf.error.value", english ? problem.english() : problem.chinese()));
            }
        }
        Effect effect = question.wrong() ? null : questions.effect(viewer, question);
        List<Affected> shown = effect == null
                ? List.of()
                : effect.firms().subList(0, Math.min(SHOWN, effect.firms().size()));
        return new WhatIfPage(
                question,
                draft,
                path,
                back,
                Form.of(values).with(errors),
                fields,
                effect,
                shown,
                names(shown.stream().map(Affected::organisation).toList()),
                path + "/export" + query(values),
                regions);
    }

    private static String query(Map<String, String> values) {
        var query = new StringBuilder();
        values.forEach((name, value) -> query.append(query.isEmpty() ? '?' : '&')
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return query.toString();
    }

    private Map<UUID, String> names(Collection<UUID> ids) {
        var names = new HashMap<UUID, String>();
        jdbc.sql("SELECT id, name FROM registry.published_organisation WHERE id = ANY(:ids)")
                .param("ids", ids.toArray(UUID[]::new))
                .query(rows -> {
                    names.put(rows.getObject(1, UUID.class), rows.getString(2));
                });
        return names;
    }

    private record Line(Affected firm, String name) {}

    private void export(
            Question question, Map<String, String> asked, Viewer viewer, Locale locale, HttpServletResponse response) {
        var lines = new ArrayList<Line>();
        if (!question.wrong()) {
            var firms = questions.effect(viewer, question).firms();
            for (int from = 0; from < firms.size(); from += NAMES) {
                var some = firms.subList(from, Math.min(firms.size(), from + NAMES));
                var names = names(some.stream().map(Affected::organisation).toList());
                some.forEach(firm -> lines.add(new Line(firm, names.getOrDefault(firm.organisation(), ""))));
            }
        }
        List<Sheets.Column<Line>> columns = List.of(
                new Sheets.Column<>("matchWhatIf.firm", Line::name),
                new Sheets.Column<>(
                        "matchWhatIf.region",
                        line -> regions.find(line.firm().region())
                                .map(Region::name)
                                .orElse(line.firm().region())),
                new Sheets.Column<>(
                        "matchWhatIf.kind",
                        line -> texts.text(
                                locale,
                                "matchWhatIf.kind." + line.firm().kind().name().toLowerCase(Locale.ROOT))),
                new Sheets.Column<>(
                        "matchWhatIf.amountBefore", line -> money(line.firm().before())),
                new Sheets.Column<>(
                        "matchWhatIf.amountAfter", line -> money(line.firm().after())));
        String title = texts.text(locale, "matchWhatIf.title", question.own().name());
        sheets.write(response, viewer, locale, title, asked, columns, lines.iterator());
    }

    private static @org.jspecify.annotations.Nullable Object money(long fen) {
        return fen < 0 ? null : new Money(fen);
    }
}
