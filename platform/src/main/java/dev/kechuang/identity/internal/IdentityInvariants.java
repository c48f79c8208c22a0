package dev.kechuang.identity.internal;

import dev.kechuang.shared.Invariant;
import dev.kechuang.shared.SqlInvariant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What must hold in the tables of identity at any time. */
@Configuration(proxyBeanMethods = false)
class IdentityInvariants {

    @Bean
    Invariant administratorsApart(JdbcClient jdbc) {
        return new SqlInvariant(
                jdbc,
                "identity.administrators",
                "The three administrators are different people without business rights, and none granted a role to itself.",
                "SELECT count(*) FROM identity.account_role",
                """
                SELECT 'account ' || account || ' holds ' || string_agg(role, ', ' ORDER BY role)
                FROM identity.account_role GROUP BY account HAVING count(DISTINCT apart) > 1
                UNION ALL
                SELECT 'account ' || account || ' granted ' || role || ' to itself'
                FROM identity.account_role WHERE granted_by = account
                UNION ALL
                SELECT 'administrator ' || r.account || ' belongs to an organisation'
                FROM identity.account_role r JOIN identity.account a ON a.id = r.account
                WHERE r.apart <> 'BUSINESS' AND a.organisation IS NOT NULL
                LIMIT 20
                """);
    }

    @Bean
    Invariant rolesFit(JdbcClient jdbc) {
        return new SqlInvariant(
                jdbc,
                "identity.roles",
                "Every role fits where its person belongs: applicants to an organisation, officers to a unit.",
                "SELECT count(*) FROM identity.account_role",
                """
                SELECT 'account ' || r.account || ' holds ' || r.role || ' but belongs to '
                    || coalesce('unit ' || u.code, 'organisation ' || a.organisation, 'nothing')
                FROM identity.account_role r JOIN identity.account a ON a.id = r.account
                LEFT JOIN identity.unit u ON u.id = a.unit
                WHERE NOT CASE
                    WHEN r.role IN ('APPLICANT', 'BANK_OFFICER', 'INSTRUMENT_OWNER') THEN a.organisation IS NOT NULL
                    WHEN r.role = 'COUNTY_OFFICER' THEN coalesce(u.kind = 'REGION_BUREAU', false)
                    WHEN r.role IN ('BUREAU_OFFICER', 'BUREAU_LEADER')
                        THEN coalesce(u.kind IN ('BUREAU', 'DIVISION'), false)
                    ELSE true END
                LIMIT 20
                """);
    }

    @Bean
    Invariant sessionsHaveTheirPeople(JdbcClient jdbc) {
        return new SqlInvariant(
                jdbc,
                "identity.sessions",
                "Every open session belongs to an account that may log in.",
                "SELECT count(*) FROM identity.session WHERE ended_at IS NULL",
                """
                SELECT 'session ' || s.id || ' of ' || a.login || ', which is ' || a.status
                FROM identity.session s JOIN identity.account a ON a.id = s.account
                WHERE s.ended_at IS NULL AND a.status <> 'ACTIVE' LIMIT 20
                """);
    }
}
