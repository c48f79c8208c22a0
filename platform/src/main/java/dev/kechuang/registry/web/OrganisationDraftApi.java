package dev.kechuang.registry.web;

import dev.kechuang.registry.internal.FormDrafts;
import dev.kechuang.registry.internal.OrganisationService;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.NotFound;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Forms about organisations as the viewer is typing them, kept for the viewer alone. */
@RestController
@RequestMapping("/api/registry/organisations")
class OrganisationDraftApi {

    private final OrganisationService organisations;
    private final FormDrafts drafts;

    OrganisationDraftApi(OrganisationService organisations, FormDrafts drafts) {
        this.organisations = organisations;
        this.drafts = drafts;
    }

    /** Of the organisation that the viewer is about to enter. */
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @GetMapping("/draft")
    FormDrafts.Draft fresh(Viewer viewer) {
        return drafts.find(viewer, FormDrafts.NEW).orElseThrow(() -> new NotFound("draft"));
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PutMapping("/draft")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void keepFresh(@RequestBody Map<String, @Nullable String> fields, Viewer viewer) {
        drafts.keep(viewer, FormDrafts.NEW, Pages.given(fields));
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @DeleteMapping("/draft")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void discardFresh(Viewer viewer) {
        drafts.drop(viewer, FormDrafts.NEW);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.APPLICANT})
    @GetMapping("/{id}/draft")
    FormDrafts.Draft edited(@PathVariable UUID id, Viewer viewer) {
        return drafts.find(viewer, form(id, viewer)).orElseThrow(() -> new NotFound("draft"));
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.APPLICANT})
    @PutMapping("/{id}/draft")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void keepEdited(@PathVariable UUID id, @RequestBody Map<String, @Nullable String> fields, Viewer viewer) {
        drafts.keep(viewer, form(id, viewer), Pages.given(fields));
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.APPLICANT})
    @DeleteMapping("/{id}/draft")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void discardEdited(@PathVariable UUID id, Viewer viewer) {
        drafts.drop(viewer, form(id, viewer));
    }

    private String form(UUID id, Viewer viewer) {
        return FormDrafts.of(organisations
                .find(viewer, id)
                .orElseThrow(() -> new NotFound("organisation"))
                .id());
    }
}
