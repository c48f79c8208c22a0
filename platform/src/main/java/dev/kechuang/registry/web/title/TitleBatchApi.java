package dev.kechuang.registry.web.title;

import dev.kechuang.registry.Titles.NewDocument;
import dev.kechuang.registry.internal.title.TitleBatch;
import dev.kechuang.registry.internal.title.TitleBatchStore.Typed;
import dev.kechuang.registry.web.Pages;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ApiProblems;
import dev.kechuang.shared.web.NotFound;
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
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Granting documents with their lists as JSON. */
@RestController
@RequestMapping("/api/registry/titles/batches")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
class TitleBatchApi {

    private final TitleBatch batches;
    private final ApiProblems problems;

    TitleBatchApi(TitleBatch batches, ApiProblems problems) {
        this.batches = batches;
        this.problems = problems;
    }

    /**
     * @param from first day of every line that names none
     * @param lines by field: organisation, creditCode, name, number, from, until, and {@code details.<field>}
     */
    record Head(
            String kind,
            String level,
            String documentNumber,
            @Nullable String documentTitle,
            String body,
            LocalDate issuedOn,
            @Nullable UUID file,
            LocalDate from,
            List<Map<String, @Nullable String>> lines) {}

    record Started(UUID id) {}

    @PostMapping
    ResponseEntity<?> start(@RequestBody Head body, Viewer viewer, Locale locale) {
        var head = new TitleBatch.Head(
                body.kind(),
                body.level(),
                new NewDocument(
                        body.documentNumber(),
                        body.documentTitle() == null ? "" : body.documentTitle(),
                        body.body(),
                        body.issuedOn(),
                        body.file()),
                body.from());
        var lines = body.lines().stream().map(Pages::given).toList();
        return batches.start(viewer, head, lines)
                .fold(
                        id -> ResponseEntity.ok(new Started(id)),
                        errors -> ResponseEntity.of(problems.refusal(errors, locale))
                                .build());
    }

    /** Every line with what will become of it, and whom its name may mean. */
    @GetMapping("/{id}")
    TitleBatch.Preview preview(@PathVariable UUID id, Viewer viewer) {
        return batches.preview(viewer, id).orElseThrow(() -> new NotFound("list"));
    }

    /** @param organisation chosen, null for none */
    record Line(
            int line,
            @Nullable Map<String, @Nullable String> fields,
            @Nullable UUID organisation,
            boolean skipped) {}

    /** Keeps what is corrected, chosen and left out; lines that are not named stay as they are. */
    @PutMapping("/{id}/lines")
    ResponseEntity<?> keep(@PathVariable UUID id, @RequestBody List<Line> lines, Viewer viewer, Locale locale) {
        var typed = lines.stream()
                .map(line -> new Typed(line.line(), Pages.given(line.fields()), line.organisation(), line.skipped()))
                .toList();
        return batches.keep(viewer, id, typed)
                .fold(
                        kept -> ResponseEntity.ok(preview(id, viewer)),
                        errors -> ResponseEntity.of(problems.refusal(errors, locale))
                                .build());
    }

    @PostMapping("/{id}/confirm")
    ResponseEntity<?> confirm(@PathVariable UUID id, Viewer viewer, Locale locale) {
        return problems.answer(batches.confirm(viewer, id), locale);
    }
}
