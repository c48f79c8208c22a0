package dev.kechuang.registry.web;

import dev.kechuang.registry.internal.PersonService;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ApiProblems;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Adding, correcting and ending people of an organisation as JSON. */
@RestController
@RequestMapping("/api/registry/organisations/{id}/people")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.APPLICANT})
class PersonApi {

    private final PersonService service;
    private final ApiProblems problems;

    PersonApi(PersonService service, ApiProblems problems) {
        this.service = service;
        this.problems = problems;
    }

    /**
     * @param version of the organisation that was looked at; every change of its people makes the next one
     * @param fields name, role, title, phone, email, since
     */
    record Edit(int version, @Nullable Map<String, @Nullable String> fields) {}

    @PostMapping
    ResponseEntity<?> add(@PathVariable UUID id, @RequestBody Edit edit, Viewer viewer, Locale locale) {
        return problems.answer(service.add(viewer, id, edit.version(), Pages.given(edit.fields())), locale);
    }

    @PutMapping("/{person}")
    ResponseEntity<?> update(
            @PathVariable UUID id, @PathVariable UUID person, @RequestBody Edit edit, Viewer viewer, Locale locale) {
        return problems.answer(service.update(viewer, id, person, edit.version(), Pages.given(edit.fields())), locale);
    }

    /** @param until the last day in the role */
    record End(int version, @Nullable String until) {}

    @PostMapping("/{person}/end")
    ResponseEntity<?> end(
            @PathVariable UUID id, @PathVariable UUID person, @RequestBody End end, Viewer viewer, Locale locale) {
        String until = end.until() == null ? "" : end.until();
        return problems.answer(service.end(viewer, id, person, end.version(), until), locale);
    }
}
