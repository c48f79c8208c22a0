package dev.kechuang.indicator.web;

import dev.kechuang.indicator.FigureAt;
import dev.kechuang.indicator.Indicator;
import dev.kechuang.indicator.IndicatorFigure;
import dev.kechuang.indicator.IndicatorFigures;
import dev.kechuang.indicator.Indicators;
import dev.kechuang.indicator.Period;
import dev.kechuang.indicator.SourceDocument;
import dev.kechuang.indicator.internal.dictionary.Dictionary;
import dev.kechuang.indicator.internal.document.DocumentStore;
import dev.kechuang.indicator.internal.document.Documents;
import dev.kechuang.indicator.internal.document.Proposals;
import dev.kechuang.indicator.internal.figure.Dimensions;
import dev.kechuang.indicator.internal.observation.Observation;
import dev.kechuang.indicator.internal.observation.Observation.Origin;
import dev.kechuang.indicator.internal.observation.ObservationStore;
import dev.kechuang.indicator.internal.observation.Observations;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ApiProblems;
import dev.kechuang.shared.web.NotFound;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
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
import org.springframework.web.multipart.MultipartFile;

/** Indicators, their figures, observations and documents as JSON. */
@RestController
@RequestMapping("/api/indicators")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
class IndicatorApi {

    private final Dictionary dictionary;
    private final IndicatorFigures figures;
    private final Dimensions dimensions;
    private final FigureController addresses;
    private final Observations observations;
    private final ObservationStore store;
    private final Documents documents;
    private final DocumentStore documentStore;
    private final Proposals proposals;
    private final Labels labels;
    private final ApiProblems problems;

    IndicatorApi(
            Dictionary dictionary,
            IndicatorFigures figures,
            Dimensions dimensions,
            FigureController addresses,
            Observations observations,
            ObservationStore store,
            Documents documents,
            DocumentStore documentStore,
            Proposals proposals,
            Labels labels,
            ApiProblems problems) {
        this.dictionary = dictionary;
        this.figures = figures;
        this.dimensions = dimensions;
        this.addresses = addresses;
        this.observations = observations;
        this.store = store;
        this.documents = documents;
        this.documentStore = documentStore;
        this.proposals = proposals;
        this.labels = labels;
        this.problems = problems;
    }

    /** The dictionary in the packs' order; {@code q} looks in names, aliases and codes. */
    @GetMapping
    List<Indicator> all(@RequestParam(defaultValue = "") String q) {
        return dictionary.all().stream()
                .filter(one -> q.isBlank() || DictionaryController.matches(one, q.strip()))
                .toList();
    }

    /** Which indicators a measure may be, the likeliest first. */
    @GetMapping("/suggest")
    List<Indicators.Suggestion> suggest(@RequestParam String measure, @RequestParam(defaultValue = "") String unit) {
        return dictionary.suggest(measure, unit, 10);
    }

    @GetMapping("/{code}")
    Indicator one(@PathVariable String code) {
        return dictionary.find(code).orElseThrow(() -> new NotFound("indicator"));
    }

    /** Parameters as in the address of the figure's page: region, period, toDate, unit, position, revision, at. */
    @GetMapping("/{code}/figure")
    IndicatorFigure figure(@PathVariable String code, @RequestParam Map<String, String> asked) {
        return figures.figure(addresses.at(code, asked));
    }

    @GetMapping("/{code}/regions")
    List<IndicatorFigure> regions(@PathVariable String code, @RequestParam Map<String, String> asked) {
        return figures.byRegion(addresses.at(code, asked));
    }

    /** The figure cut by each dimension of its records. */
    @GetMapping("/{code}/dimensions")
    List<Dimensions.Breakdown> dimensions(@PathVariable String code, @RequestParam Map<String, String> asked) {
        return dimensions.of(addresses.at(code, asked));
    }

    @GetMapping("/{code}/comparison")
    IndicatorFigures.Comparison compare(@PathVariable String code, @RequestParam Map<String, String> asked) {
        return figures.compare(addresses.at(code, asked));
    }

    /** From the period {@code first} to {@code last}, both of one kind, at most 240. */
    @GetMapping("/{code}/series")
    List<IndicatorFigure> series(
            @PathVariable String code,
            @RequestParam(defaultValue = "") String region,
            @RequestParam(defaultValue = "") String unit,
            @RequestParam String first,
            @RequestParam String last) {
        Period from = Period.parse(first).orElseThrow(() -> new NotFound("period"));
        Period to = Period.parse(last).orElseThrow(() -> new NotFound("period"));
        if (from.kind() != to.kind() || to.year() - from.year() > 20) throw new NotFound("period");
        String place = region.isEmpty() ? addresses.city() : region;
        FigureAt at = addresses.at(code, Map.of("period", last, "region", place, "unit", unit));
        return figures.series(at, from, to);
    }

    /** Filters: state, indicator, region, period, mine. */
    @GetMapping("/observations")
    KeyPage<Observation> observations(@RequestParam Map<String, String> asked, Viewer viewer) {
        return store.page(
                viewer,
                ObservationController.query(asked),
                KeyPage.At.of(asked.get("after"), asked.get("before")),
                100);
    }

