package dev.kechuang.registry.web.title;

import dev.kechuang.file.FileStore;
import dev.kechuang.file.StoredFile;
import dev.kechuang.pack.TitleKind;
import dev.kechuang.pack.TitleKinds;
import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.Organisations;
import dev.kechuang.registry.Title;
import dev.kechuang.registry.Titles;
import dev.kechuang.registry.Titles.Certificate;
import dev.kechuang.registry.Titles.Grant;
import dev.kechuang.registry.Titles.NewDocument;
import dev.kechuang.registry.internal.title.OrganisationMatcher;
import dev.kechuang.registry.internal.title.TitleDesk;
import dev.kechuang.registry.internal.title.TitleRules;
import dev.kechuang.registry.web.Pages;
import dev.kechuang.shared.CreditCode;
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
    private final OrganisationMatcher matcher;
    private final FileStore files;
    private final TitleLabels labels;

    TitleFormController(
            Titles titles,
            TitleDesk desk,
            TitleKinds kinds,
            Organisations organisations,
            OrganisationMatcher matcher,
            FileStore files,
            TitleLabels labels) {
        this.titles = titles;
        this.desk = desk;
        this.kinds = kinds;
        this.organisations = organisations;
        this.matcher = matcher;
        this.files = files;
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

    /** The organisation that is meant, or whom the name may mean. */
    private record Meant(@Nullable Organisation organisation, List<Option> candidates, List<FieldError> errors) {}

    private Meant meant(Map<String, String> posted, Viewer viewer, Locale locale) {
        String typed = posted.getOrDefault("organisation", "").strip();
        UUID chosen = uuid(posted.getOrDefault("organisationId", ""));
        if (chosen != null) {
            var found = organisations.find(viewer, chosen);
            // A name typed anew wins over what stood in the form before.
            if (found.isPresent()
                    && (posted.containsKey("choose")
                            || typed.isEmpty()
                            || found.get().name().equals(typed))) {
                return new Meant(found.get(), List.of(), List.of());
            }
        }
        if (typed.isEmpty()) {
            return new Meant(null, List.of(), List.of(FieldError.of("organisation", "title.error.organisation")));
        }
        String code = CreditCode.normalise(typed);
        boolean coded = CreditCode.problem(code).isEmpty();
        var sought = new OrganisationMatcher.Sought(coded ? "" : typed, coded ? code : "");
        var match = matcher.match(viewer, List.of(sought)).getOrDefault(sought, null);
        if (match == null || match.candidates().isEmpty()) {
            return new Meant(null, List.of(), List.of(FieldError.of("organisation", "title.error.unknown", typed)));
        }
        if (match.certain()) {
            var found = organisations.find(viewer, match.candidates().getFirst().id());
            if (found.isPresent()) return new Meant(found.get(), List.of(), List.of());
        }
        var candidates = match.candidates().stream()
                .map(each -> new Option(
                        each.id().toString(),
                        each.name() + " · " + each.creditCode() + " · " + labels.region(locale, each.region())))
                .toList();
        return new Meant(null, candidates, List.of(FieldError.of("organisationId", "title.error.which", typed)));
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
        Meant meant = region ? new Meant(null, List.of(), List.of()) : meant(posted, viewer, locale);
        var errors = new ArrayList<>(meant.errors());
        if (errors.isEmpty()) {
            UUID organisation =
                    meant.organisation() == null ? null : meant.organisation().id();
            var outcome = withCertificate(
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
        return form(kind, null, Form.of(posted).with(errors), meant.candidates(), viewer, locale, model);
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
                withCertificate(posted, file, viewer, certificate -> desk.renew(viewer, id, version, certificate));
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

    @FunctionalInterface
    private interface Command {
        Outcome<Title> run(Certificate certificate);
    }

    /** Reads days and document; the document is entered only when everything else can be. */
    private Outcome<Title> withCertificate(
            Map<String, String> posted, @Nullable MultipartFile file, Viewer viewer, Command command)
            throws IOException {
        var errors = new ArrayList<FieldError>();
        LocalDate from = day(posted, "from", true, errors);
        LocalDate until = day(posted, "until", false, errors);
        String documentNumber = posted.getOrDefault("documentNumber", "").strip();
        LocalDate issuedOn = day(posted, "issuedOn", !documentNumber.isEmpty(), errors);
        String body = posted.getOrDefault("body", "").strip();
        if (body.isEmpty()) errors.add(FieldError.of("body", "title.error.body", 100));
        if (!errors.isEmpty() || from == null) return Outcome.refused(errors);
        UUID stored = null;
        if (file != null && !file.isEmpty()) {
            if (documentNumber.isEmpty())
                return Outcome.refused(FieldError.of("documentNumber", "title.error.fileNumber"));
            String name = file.getOriginalFilename();
            var kept = files.store(
                    viewer, name == null ? "document.pdf" : name, FileStore.Kind.ATTACHMENT, file.getInputStream());
            switch (kept) {
                case Outcome.Done<StoredFile>(var done) -> stored = done.id();
                case Outcome.Refused<StoredFile>(var refusals) -> {
                    return Outcome.refused(refusals.stream()
                            .map(error -> new FieldError("file", error.key(), error.args()))
                            .toList());
                }
            }
        }
        var document = documentNumber.isEmpty() || issuedOn == null
                ? null
                : new NewDocument(documentNumber, posted.getOrDefault("documentTitle", ""), body, issuedOn, stored);
        return desk.withDocument(
                viewer,
                document,
                id -> command.run(
                        new Certificate(posted.getOrDefault("number", ""), id, body, from, until, details(posted))));
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
        Meant meant = meant(posted, viewer, locale);
        var errors = new ArrayList<>(meant.errors());
        LocalDate on = day(posted, "on", true, errors);
        if (errors.isEmpty() && on != null && meant.organisation() != null) {
            var outcome = desk.join(viewer, id, meant.organisation().id(), posted.getOrDefault("role", ""), on);
            if (outcome instanceof Outcome.Done<Title>) {
                redirect.addFlashAttribute(Notice.FLASH, Notice.done("title.done.joined"));
                return "redirect:/titles/" + id;
            }
            outcome.fold(done -> true, errors::addAll);
        }
        response.setStatus(422);
        return join(title, Form.of(posted).with(errors), meant.candidates(), locale, model);
    }
}
