package dev.kechuang.registry.web.title;

import dev.kechuang.pack.TitleKind;
import dev.kechuang.pack.TitleKinds;
import dev.kechuang.registry.Organisations;
import dev.kechuang.registry.Title;
import dev.kechuang.registry.Titles;
import dev.kechuang.registry.Titles.Grant;
import dev.kechuang.registry.internal.title.TitleDesk;
import dev.kechuang.registry.internal.title.TitleRules;
import dev.kechuang.registry.web.Pages;
import dev.kechuang.registry.web.title.MeantOrganisation.Meant;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Option;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Forms that ask for a certificate: a grant, a renewal, and who joins an alliance. */
@Controller
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
public class TitleFormController {

    private final Titles titles;
    private final TitleDesk desk;
    private final TitleKinds kinds;
    private final Organisations organisations;
    private final MeantOrganisation meant;
    private final CertificateForm certificates;
    private final TitleLabels labels;

    TitleFormController(
            Titles titles,
            TitleDesk desk,
            TitleKinds kinds,
            Organisations organisations,
            MeantOrganisation meant,
            CertificateForm certificates,
            TitleLabels labels) {
        this.titles = titles;
        this.desk = desk;
        this.kinds = kinds;
        this.organisations = organisations;
        this.meant = meant;
        this.certificates = certificates;
        this.labels = labels;
    }

    /** @param control number, text, date or select */
    public record Field(String name, String label, String control, String unit, List<Option> choices) {}

    static List<Field> fields(TitleKind kind, TitleLabels labels, Locale locale) {
        return kind.fields().stream()
                .map(field -> new Field(
                        "details." + field.code(),
                        labels.name(locale, field),
                        switch (field.type()) {
                            case NUMBER -> "number";
                            case TEXT -> "text";
                            case DATE -> "date";
                            case TECHNICAL_FIELD -> "select";
                        },
                        field.unit(),
                        field.type() == TitleKind.FieldType.TECHNICAL_FIELD
                                ? labels.technicalFields(locale)
                                : List.of()))
                .toList();
    }

    static Map<String, String> details(Map<String, String> posted) {
        var details = new LinkedHashMap<String, String>();
        posted.forEach((name, value) -> {
            if (name.startsWith("details.")) details.put(name.substring("details.".length()), value.strip());
        });
        return details;
    }

    /** @param groups kinds the officer may enter, by group */
    public record KindPage(Form form, Map<String, List<Option>> groups) {}

    /**
     * @param title the one that is renewed; null for a grant
     * @param candidates organisations that the typed name may mean, when it means none for certain
     */
    public record FormPage(
            TitleKind kind,
            String heading,
            String action,
            String cancel,
            @Nullable Title title,
            Form form,
            List<Option> levels,
            List<Option> candidates,
            List<Option> places,
            boolean asksOrganisation,
            boolean asksName,
            boolean asksRegion,
            List<Field> details) {}

    @GetMapping("/titles/new")
    String start(@RequestParam Map<String, String> parameters, Viewer viewer, Locale locale, Model model) {
        var kind = kinds.byCode(parameters.getOrDefault("kind", ""));
        if (kind.isEmpty()) {
            var groups = new LinkedHashMap<String, List<Option>>();
            for (TitleKind.Group group : TitleKind.Group.values()) {
                var some = labels.kinds(
                        locale,
                        each -> each.group() == group && !levels(viewer, each).isEmpty());
                if (!some.isEmpty()) groups.put(labels.group(locale, group), some);
            }
            model.addAttribute("model", new KindPage(Form.of(parameters), groups));
            return "registry/title/kind";
        }
        var values = new HashMap<String, String>();
        values.put("from", labels.today().toString());
        uuid(
                parameters.getOrDefault("organisation", ""),
                id -> organisations.find(viewer, id).ifPresent(o -> {
                    values.put("organisation", o.name());
                    values.put("organisationId", o.id().toString());
                }));
        return form(kind.get(), null, Form.of(values), List.of(), viewer, locale, model);
    }

    private static void uuid(String text, java.util.function.Consumer<UUID> then) {
        UUID id = uuid(text);
        if (id != null) then.accept(id);
    }

