package dev.kechuang.match.web.grow;

import dev.kechuang.file.FileAccess;
import dev.kechuang.match.internal.grow.CareService;
import dev.kechuang.match.internal.grow.CareStore;
import dev.kechuang.match.internal.grow.EntryStore;
import dev.kechuang.match.internal.grow.GrowDesk;
import dev.kechuang.record.SubjectLink;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.desk.Typed;
import dev.kechuang.shared.web.NavItem;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where cultivation stands in menus, where its records lead, and who reads the files of visits. */
@Configuration(proxyBeanMethods = false)
class GrowNavigation {

    private static final Set<Role> OFFICERS = Set.of(Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER);

    /** Measures due within so many days count as waiting. */
    private static final int SOON = 3;

    private static NavItem entry(String label, String path, int order, NavItem.Todo todo) {
        return new NavItem("policy.nav.area", "matchGrow.nav", label, path, order, OFFICERS, todo);
    }

    @Bean
    NavItem cultivationCandidates() {
        return entry("matchGrow.candidates", "/cultivation", 630, NavItem.Todo.NONE);
    }

    @Bean
    NavItem cultivationStore(ObjectProvider<CareStore> care, ObjectProvider<GrowDesk> desk) {
        return entry(
                        "matchGrow.store",
                        "/cultivation/store",
                        631,
                        viewer -> care.getObject()
                                .waiting(viewer, desk.getObject().today().plusDays(SOON)))
                .alsoOn("/cultivation/entries", "/cultivation/prereviews", "/cultivation/runs");
    }

    @Bean
    NavItem cultivationFunnel() {
        return entry("matchGrow.funnel", "/cultivation/funnel", 632, NavItem.Todo.NONE);
    }

    @Bean
    NavItem ownCultivation(ObjectProvider<CareStore> care, ObjectProvider<GrowDesk> desk) {
        return new NavItem(
                        "policy.nav.area",
                        "matchGrow.nav",
                        "matchGrow.own",
                        "/my/cultivation",
                        633,
                        Set.of(Role.APPLICANT),
                        viewer -> care.getObject()
                                .waiting(viewer, desk.getObject().today().plusDays(SOON)))
                // What staff of a service organisation counsel.
                .alsoOn("/cultivation/entries", "/cultivation/prereviews");
    }

    @Bean
    SubjectLink cultivationLink() {
        return subject -> {
            if (subject.startsWith("match/cultivation/"))
                return Optional.of("/cultivation/entries/" + subject.substring("match/cultivation/".length()));
            return subject.startsWith("match/prereview/")
                    ? Optional.of("/cultivation/prereviews/" + subject.substring("match/prereview/".length()))
                    : Optional.empty();
        };
    }

    /** Those who see the firm's entry. */
    @Bean
    FileAccess cultivationFiles(CareStore care, EntryStore entries) {
        return FileAccess.of(CareService.FILES, (viewer, reference) -> {
            Optional<UUID> entry = Typed.id(reference).flatMap(care::entryOfVisit);
            return entry.isPresent() && entries.find(viewer, entry.get()).isPresent();
        });
    }
}
