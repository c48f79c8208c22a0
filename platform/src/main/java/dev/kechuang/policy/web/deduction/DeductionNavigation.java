package dev.kechuang.policy.web.deduction;

import dev.kechuang.policy.internal.deduction.FilingSearch;
import dev.kechuang.record.SubjectLink;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.web.NavItem;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where the filings stand in the menus, and what leads from their records to them. */
@Configuration(proxyBeanMethods = false)
class DeductionNavigation {

    private static final String SUBJECT = "policy/deduction/";

    @Bean
    NavItem deductionsEntry(ObjectProvider<FilingSearch> search) {
        return new NavItem(
                "policy.nav.area",
                "deduction.nav",
                "deduction.list",
                "/deductions",
                330,
                Set.of(Role.APPLICANT, Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER),
                viewer -> viewer.is(Role.COUNTY_OFFICER) ? search.getObject().waiting(viewer) : 0);
    }

    @Bean
    NavItem deductionStatisticsEntry() {
        return new NavItem(
                "policy.nav.area",
                "deduction.nav",
                "deduction.statistics",
                "/deductions/statistics",
                331,
                Set.of(Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER),
                NavItem.Todo.NONE);
    }

    @Bean
    SubjectLink deductionLink() {
        return subject -> subject.startsWith(SUBJECT)
                ? Optional.of("/deductions/" + subject.substring(SUBJECT.length()))
                : Optional.empty();
    }
}
