package dev.kechuang.registry.web.title;

import dev.kechuang.registry.Title;
import dev.kechuang.registry.TitleEvent;
import dev.kechuang.registry.Titles;
import dev.kechuang.registry.internal.title.AllianceStore;
import dev.kechuang.registry.internal.title.TitleDesk;
import dev.kechuang.registry.internal.title.TitleQuery;
import dev.kechuang.registry.internal.title.TitleSearch;
import dev.kechuang.registry.web.Pages;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ApiProblems;
import dev.kechuang.shared.web.NotFound;
import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Titles as JSON: the same commands as the pages. Kinds are named by their codes in the packs. */
@RestController
@RequestMapping("/api/registry/titles")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER, Role.APPLICANT})
class TitleApi {

    private static final int MOST = 200;

    private final Titles titles;
    private final TitleDesk desk;
    private final TitleSearch search;
    private final AllianceStore alliances;
    private final TitleExport export;
    private final ApiProblems problems;

    TitleApi(
            Titles titles,
            TitleDesk desk,
            TitleSearch search,
            AllianceStore alliances,
            TitleExport export,
            ApiProblems problems) {
        this.titles = titles;
        this.desk = desk;
        this.search = search;
        this.alliances = alliances;
        this.export = export;
        this.problems = problems;
    }

    /** Filters as in the address of the list: q, group, kind, level, region, zone, field, state, on, expiring, due, sort. */
    @GetMapping
    KeyPage<Title> list(@RequestParam Map<String, String> parameters, Viewer viewer) {
        return search.find(viewer, TitleQuery.of(parameters), at(parameters), size(parameters));
    }

    /** Titles that are valid today, for everybody. */
    @Allow(everyone = true)
    @GetMapping("/public")
    KeyPage<PublicTitle> valid(@RequestParam Map<String, String> parameters) {
        var page = search.valid(TitleQuery.of(parameters), at(parameters), size(parameters));
        return new KeyPage<>(
                page.items().stream().map(PublicTitle::of).toList(), page.next(), page.previous(), page.total());
    }

    /** What everybody may know of a title. */
    record PublicTitle(
            String organisation,
            String name,
            String kind,
            String level,
            String region,
            String number,
            LocalDate from,
            @Nullable LocalDate until) {
        static PublicTitle of(Title title) {
            return new PublicTitle(
                    title.organisationName(),
                    title.name(),
                    title.kind(),
                    title.level().code(),
                    title.region(),
                    title.number(),
                    title.validFrom(),
                    title.validUntil());
        }
    }

    private static KeyPage.At at(Map<String, String> parameters) {
        return KeyPage.At.of(parameters.get("after"), parameters.get("before"));
    }

    private static int size(Map<String, String> parameters) {
        return Math.clamp(Pages.number(parameters.getOrDefault("size", "50")), 1, MOST);
    }

    @GetMapping("/export")
    void export(
            @RequestParam Map<String, String> parameters, Viewer viewer, Locale locale, HttpServletResponse response) {
        export.write(parameters, viewer, locale, response);
    }

    @GetMapping("/{id}")
    Title one(@PathVariable UUID id, Viewer viewer) {
        return titles.find(viewer, id).orElseThrow(() -> new NotFound("title"));
    }

    /** Oldest first. */
    @GetMapping("/{id}/events")
    List<TitleEvent> events(@PathVariable UUID id, Viewer viewer) {
        return titles.events(one(id, viewer).id());
    }

    /** Members of an alliance. */
    @GetMapping("/{id}/members")
    List<AllianceStore.Member> members(@PathVariable UUID id, Viewer viewer) {
        return alliances.members(one(id, viewer).id());
    }