    /** @param after sequence of the last revision that was seen, 0 for none */
    record NewObservation(int after, Map<String, String> fields) {}

    /** Fields: indicator, region, period, value, unit, source, reason. */
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/observations")
    ResponseEntity<?> state(@RequestBody NewObservation body, Viewer viewer, Locale locale) {
        return problems.answer(observations.state(viewer, body.fields(), body.after(), Origin.API), locale);
    }

    record Chosen(List<UUID> observations) {}

    @Allow({Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @PostMapping("/observations/confirm")
    ResponseEntity<?> confirm(@RequestBody Chosen body, Viewer viewer, Locale locale) {
        return problems.answer(observations.confirm(viewer, body.observations()), locale);
    }

    record Reason(@Nullable String reason) {
        String text() {
            return Objects.requireNonNullElse(reason, "");
        }
    }

    @Allow({Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @PostMapping("/observations/{id}/return")
    ResponseEntity<?> returnBack(@PathVariable UUID id, @RequestBody Reason body, Viewer viewer, Locale locale) {
        return problems.answer(observations.returnBack(viewer, id, body.text()), locale);
    }

    /** @param after sequence of the last revision that was seen */
    record TakeBack(int after, @Nullable String reason) {}

    @Allow(Role.BUREAU_OFFICER)
    @PostMapping("/observations/{id}/takeback")
    ResponseEntity<?> takeBack(@PathVariable UUID id, @RequestBody TakeBack body, Viewer viewer, Locale locale) {
        Observation one = store.find(id).orElseThrow(() -> new NotFound("observation"));
        return problems.answer(
                observations.takeBack(viewer, one.cell(), body.after(), Objects.requireNonNullElse(body.reason(), "")),
                locale);
    }

    record Lock(String period) {}

    @Allow({Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @PostMapping("/locks")
    ResponseEntity<?> lock(@RequestBody Lock body, Viewer viewer, Locale locale) {
        return problems.answer(observations.lock(viewer, body.period()), locale);
    }

    @GetMapping("/locks")
    List<ObservationStore.Locked> locks() {
        return store.locks();
    }

    @Allow({Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @GetMapping("/documents")
    List<DocumentStore.Row> documents() {
        return documentStore.all();
    }

    @Allow({Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @PostMapping("/documents")
    ResponseEntity<?> take(@RequestParam("file") MultipartFile file, Viewer viewer, Locale locale) throws IOException {
        Outcome<SourceDocument> outcome =
                documents.take(viewer, Objects.requireNonNullElse(file.getOriginalFilename(), ""), file.getBytes());
        return problems.answer(
                outcome.fold(document -> Outcome.done(Map.of("id", document.id())), Outcome::refused), locale);
    }

    @Allow({Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @GetMapping("/documents/{id}/proposals")
    List<Proposals.Proposal> proposals(@PathVariable UUID id, Viewer viewer) {
        SourceDocument document = documents.find(viewer, id).orElseThrow(() -> new NotFound("document"));
        return proposals.of(id, document.reading());
    }

    /** @param fields by {@code field-row}, where they differ from what is proposed */
    record Take(
            List<Integer> rows,
            Map<String, String> fields,
            @Nullable String reason) {}

    @Allow(Role.BUREAU_OFFICER)
    @PostMapping("/documents/{id}/take")
    ResponseEntity<?> state(@PathVariable UUID id, @RequestBody Take body, Viewer viewer, Locale locale) {
        return problems.answer(
                proposals.take(viewer, id, body.rows(), body.fields(), Objects.requireNonNullElse(body.reason(), "")),
                locale);
    }

    /** @param back takes it back */
    record Aside(List<Integer> rows, @Nullable String reason, boolean back) {}

    @Allow(Role.BUREAU_OFFICER)
    @PostMapping("/documents/{id}/aside")
    ResponseEntity<?> aside(@PathVariable UUID id, @RequestBody Aside body, Viewer viewer, Locale locale) {
        String reason = body.back() ? null : Objects.requireNonNullElse(body.reason(), "");
        return problems.answer(proposals.aside(viewer, id, body.rows(), reason), locale);
    }

    /** The public indicators of the city, by year; for everybody. */
    @Allow(everyone = true)
    @GetMapping("/public")
    List<PublicFigure> published(@RequestParam(defaultValue = "0") int year) {
        int of = year < 1978 || year > labels.today().getYear() ? labels.today().getYear() : year;
        var asked = dictionary.all().stream()
                .filter(Indicator::published)
                .map(one -> FigureAt.of(one.code(), addresses.city(), Period.year(of)))
                .toList();
        return figures.figures(asked).stream()
                .map(figure -> {
                    Indicator one = dictionary.get(figure.at().indicator());
                    return new PublicFigure(
                            one.code(),
                            one.name(),
                            one.unit(),
                            of,
                            figure.value() == null ? null : figure.value().toPlainString());
                })
                .toList();
    }

    /** @param value null where nothing is known */
    record PublicFigure(
            String indicator,
            String name,
            String unit,
            int year,
            @Nullable String value) {}
}