    static @Nullable UUID uuid(String text) {
        return text.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}") ? UUID.fromString(text) : null;
    }

    private static List<TitleKind.Level> levels(Viewer viewer, TitleKind kind) {
        return kind.levels().stream()
                .filter(level -> TitleDesk.mayEnter(viewer, level))
                .toList();
    }

    private String form(
            TitleKind kind,
            @Nullable Title title,
            Form form,
            List<Option> candidates,
            Viewer viewer,
            Locale locale,
            Model model) {
        boolean grants = title == null;
        TitleKind.Holder holder = kind.holder();
        model.addAttribute(
                "model",
                new FormPage(
                        kind,
                        labels.text(locale, grants ? "title.grant.of" : "title.renew.of", labels.name(locale, kind)),
                        title == null ? "/titles/new" : "/titles/" + title.id() + "/renew",
                        title == null ? "/titles" : "/titles/" + title.id(),
                        title,
                        form,
                        labels.levels(locale, levels(viewer, kind)),
                        candidates,
                        labels.places(locale, viewer),
                        grants && holder != TitleKind.Holder.REGION,
                        grants && holder != TitleKind.Holder.REGION && holder != TitleKind.Holder.ORGANISATION,
                        grants && holder == TitleKind.Holder.REGION,
                        fields(kind, labels, locale)));
        return "registry/title/form";
    }

    @PostMapping("/titles/new")
    String grant(
            @RequestParam Map<String, String> posted,
            @RequestParam(required = false) @Nullable MultipartFile file,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect)
            throws IOException {
        TitleKind kind = kinds.byCode(posted.getOrDefault("kind", "")).orElseThrow(() -> new NotFound("kind of title"));
        boolean region = kind.holder() == TitleKind.Holder.REGION;
        Meant found = region ? new Meant(null, List.of(), List.of()) : meant.find(posted, viewer, locale);
        var errors = new ArrayList<>(found.errors());
        if (errors.isEmpty()) {
            UUID organisation =
                    found.organisation() == null ? null : found.organisation().id();
            var outcome = certificates.read(
                    posted,
                    file,
                    viewer,
                    certificate -> desk.grant(
                            viewer,
                            new Grant(
                                    kind.code(),
                                    posted.getOrDefault("level", ""),
                                    organisation,
                                    posted.getOrDefault("region", ""),
                                    posted.getOrDefault("name", ""),
                                    certificate)));
            if (outcome instanceof Outcome.Done<Title>(var title)) {
                redirect.addFlashAttribute(Notice.FLASH, Notice.done("title.done.granted"));
                return "redirect:/titles/" + title.id();
            }
            outcome.fold(title -> true, errors::addAll);
        }
        response.setStatus(422);
        return form(kind, null, Form.of(posted).with(errors), found.candidates(), viewer, locale, model);
    }

    @GetMapping("/titles/{id}/renew")
    String renewal(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        Title title = title(viewer, id);
        var values = new HashMap<String, String>();
        values.put("version", String.valueOf(title.version()));
        values.put("body", title.grantedBy());
        LocalDate next =
                title.validUntil() == null ? labels.today() : title.validUntil().plusDays(1);
        values.put("from", next.toString());
        title.details().forEach((code, value) -> values.put("details." + code, value));
        return form(kind(title), title, Form.of(values), List.of(), viewer, locale, model);
    }

    @PostMapping("/titles/{id}/renew")
    String renew(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            @RequestParam(required = false) @Nullable MultipartFile file,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect)
            throws IOException {
        Title title = title(viewer, id);
        int version = Pages.number(posted.getOrDefault("version", ""));
        var outcome =
                certificates.read(posted, file, viewer, certificate -> desk.renew(viewer, id, version, certificate));
        return switch (outcome) {
            case Outcome.Done<Title> done -> {
                redirect.addFlashAttribute(Notice.FLASH, Notice.done("title.done.renewed"));
                yield "redirect:/titles/" + id;
            }
            case Outcome.Refused<Title>(var errors) -> {
                response.setStatus(422);
                yield form(kind(title), title, Form.of(posted).with(errors), List.of(), viewer, locale, model);
            }
        };
    }

    private TitleKind kind(Title title) {
        return kinds.byCode(title.kind()).orElseThrow(() -> new NotFound("kind of title"));
    }

    private Title title(Viewer viewer, UUID id) {
        return titles.find(viewer, id)
                .filter(title -> TitleDesk.mayChange(viewer, title))
                .orElseThrow(() -> new NotFound("title"));
    }

    static @Nullable LocalDate day(
            Map<String, String> posted, String field, boolean required, List<FieldError> errors) {
        String text = posted.getOrDefault(field, "").strip();
        if (text.isEmpty() && !required) return null;
        LocalDate day = TitleRules.day(text);
        if (day == null) errors.add(FieldError.of(field, "title.error.day"));
        return day;
    }

    /** @param candidates organisations that the typed name may mean, when it means none for certain */
    public record JoinPage(Title title, Form form, List<Option> candidates, List<Option> roles) {}

    @GetMapping("/titles/{id}/members/new")
    String member(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        Form form = Form.of(Map.of("on", labels.today().toString(), "role", "member"));
        return join(title(viewer, id), form, List.of(), locale, model);
    }

    private String join(Title title, Form form, List<Option> candidates, Locale locale, Model model) {
        var roles = Arrays.asList("leader", "director", "member").stream()
                .map(role -> new Option(role, labels.text(locale, "title.member." + role)))
                .toList();
        model.addAttribute("model", new JoinPage(title, form, candidates, roles));
        return "registry/title/join";
    }

    @PostMapping("/titles/{id}/members/new")
    String joined(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Title title = title(viewer, id);
        Meant found = meant.find(posted, viewer, locale);
        var errors = new ArrayList<>(found.errors());
        LocalDate on = day(posted, "on", true, errors);
        if (errors.isEmpty() && on != null && found.organisation() != null) {
            var outcome = desk.join(viewer, id, found.organisation().id(), posted.getOrDefault("role", ""), on);
            if (outcome instanceof Outcome.Done<Title>) {
                redirect.addFlashAttribute(Notice.FLASH, Notice.done("title.done.joined"));
                return "redirect:/titles/" + id;
            }
            outcome.fold(done -> true, errors::addAll);
        }
        response.setStatus(422);
        return join(title, Form.of(posted).with(errors), found.candidates(), locale, model);
    }
}