    /**
     * @param document the granting document, null for none
     * @param until last day, null for what the kind's validity says
     */
    record Given(
            @Nullable String number,
            @Nullable Document document,
            String grantedBy,
            LocalDate from,
            @Nullable LocalDate until,
            @Nullable Map<String, @Nullable String> details) {

        Titles.Certificate certificate(@Nullable UUID entered) {
            return new Titles.Certificate(
                    number == null ? "" : number, entered, grantedBy, from, until, Pages.given(details));
        }

        Titles.@Nullable NewDocument newDocument() {
            if (document == null) return null;
            String title = document.title() == null ? "" : document.title();
            return new Titles.NewDocument(document.number(), title, grantedBy, document.issuedOn(), document.file());
        }
    }

    record Document(
            String number,
            @Nullable String title,
            LocalDate issuedOn,
            @Nullable UUID file) {}

    /** What is granted, to whom; the certificate's fields stand beside. */
    record Grant(
            String kind,
            String level,
            @Nullable UUID organisation,
            @Nullable String region,
            @Nullable String name,
            Given certificate) {}

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping
    ResponseEntity<?> grant(@RequestBody Grant body, Viewer viewer, Locale locale) {
        return problems.answer(
                desk.withDocument(
                        viewer,
                        body.certificate().newDocument(),
                        document -> desk.grant(
                                viewer,
                                new Titles.Grant(
                                        body.kind(),
                                        body.level(),
                                        body.organisation(),
                                        body.region() == null ? "" : body.region(),
                                        body.name() == null ? "" : body.name(),
                                        body.certificate().certificate(document)))),
                locale);
    }

    /** @param version the version that was looked at */
    record Renewal(int version, Given certificate) {}

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/{id}/renew")
    ResponseEntity<?> renew(@PathVariable UUID id, @RequestBody Renewal body, Viewer viewer, Locale locale) {
        return problems.answer(
                desk.withDocument(
                        viewer,
                        body.certificate().newDocument(),
                        document -> desk.renew(
                                viewer, id, body.version(), body.certificate().certificate(document))),
                locale);
    }

    /**
     * @param on the day it counts for; not asked when an entry is taken back
     * @param until new last day at a re-evaluation, null to leave it
     */
    record Change(
            int version,
            @Nullable LocalDate on,
            @Nullable LocalDate until,
            @Nullable Map<String, @Nullable String> details,
            @Nullable String reason) {}

    /** {@code reevaluate}, {@code lapse}, {@code revoke} or {@code withdraw}. */
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/{id}/changes/{change}")
    ResponseEntity<?> change(
            @PathVariable UUID id,
            @PathVariable String change,
            @RequestBody Change body,
            Viewer viewer,
            Locale locale) {
        String reason = body.reason() == null ? "" : body.reason();
        LocalDate on = body.on();
        if (change.equals("withdraw")) {
            return problems.answer(desk.withdraw(viewer, id, body.version(), reason), locale);
        }
        if (on == null) {
            return problems.answer(Outcome.refused(FieldError.of("on", "title.error.day")), locale);
        }
        return problems.answer(
                switch (change) {
                    case "revoke" -> desk.revoke(viewer, id, body.version(), on, reason);
                    case "lapse" -> desk.lapse(viewer, id, body.version(), on, reason);
                    case "reevaluate" ->
                        desk.reevaluate(
                                viewer, id, body.version(), on, body.until(), Pages.given(body.details()), reason);
                    default -> throw new NotFound("change");
                },
                locale);
    }

    /** @param role {@code leader}, {@code director} or {@code member} */
    record Joining(UUID organisation, String role, LocalDate on) {}

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/{id}/members")
    ResponseEntity<?> join(@PathVariable UUID id, @RequestBody Joining body, Viewer viewer, Locale locale) {
        return problems.answer(desk.join(viewer, id, body.organisation(), body.role(), body.on()), locale);
    }

    record Leaving(LocalDate on) {}

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/{id}/members/{organisation}/leave")
    ResponseEntity<?> leave(
            @PathVariable UUID id,
            @PathVariable UUID organisation,
            @RequestBody Leaving body,
            Viewer viewer,
            Locale locale) {
        return problems.answer(desk.leave(viewer, id, organisation, body.on()), locale);
    }
}
