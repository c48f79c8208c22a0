package dev.kechuang.registry.web.talent;

import dev.kechuang.record.SubjectLink;
import dev.kechuang.registry.internal.talent.PerformanceStore;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.web.NavItem;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where the talents stand in the menus, and what leads from their records to them. */
@Configuration(proxyBeanMethods = false)
class TalentNavigation {

    private static final String PERSON = "registry/talent/";
    private static final String FIRM = "registry/talentFirm/";

    @Bean
    NavItem talentsEntry() {
        return new NavItem(
                "registry.nav.area",
                "talent.nav",
                "talent.talents",
                "/talents",
                250,
                Set.of(Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER),
                NavItem.Todo.NONE);
    }

    @Bean
    NavItem talentFirmsEntry(ObjectProvider<PerformanceStore> store) {
        return new NavItem(
                "registry.nav.area",
                "talent.nav",
                "talent.firms",
                "/talent-firms",
                251,
                Set.of(Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER, Role.APPLICANT),
                viewer -> viewer.is(Role.COUNTY_OFFICER) ? store.getObject().waiting(viewer) : 0);
    }

    @Bean
    SubjectLink talentLink() {
        return subject -> {
            if (subject.startsWith(PERSON)) return Optional.of("/talents/" + subject.substring(PERSON.length()));
            return subject.startsWith(FIRM)
                    ? Optional.of("/talent-firms/" + subject.substring(FIRM.length()))
                    : Optional.empty();
        };
    }
}
