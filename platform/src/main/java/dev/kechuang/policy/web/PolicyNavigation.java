package dev.kechuang.policy.web;

import dev.kechuang.policy.Decisions;
import dev.kechuang.policy.internal.library.PolicySearch;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.web.NavItem;
import dev.kechuang.shared.web.SearchSource;
import dev.kechuang.shared.web.ui.SearchHits;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where the policies stand in the menus and in the search. */
@Configuration(proxyBeanMethods = false)
class PolicyNavigation {

    @Bean
    NavItem policiesEntry() {
        return new NavItem(
                        "policy.nav.area",
                        "policy.nav.policies",
                        "policy.list",
                        "/policies",
                        300,
                        Set.of(
                                Role.APPLICANT,
                                Role.EXPERT,
                                Role.BANK_OFFICER,
                                Role.INSTRUMENT_OWNER,
                                Role.BROKER,
                                Role.COUNTY_OFFICER,
                                Role.BUREAU_OFFICER,
                                Role.BUREAU_LEADER),
                        NavItem.Todo.NONE)
                .alsoOn("/policy-decisions");
    }

    @Bean
    SearchSource policyHits(Decisions decisions, PolicySearch search, PolicyWords words) {
        return SearchSource.of(300, (viewer, asked, limit, locale) -> {
            var found = search.find(decisions.all(), asked);
            return new SearchHits(
                    words.text(locale, "policy.list"),
                    found.stream()
                            .limit(limit)
                            .map(v -> new SearchHits.Hit(
                                    words.name(locale, v.policy()),
                                    words.levelName(locale, v) + " · "
                                            + v.policy().issuer(),
                                    "/policies/" + v.id()))
                            .toList(),
                    found.size() > limit
                            ? "/policies?q="
                                    + java.net.URLEncoder.encode(asked, java.nio.charset.StandardCharsets.UTF_8)
                            : "");
        });
    }
}
